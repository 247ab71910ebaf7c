// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "world/import/log_table.hpp"

namespace vedette {

/// The days that a log was kept: what counts are divided by.
struct Exposure {
  std::vector<std::int64_t> days;           ///< increasing
  std::array<std::size_t, 7> of_weekday{};  ///< Monday first
  std::int64_t first = 0, last = 0;         ///< of the period
  std::size_t without_rows = 0;             ///< days from first to last that have no row
  bool calendar = false;                    ///< those count, too
  double count() const { return static_cast<double>(days.size()); }
};

/// Finds the days and drops rows outside `from` and `until`. `section` (may be missing) says:
/// `days: calendar` (every day from the first to the last, with rows or without) or
/// `dates-with-rows`; `from` and `until` (the day after the last) where the log says less than is
/// known. Errors go to the list, as does a log without any row kept.
std::optional<Exposure> find_exposure(LogTable& log, const std::optional<Located>& section,
                                      bool calendar_by_default, Diagnostics& diagnostics);

/// Counts of one hour or weekday over the exposure, and whether they are Poisson.
struct DemandCounts {
  std::array<std::uint64_t, 24> by_hour{};
  std::array<std::uint64_t, 7> by_weekday{};
  std::uint64_t all = 0;
  std::array<double, 24> index_of_hour{};  ///< variance / mean over the days; NaN if none
  double index_hours = 0, p_hours = 0;     ///< of the 24 hours, each with its mean
  double index_cells = 0, p_cells = 0;     ///< of the 168 hours of the week
  double index_days = 0, p_days = 0;       ///< of whole days
};
DemandCounts count_demand(const LogTable& log, const Exposure& exposure);

/// Days, counts, rates with exact Poisson intervals, and the dispersion.
Json to_json(const Exposure& exposure);
Json to_json(const DemandCounts& counts, const Exposure& exposure);

}  // namespace vedette
