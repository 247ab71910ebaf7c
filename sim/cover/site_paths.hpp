// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cover/path_graph.hpp"
#include "world/protection.hpp"
#include "world/world.hpp"

namespace vedette {

/// What an edge of a site's path graph is on the ground.
struct SitePathStep {
  AttackMode attack = AttackMode::kAny;
  std::uint32_t zone = 0xffffffffu;  ///< whose sensors watch it; none: nobody
  PointMm to;                        ///< where it ends
};

struct SitePathGraph {
  PathGraph graph;
  std::vector<SitePathStep> steps;  ///< per edge
};

/// The protection elements of a site, from its walk graph, perimeter zones, doors and detectors:
/// outside → crossing a zone (one edge for each attack mode) → running along paths, forcing doors,
/// past motion detectors → the work at a target → goal. Escapes go the other way, without work.
/// Probabilities of detection are those of the weather, sensors of a zone being independent.
/// Needs Protection::adversary.
/// With a goal only paths to it.
struct PathGoal {
  std::string name;
  NodeId node;  ///< where guards go: the target, or where they stand before the zone
  std::uint32_t zone = 0xffffffffu;  ///< crossed last by an escape
};
SitePathGraph intrusion_graph(const World& world, WeatherState weather,
                              const PathGoal* goal = nullptr);
SitePathGraph escape_graph(const World& world, WeatherState weather,
                           const PathGoal* goal = nullptr);
/// What the response is measured to: each target of intrusions, each perimeter zone of escapes
/// (and each point outside that can be reached without crossing one).
std::vector<PathGoal> goals_of(const World& world, ThreatKind kind);

/// Probability that any sensor of a zone notices somebody; 0 without a zone.
double zone_detection(const Site& site, std::uint32_t zone, AttackMode attack,
                      WeatherState weather);

/// From an alarm at the panel to guards on the spot: as the scenario says, else the means of
/// acknowledgement, assessment with a picture, reaction and the run from the nearest post to the
/// zone, averaged over perimeter zones; variances add, that between the zones included.
ResponseForce response_of_site(const World& world);
/// The same to one place of the walk graph, where the scenario does not say how long it takes.
ResponseForce response_to(const World& world, NodeId place);

/// A threat of the scenario as tasks for EASI: means and spreads of its durations, unclipped.
std::vector<PathTask> tasks_of_threat(const World& world, const Threat& threat,
                                      WeatherState weather);

/// A path found on a site's graph as tasks for EASI, of the same value. Runs up to a corner without
/// a name are told together with the unwatched task after them.
std::vector<PathTask> tasks_of_path(const SitePathGraph& site, const FoundPath& path);

/// A path found on a site's graph as a threat that can be simulated: normal delays, the same
/// sensors at the same moments. Begins between the two times. `entity` is left to the caller.
Threat threat_of_path(const SitePathGraph& site, const FoundPath& path, ThreatKind kind,
                      Time earliest, Time latest);

}  // namespace vedette
