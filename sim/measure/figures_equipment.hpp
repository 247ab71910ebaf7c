// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "measure/figures.hpp"
#include "measure/sample.hpp"

namespace vedette::measure {

/// Runs at least as long speak of years; in shorter ones counts and hours are those of the run.
inline constexpr Duration kShortestForAYear{7 * kDay.us};

/// Figures of equipment: availability, downtime by cause, failures, repairs, planned work, and how
/// much of what sensors had to report arrived. Rates are for a year of 8,760 hours (".per_year"),
/// or, where the run is shorter than a week, what it held itself (".in_run"). A scenario
/// without failures, outages and planned work gives none of them but the last.
class EquipmentFigures {
 public:
  explicit EquipmentFigures(const FigureFrame& frame);
  void add(const Tally& tally);
  void put(Time end, std::vector<Figure>& out);

 private:
  static constexpr std::size_t kKinds = static_cast<std::size_t>(EntityKind::kCount);
  static constexpr std::size_t kCauses = 9;  // DownCause
  std::uint64_t count(TallyKind kind) const { return counts_[static_cast<std::size_t>(kind)]; }
  bool is(EntityId entity, EntityKind kind) const;

  const FigureFrame& frame_;
  std::array<std::uint64_t, static_cast<std::size_t>(TallyKind::kCount)> counts_{};
  std::array<std::int64_t, kKinds> down_us_{};
  std::array<std::int64_t, kCauses> by_cause_us_{};
  std::array<std::uint64_t, kKinds> of_kind_{};
  std::int64_t uncovered_us_ = 0, technician_us_ = 0, stand_in_us_ = 0;
  std::uint64_t cameras_replaced_ = 0, worked_on_ = 0;
  SpanSample noticed_, repair_, out_;
};

}  // namespace vedette::measure
