// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace vedette {

struct ChildResult {
  std::string bytes;
  std::string failure;  ///< empty: it worked
};

/// A forked child that does some work and hands the result back through a pipe. If the child dies
/// (signal, exception, exit), that is a failure with a sentence, and nobody else is harmed.
/// No second thread and no SQLite handle may be alive when one is made.
class Child {
 public:
  /// `work` runs in the child; it returns the bytes to hand back, or throws.
  explicit Child(const std::function<std::string()>& work);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  ///< kills it, if it still runs

  /// Reads from all until one is at its end; returns its index.
  static std::size_t wait_for_any(const std::vector<Child*>& children);
  /// For a caller that polls by itself: what to wait on, and to be called when it can be read.
  /// True when the child is at its end.
  int descriptor() const { return pipe_; }
  bool read_some();
  /// After wait_for_any() returned it, or read_some() was true.
  ChildResult result();

 private:
  pid_t pid_ = -1;
  int pipe_ = -1;
  bool ended_ = false;
  std::string received_;
};

}  // namespace vedette
