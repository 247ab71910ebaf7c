// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace vedette::cli {

/// From now on the first Ctrl-C asks for an orderly end; a second one ends the program at once.
class InterruptWatch {
 public:
  InterruptWatch() {
    asked_ = 0;
    struct sigaction action = {};
    action.sa_handler = [](int) { asked_ = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &before_);
  }
  ~InterruptWatch() { sigaction(SIGINT, &before_, nullptr); }
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;
  static bool asked() { return asked_ != 0; }

 private:
  inline static volatile std::sig_atomic_t asked_ = 0;
  struct sigaction before_ = {};
};

}  // namespace vedette::cli
