// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/mover.hpp"
#include "engine/site/access.hpp"

namespace vedette {

/// Takes somebody through the site, door by door: where no door on the way has a type, in one go.
/// Who is refused goes round; who finds no way round waits until some door's mode changes.
class SiteWay {
 public:
  /// `mover` belongs to somebody else and stays where it is.
  SiteWay(Run& run, Mover& mover, Passer passer);

  /// Goes to `to` by a table of the site's walk graph (walking, or scaled to running), or of the
  /// vehicles' graph where the passer drives. False: an
  /// interrupt came, and one is wherever one is; with `keep_on` interrupts do not stop anybody.
  Task<bool> go(NodeId to, const TravelTable& table, bool keep_on = false);
  /// Tells the sinks the movement so far.
  void tell();
  /// He stands at a place from now on, seen by access control.
  void stand(NodeId at);

 private:
  struct Leg {
    NodeId stop;  // in front of the door, or the end
    std::uint32_t door = kNowhere;
    int side = 0;
    bool reachable = true;
  };
  const RoadGraph& graph() const;
  NodeId side_of(std::uint32_t door, int side) const;
  Leg next_leg(const TravelTable& table, NodeId from, NodeId to) const;
  /// Until a door's mode changes, or the hours of his badge begin; false: interrupted.
  Task<bool> wait_for_doors();
  void cross(std::uint32_t door, int side, Time since);

  Run& run_;
  Mover& mover_;
  Passer passer_;
  std::vector<std::uint32_t> refused_;  // sorted
  std::shared_ptr<const TravelTable> detour_;
};

}  // namespace vedette
