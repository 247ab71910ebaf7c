// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/lang.hpp"
#include "measure/plain.hpp"
#include "world/document/located.hpp"

namespace vedette::cli {

/// A figure of a study in its unit ("share", "s", "count", ""); a dash where there is none.
std::string number(const Json& x, const std::string& unit, Lang lang);
/// "12.3 s [11.0, 13.6]" of {"mean", "low", "high"}: bounds in the unit of the value, shares as
/// fine as their interval asks for. With `sign` a difference: with its sign, of shares in points.
/// `fixed`: the unit of spans, else that of the largest of the three.
std::string with_interval(const Json& row, const std::string& unit, Lang lang, bool sign = false,
                          const SpanUnit* fixed = nullptr);
/// The unit in which the means of measure i, or their differences, are told of all designs.
SpanUnit span_in(const Json& analysis, std::size_t i, bool differences);
/// How much a figure changes: of shares in points; with `sign` which way.
std::string change(const Json& x, const std::string& unit, Lang lang, bool sign = false);
/// Rows whose columns are as wide as what they hold.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace vedette::cli
