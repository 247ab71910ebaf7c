// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "space/first_arcs.hpp"
#include "space/hierarchy.hpp"
#include "space/hierarchy_sweep.hpp"
#include "space/road_graph.hpp"
#include "space/shortest_paths.hpp"
#include "space/travel_cells.hpp"

namespace vedette {

/// Makes the rows of travel tables of one graph. Immutable, but for what a Worker holds; may be
/// shared between threads.
class TravelRows {
 public:
  /// With a hierarchy each row costs a fraction of a search, and many rows soon pay for it; how
  /// thorough it is made follows from how many rows are expected. The rows are the same.
  TravelRows(std::shared_ptr<const RoadGraph> graph, std::size_t expected_rows);
  TravelRows(const TravelRows&) = delete;
  TravelRows& operator=(const TravelRows&) = delete;

  /// Working memory of one thread.
  struct Worker {
    explicit Worker(const TravelRows& rows);
    std::optional<HierarchySweep> sweep;
    std::optional<ShortestPaths> paths;
    std::vector<Ticks> ticks;
  };
  static constexpr std::size_t kMost = HierarchySweep::kLanes;

  /// Rows of 1 to kMost destinations, nodes of the graph. Each time is the exact time divided by
  /// `speed_factor`, rounded once. Without `slots` only the times.
  void make(Worker& worker, std::span<const NodeId> destinations, double speed_factor,
            TravelTimes* times, TravelSlots* slots) const;

 private:
  template <std::size_t kLanes>
  void write(const Ticks* ticks, std::span<const NodeId> destinations, double speed_factor,
             TravelTimes* times, TravelSlots* slots) const;

  std::shared_ptr<const RoadGraph> graph_;
  std::optional<Hierarchy> hierarchy_;
  std::vector<std::uint32_t> cell_;  // per node: where its time stands, hierarchy's or its own
  std::optional<FirstArcs> first_arcs_;
  bool wide_slots_ = false;
};

}  // namespace vedette
