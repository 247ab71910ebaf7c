// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <time.h>
#include <unistd.h>

#include <csignal>

namespace vedette::cli {

/// From now on the first Ctrl-C asks for an orderly end; another one half a second or more later
/// ends the program at once (some senders signal process and group, so two come together).
class InterruptWatch {
 public:
  InterruptWatch() {
    asked_ = 0;
    struct sigaction action = {};
    action.sa_handler = [](int) {
      timespec now{};
      clock_gettime(CLOCK_MONOTONIC, &now);
      const long ms = static_cast<long>(now.tv_sec % 1'000'000) * 1000 + now.tv_nsec / 1'000'000;
      if (asked_ == 0)
        first_ms_ = ms;
      else if (ms - first_ms_ >= 500)
        _exit(130);
      asked_ = 1;
    };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &before_);
  }
  ~InterruptWatch() { sigaction(SIGINT, &before_, nullptr); }
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;
  static bool asked() { return asked_ != 0; }

 private:
  inline static volatile std::sig_atomic_t asked_ = 0;
  inline static volatile long first_ms_ = 0;
  struct sigaction before_ = {};
};

}  // namespace vedette::cli
