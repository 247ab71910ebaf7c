// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

#include "cli/words.hpp"
#include "measure/plain.hpp"

namespace vedette::cli {

/// Done, total, rate and time left on a terminal; silent otherwise.
class Progress {
 public:
  Progress(std::string what, Lang lang)
      : what_(std::move(what)), lang_(lang), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() { clear(); }
  /// Takes the line off the terminal, before something else is printed.
  void clear() {
    if (std::exchange(drawn_, false)) std::fputs("\r\033[K", stderr);
  }
  void operator()(std::uint64_t done, std::uint64_t total) {
    if (first_ == UINT64_MAX) first_ = done;
    if (!shown_ || total == 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (done < total && drawn_ && now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    drawn_ = true;
    // What was there at the start (a study that goes on) took no time now.
    const double spent = std::chrono::duration<double>(now - began_).count();
    const double rate = spent > 0 ? static_cast<double>(done - first_) / spent : 0;
    const std::string left =
        rate > 0 ? plain_span(static_cast<double>(total - done) / rate, lang_) : "–";
    const auto filled = static_cast<int>(30 * done / total);
    std::string bar(static_cast<std::size_t>(filled), '#');
    bar.resize(30, '.');
    fmt::print(stderr, "\r{} [{}] {}/{}  {}\033[K", what_, bar, done, total,
               say("progress.rate", lang_, rate, left));
    std::fflush(stderr);
  }

 private:
  std::string what_;
  Lang lang_;
  bool shown_;
  std::uint64_t first_ = UINT64_MAX;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now(), last_ = began_;
};

}  // namespace vedette::cli
