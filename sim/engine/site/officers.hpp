// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/site/guard_way.hpp"
#include "engine/site/site_state.hpp"

namespace vedette {

/// Whether officers who have come to the gate for this alarm go on to its spot.
bool enters_site(const Run& run, const AlarmCase& alarm);

/// Officers of one unit beyond the gate: by car as far as that is quicker, then on foot, through
/// the doors on their way. Interrupts do not stop them.
class OfficersOnSite {
 public:
  OfficersOnSite(Run& run, EntityId unit, Stream random);
  OfficersOnSite(const OfficersOnSite&) = delete;
  OfficersOnSite& operator=(const OfficersOnSite&) = delete;

  /// From the gate to a node of the walk graph.
  Task<> go(NodeId spot);
  /// Back to the gate the way they came.
  Task<> back();

 private:
  // Where the car stands, on both graphs; none: they walk all the way.
  struct Parking {
    NodeId drive, walk;
  };
  std::optional<Parking> parking(NodeId spot) const;

  Run& run_;
  const PoliceOnSite& police_;
  std::shared_ptr<const TravelTable> running_;
  Mover feet_, wheels_;
  SiteWay on_foot_;
  std::optional<SiteWay> by_car_;
  NodeId gate_of_cars_;
  std::optional<Parking> parked_;
};

}  // namespace vedette
