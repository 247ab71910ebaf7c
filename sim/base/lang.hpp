// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace vedette {

/// A language that people read.
enum class Lang { kEn, kZh };

/// "en", "zh": as in --lang and in HTML's lang attribute.
constexpr std::string_view lang_code(Lang lang) { return lang == Lang::kZh ? "zh" : "en"; }

constexpr std::optional<Lang> lang_from(std::string_view code) {
  if (code == "en") return Lang::kEn;
  if (code == "zh") return Lang::kZh;
  return std::nullopt;
}

}  // namespace vedette
