// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"

namespace vedette {

/// Larger input is refused: a scenario is kilobytes, a large map layer some tens of megabytes.
inline constexpr std::size_t kMaxFileBytes = 256u << 20;

/// The file's bytes. Throws InputError at `blamed` (the file itself, or the line that names it)
/// where it is missing, a directory, no regular file, unreadable or larger than kMaxFileBytes.
std::string read_text_file(const std::string& path, const Place& blamed);

/// Checks that `text` is UTF-8 without NUL and other control characters and drops a leading byte
/// order mark. Throws InputError at the first bad byte.
std::string_view checked_text(std::string_view text, const std::string& file);

/// Line and column (in characters, from 1) of the byte at `offset`.
Place place_of_byte(std::string_view text, std::size_t offset, const std::string& file);

}  // namespace vedette
