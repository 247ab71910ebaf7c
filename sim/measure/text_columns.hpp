// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace vedette {

/// Columns that a text takes on a terminal: Chinese characters take two.
inline std::size_t text_columns(std::string_view text) {
  std::size_t n = 0;
  for (const char letter : text) {
    const auto c = static_cast<unsigned char>(letter);
    if ((c & 0xc0) != 0x80) n += c >= 0xe3 ? 2 : 1;
  }
  return n;
}

/// Filled up with spaces to `width` columns; what is longer gets one.
inline std::string padded(std::string text, std::size_t width) {
  const std::size_t have = text_columns(text);
  text.append(have < width ? width - have : 1, ' ');
  return text;
}

}  // namespace vedette
