// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

namespace vedette::cli {

/// While it lives, a crash of this process (a wild pointer, abort, a stack that is full) ends it
/// with a sentence on standard error and this exit code, not with a bare signal.
class CrashSentence {
 public:
  CrashSentence(std::string sentence, int exit_code) {
    sentence_ = std::move(sentence) + "\n";
    exit_code_ = exit_code;
    stack_t own = {};
    own.ss_sp = stack_.data();
    own.ss_size = stack_.size();
    sigaltstack(&own, &stack_before_);
    struct sigaction action = {};
    // Nothing here but what a handler may call.
    action.sa_handler = [](int) {
      [[maybe_unused]] const auto told = ::write(2, sentence_.data(), sentence_.size());
      _exit(exit_code_);
    };
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_ONSTACK;
    for (std::size_t i = 0; i < kSignals.size(); ++i)
      sigaction(kSignals[i], &action, &before_[i]);
  }
  ~CrashSentence() {
    for (std::size_t i = 0; i < kSignals.size(); ++i)
      sigaction(kSignals[i], &before_[i], nullptr);
    sigaltstack(&stack_before_, nullptr);
  }
  CrashSentence(const CrashSentence&) = delete;
  CrashSentence& operator=(const CrashSentence&) = delete;

 private:
  static constexpr std::array kSignals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
  inline static std::string sentence_;
  inline static int exit_code_ = 0;
  inline static std::array<char, 16384> stack_{};
  stack_t stack_before_ = {};
  std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace vedette::cli
