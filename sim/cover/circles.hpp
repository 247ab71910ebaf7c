// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "space/road_graph.hpp"

namespace vedette {

/// Where a unit waits: a police platform, a station, the post of a car.
struct CircleSource {
  NodeId node;
  Duration turnout{0};  // from the call to driving off
};

/// A place that is to be reached.
struct CircleTarget {
  std::string id;
  NodeId node;
  double weight = 1;  // calls per day, inhabitants …; >= 0
};

/// Response circles: how soon the nearest unit is anywhere, when all are at home and free.
/// Time = turnout + travel, rounded once to the microsecond; "within" means <=.
struct Circles {
  static constexpr std::uint32_t kNoSource = 0xffffffffu;
  struct Reach {
    Duration time = kUnreachable;
    std::uint32_t source = kNoSource;  // the quickest; of several the first in the input
  };
  std::vector<Reach> reach;  // per target
  std::size_t targets = 0;
  std::vector<Duration> marks;         // as given
  std::vector<std::size_t> within;     // targets per mark
  std::vector<double> share;           // within / targets; 0 when there are none
  std::vector<double> weighted_share;  // of the weight; 0 when there is none
  double longest_s = 0;                // longest_s and the means are over the reachable targets
  double mean_s = 0;
  double weighted_mean_s = 0;
  std::vector<std::string> missed;       // ids beyond the largest mark, in the order of the targets
  std::vector<std::string> unreachable;  // those of the missed to which no way leads
};

/// Times are the graph's divided by `speed_factor`, in [1e-3, 1e3]. Throws InputError where a node
/// is not in the graph, a turnout, mark or weight is negative or no number.
Circles response_circles(const RoadGraph& graph, std::span<const CircleSource> sources,
                         std::span<const CircleTarget> targets, std::span<const Duration> marks,
                         double speed_factor = 1);

/// Those who set out and drive alike: in one mode, at one hour.
struct CircleDrivers {
  const RoadGraph* roads = nullptr;
  double speed_factor = 1;       // their times are the graph's divided by it; in [1e-3, 1e3]
  Duration most = kUnreachable;  // on the way; nobody is sent farther
  std::vector<CircleSource> sources;
};

/// How soon the nearest of them is at each node.
std::vector<Circles::Reach> reach_of_nodes(const CircleDrivers& drivers);

/// Circles of all of them, over the same nodes. A source's number counts on from drivers to
/// drivers.
Circles response_circles(std::span<const CircleDrivers> drivers,
                         std::span<const CircleTarget> targets, std::span<const Duration> marks);

/// The part of each source: the targets it reaches first, as indices, in order.
std::vector<std::vector<std::uint32_t>> targets_by_source(const Circles& circles,
                                                          std::size_t sources);

}  // namespace vedette
