// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

namespace vedette::cli {

/// Done, total, rate and time left on a terminal; silent otherwise.
class Progress {
 public:
  explicit Progress(const char* what) : what_(what), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() { clear(); }
  /// Takes the line off the terminal, before something else is printed.
  void clear() {
    if (std::exchange(drawn_, false)) std::fputs("\r\033[K", stderr);
  }
  void operator()(std::uint64_t done, std::uint64_t total) {
    if (!shown_ || total == 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (done < total && drawn_ && now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    drawn_ = true;
    const double spent = std::chrono::duration<double>(now - began_).count();
    const double left =
        done ? spent * static_cast<double>(total - done) / static_cast<double>(done) : 0;
    const auto filled = static_cast<int>(30 * done / total);
    std::string bar(static_cast<std::size_t>(filled), '#');
    bar.resize(30, '.');
    fmt::print(stderr, "\r{} [{}] {}/{}  {:.1f}/s  {:.0f} s left\033[K", what_, bar, done, total,
               spent > 0 ? static_cast<double>(done) / spent : 0.0, left);
    std::fflush(stderr);
  }

 private:
  const char* what_;
  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now(), last_ = began_;
};

}  // namespace vedette::cli
