// SPDX-License-Identifier: Apache-2.0
#include "world/document/text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace vedette {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const Place& place, std::string message, std::string hint = {}) {
  throw InputError{{place, Severity::kError, std::move(message), std::move(hint)}};
}

// Length of the well-formed UTF-8 sequence at `i` (Unicode 15, table 3-7), or 0.
std::size_t utf8_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) -> unsigned {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u;
  };
  const auto follows = [&](std::size_t k, unsigned low = 0x80, unsigned high = 0xBF) {
    return byte(k) >= low && byte(k) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;   // no overlong forms
    const unsigned high = first == 0xED ? 0x9F : 0xBF;  // no surrogates
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;  // nothing above U+10FFFF
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// Whether the bytes are GB18030 (GBK, GB 2312), the usual encoding of Chinese spreadsheets: every
// byte above ASCII begins a well-formed sequence (GB 18030-2005, 5), and at least half of them are
// characters of GB 2312's two levels (rows 16 to 87). Latin-1 fails one or the other.
bool looks_like_gbk(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  std::size_t all = 0, common = 0;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned first = byte(i), second = byte(i + 1);
    if (first < 0x80) {
      ++i;
      continue;
    }
    if (first == 0x80 || first == 0xFF) return false;
    ++all;
    if (second >= 0x30 && second <= 0x39) {
      if (byte(i + 2) < 0x81 || byte(i + 2) == 0xFF || byte(i + 3) < 0x30 || byte(i + 3) > 0x39)
        return false;
      i += 4;
      continue;
    }
    if (second < 0x40 || second == 0x7F || second == 0xFF) return false;
    if (first >= 0xB0 && first <= 0xF7 && second >= 0xA1) ++common;
    i += 2;
  }
  return all > 0 && 2 * common >= all;
}

}  // namespace

std::string read_text_file(const std::string& path, const Place& blamed) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    if (error && error != std::errc::no_such_file_or_directory &&
        error != std::errc::not_a_directory)
      fail(blamed, fmt::format("cannot open '{}': {}", path, error.message()));
    fail(blamed, fmt::format("no such file: '{}'", path));
  }
  if (fs::is_directory(status)) fail(blamed, fmt::format("'{}' is a directory, not a file", path));
  if (!fs::is_regular_file(status)) fail(blamed, fmt::format("'{}' is not a regular file", path));
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) fail(blamed, fmt::format("cannot read '{}': {}", path, error.message()));
  if (size > kMaxFileBytes)
    fail(blamed, fmt::format("'{}' is too large: {} MB, at most {} MB are read", path, size >> 20,
                             kMaxFileBytes >> 20));

  std::ifstream in(path, std::ios::binary);
  if (!in) fail(blamed, fmt::format("cannot open '{}' (no permission to read?)", path));
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (in.bad()) fail(blamed, fmt::format("cannot read '{}'", path));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

Place place_of_byte(std::string_view text, std::size_t offset, const std::string& file) {
  offset = std::min(offset, text.size());
  int line = 1, column = 1;
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++column;
    }
  }
  return {file, line, column};
}

std::string_view checked_text(std::string_view text, const std::string& file) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    fail({file, 1, 1}, "the file is UTF-16", "save it as UTF-8");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(text, i);
    if (length == 0 && looks_like_gbk(text))
      fail(place_of_byte(text, i, file),
           fmt::format("not valid UTF-8 (byte 0x{:02x}): the file looks like GBK", byte),
           fmt::format("save it as UTF-8, or: iconv -f GB18030 -t UTF-8 '{}' > utf-8.csv", file));
    if (length == 0)
      fail(place_of_byte(text, i, file), fmt::format("not valid UTF-8 (byte 0x{:02x})", byte),
           "save the file as UTF-8");
    if (byte == 0) fail(place_of_byte(text, i, file), "NUL byte", "this is not a text file");
    const bool carriage_return_alone =
        byte == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
    if (carriage_return_alone)
      fail(place_of_byte(text, i, file), "carriage return without a line feed",
           "save the file with Unix or Windows line ends");
    // YAML forbids the control characters; yaml-cpp would even take 0x04 for the end of the file.
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F)
      fail(place_of_byte(text, i, file), fmt::format("control character 0x{:02x}", byte));
    i += length;
  }
  return text;
}

}  // namespace vedette
