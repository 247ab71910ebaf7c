// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <string>

namespace vedette::cli {

/// The word as a finite number; nothing more behind it.
inline bool is_number(const std::string& word, double& value) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc{} && end == word.data() + word.size() && std::isfinite(value);
}

/// Checks of options that say in words what is wanted (CLI11's own print the largest double).
inline CLI::Validator above_zero() {
  return CLI::Validator(
      [](std::string& word) {
        double value = 0;
        if (is_number(word, value) && value > 0) return std::string();
        return fmt::format("'{}' is not a number above 0, without a unit", word);
      },
      "NUMBER > 0");
}
inline CLI::Validator not_below_zero() {
  return CLI::Validator(
      [](std::string& word) {
        double value = 0;
        if (is_number(word, value) && value >= 0) return std::string();
        return fmt::format("'{}' is not a number of 0 or more, without a unit", word);
      },
      "NUMBER >= 0");
}

}  // namespace vedette::cli
