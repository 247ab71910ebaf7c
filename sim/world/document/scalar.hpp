// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "world/document/located.hpp"

namespace vedette {

/// The value of an unquoted YAML scalar, or why it cannot be taken.
struct PlainScalar {
  Json value;
  std::string error;  ///< empty = fine
};

/// Types an unquoted scalar by YAML 1.2's core schema, without its surprises:
/// - `true`/`false` and `null`/`~` in their three spellings; `yes`, `no`, `on`, `off` are text;
/// - whole numbers in decimal, beyond 64 bits as floating point; `007`, `0x1F`, `0o7`, `1_000` and
///   `12:30` are text, so that a number of a car or a time of day is never silently changed;
/// - floating point (`.5`, `5.`, `1e3`), always with a decimal point whatever the locale;
/// - `.inf`, `.nan` and numbers out of range are errors: no quantity here is infinite.
PlainScalar plain_scalar(std::string_view text);

}  // namespace vedette
