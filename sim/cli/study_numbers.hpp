// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/lang.hpp"
#include "world/document/located.hpp"

namespace vedette::cli {

/// A figure of a study in its unit ("share", "s", "count", ""); a dash where there is none.
std::string number(const Json& x, const std::string& unit, Lang lang);
/// "12.3 s [11.0, 13.6]" of {"mean", "low", "high"}: bounds in the unit of the value, shares as
/// fine as their interval asks for. With `sign` a difference: with its sign, of shares in points.
std::string with_interval(const Json& row, const std::string& unit, Lang lang, bool sign = false);
/// How much a figure changes: of shares in points; with `sign` which way.
std::string change(const Json& x, const std::string& unit, Lang lang, bool sign = false);
/// Rows whose columns are as wide as what they hold.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace vedette::cli
