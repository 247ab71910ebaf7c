// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "world/document/located.hpp"
#include "world/import/log_stamp.hpp"

namespace vedette {

/// Which numbers count.
struct LogBounds {
  std::optional<double> above, at_least, at_most, below;
  bool contain(double x) const;
  bool any() const { return above || at_least || at_most || below; }
  std::string text() const;  ///< "0 < x <= 1800"
};
/// The bounds of a map with such keys.
LogBounds read_bounds(const Located& at);

/// One condition that a row must meet: on a column's text or number, on a span, or on when it was.
struct LogFilter {
  std::optional<std::size_t> column, span;
  LogBounds bounds;
  std::optional<std::vector<std::string>> in, not_in;
  bool not_empty = false;
  std::optional<std::int64_t> from_day, until_day;  ///< first day; day after the last
  std::vector<int> weekdays, hours;                 ///< empty: all
  std::string why;                                  ///< it is dropped otherwise
  /// Of the row's stamp and text.
  bool when_met(const std::optional<Stamp>& at) const;
  bool text_met(const std::string& text) const;
};

/// Reads the list `keep` (may be missing). Unknown columns and spans, days that are none, and
/// conditions on nothing are reported.
std::vector<LogFilter> read_filters(const std::optional<Located>& keep, const CsvTable& table,
                                    const std::vector<std::string>& spans,
                                    Diagnostics& diagnostics);

}  // namespace vedette
