// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace vedette::view {

/// A program running beside the viewer: `vedette run` with a changed scenario.
class ChildRun {
 public:
  ChildRun() = default;
  ~ChildRun();
  ChildRun(const ChildRun&) = delete;
  ChildRun& operator=(const ChildRun&) = delete;

  /// Its output goes to `log_path`. False with `error` if it cannot be started.
  bool start(const std::vector<std::string>& command, const std::string& log_path);
  /// Asks whether it still runs; afterwards exit_code() tells.
  bool running();
  int exit_code() const { return exit_code_; }
  const std::string& error() const { return error_; }
  /// The last lines of its log.
  std::string last_words() const;
  void stop();

 private:
  pid_t pid_ = -1;
  int exit_code_ = -1;
  std::string error_, log_path_;
};

}  // namespace vedette::view
