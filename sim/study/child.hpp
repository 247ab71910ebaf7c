// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vedette {

struct ChildResult {
  std::string bytes;
  std::string failure;  ///< empty: it worked
};

/// A forked child that does some work and hands the result back through a pipe. If the child dies
/// (signal, exception, exit), that is a failure with a sentence, and nobody else is harmed; if the
/// parent dies, so does the child.
/// No second thread and no SQLite handle may be alive when one is made.
class Child {
 public:
  /// `work` runs in the child; it returns the bytes to hand back, or throws.
  explicit Child(const std::function<std::string()>& work);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  ///< kills it, if it still runs

  /// Forks in the middle of what is going on and returns on both sides: the child to the parent,
  /// null in the child, which goes on from here and ends with answer() or fail(), nothing else.
  static std::unique_ptr<Child> branch();
  /// For a child of branch(): hands the result, or the reason why there is none, back and ends.
  [[noreturn]] static void answer(const std::string& bytes);
  [[noreturn]] static void fail(const std::string& why);

  /// Reads from all until one is at its end; returns its index.
  static std::size_t wait_for_any(const std::vector<Child*>& children);
  /// For a caller that polls by itself: what to wait on, and to be called when it can be read.
  /// True when the child is at its end.
  int descriptor() const { return pipe_; }
  bool read_some();
  /// After wait_for_any() returned it, or read_some() was true.
  ChildResult result();

 private:
  Child() = default;
  bool fork_off();  ///< true in the child

  pid_t pid_ = -1;
  int pipe_ = -1;
  bool ended_ = false;
  std::string received_;
};

}  // namespace vedette
