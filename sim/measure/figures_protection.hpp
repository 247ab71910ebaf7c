// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "measure/figures.hpp"
#include "measure/sample.hpp"
#include "measure/visit_intervals.hpp"

namespace vedette::measure {

/// Figures of a site's protection: sensors, verification, nuisance by zone, threats by name, guard
/// tours. What did not happen gives no figure.
class ProtectionFigures {
 public:
  explicit ProtectionFigures(const FigureFrame& frame);
  void add(const Tally& tally);
  void alarm(const Incident& incident);
  void intrusion(EntityId who, bool detected, bool interrupted);
  /// alarms.nuisance.per_day, .per_zone_day, alarms.real|nuisance.verified, zones.NAME.…
  void put_alarms(Time end, std::vector<Figure>& out) const;
  /// sensors.*, threats.NAME.*, tours.*
  void put(std::vector<Figure>& out);

 private:
  struct Alarm {
    std::uint32_t zone;
    std::int64_t sensed_us;
    bool real;
  };
  struct Ends {
    std::uint64_t n = 0, detected = 0, interrupted = 0;
  };
  void put_tours(std::vector<Figure>& out);
  void put_visits(std::vector<Figure>& out);

  const FigureFrame& frame_;
  std::array<std::uint64_t, static_cast<std::size_t>(TallyKind::kCount)> counts_{};
  std::vector<Alarm> alarms_;
  std::vector<std::pair<std::uint32_t, std::int64_t>> verified_;  // zone, sensed
  std::map<std::uint32_t, Ends> threats_;                         // by entity
  std::size_t threats_of_world_ = 0, zones_of_world_ = 0;
  VisitIntervals visits_;
  SpanSample hand_over_gaps_, trips_, waits_, ways_in_, visits_of_parties_;
  std::uint64_t visitor_passages_ = 0;
  std::int64_t visitor_doors_us_ = 0;
  Duration longest_gap_;
};

}  // namespace vedette::measure
