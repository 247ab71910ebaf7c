// SPDX-License-Identifier: Apache-2.0
#include "world/document/scalar.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <system_error>

namespace vedette {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words)
    if (text == word) return true;
  return false;
}

std::size_t digits_at(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (i + n < text.size() && text[i + n] >= '0' && text[i + n] <= '9') ++n;
  return n;
}

enum class NumberForm { kNoIndex, kWhole, kFraction };

// [digits][.digits][e[sign]digits], at least one digit before the exponent, no leading zeros.
NumberForm number_form(std::string_view text) {
  const std::size_t whole = digits_at(text, 0);
  if (whole > 1 && text[0] == '0') return NumberForm::kNoIndex;
  if (whole == text.size()) return whole > 0 ? NumberForm::kWhole : NumberForm::kNoIndex;
  std::size_t i = whole, fraction = 0;
  if (text[i] == '.') {
    fraction = digits_at(text, ++i);
    i += fraction;
  }
  if (whole + fraction == 0) return NumberForm::kNoIndex;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    const std::size_t exponent = digits_at(text, i);
    if (exponent == 0) return NumberForm::kNoIndex;
    i += exponent;
  }
  return i == text.size() ? NumberForm::kFraction : NumberForm::kNoIndex;
}

}  // namespace

PlainScalar plain_scalar(std::string_view text) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return {nullptr, {}};
  if (is_one_of(text, {"true", "True", "TRUE"})) return {true, {}};
  if (is_one_of(text, {"false", "False", "FALSE"})) return {false, {}};

  const bool signed_text = text[0] == '+' || text[0] == '-';
  const std::string_view unsigned_text = text.substr(signed_text ? 1 : 0);
  if (is_one_of(unsigned_text, {".inf", ".Inf", ".INF"}) ||
      is_one_of(text, {".nan", ".NaN", ".NAN"}))
    return {nullptr, fmt::format("'{}' is not a finite number", text)};

  const NumberForm form = number_form(unsigned_text);
  if (form == NumberForm::kNoIndex) return {std::string(text), {}};
  const char* const begin = text.data() + (text[0] == '+' ? 1 : 0);  // from_chars knows no plus
  const char* const end = text.data() + text.size();
  if (form == NumberForm::kWhole) {
    std::int64_t whole = 0;
    if (std::from_chars(begin, end, whole).ec == std::errc{}) return {whole, {}};
  }
  double number = 0;
  if (std::from_chars(begin, end, number).ec != std::errc{})
    return {nullptr, fmt::format("number '{}' is out of range", text.substr(0, 40))};
  return {number, {}};
}

}  // namespace vedette
