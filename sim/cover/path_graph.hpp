// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cover/easi.hpp"

namespace vedette {

/// A protection element on the way from one place to another: what it costs in time, and how likely
/// one is noticed there.
struct PathEdge {
  std::uint32_t from = 0, to = 0;
  PathTask task;
};

/// Places and protection elements between them. Whoever has a layout makes one of these.
struct PathGraph {
  std::size_t nodes = 0;
  std::uint32_t start = 0, target = 0;
  std::vector<PathEdge> edges;  ///< parallel ones are ways of getting past (climb, cut …)
};

struct FoundPath {
  std::vector<std::uint32_t> edges;
  double p_interruption = 0;  ///< EASI, p_communication included
  double p_detection = 0;
  double delay_s = 0;
};

struct FoundPaths {
  FoundPath weakest;      ///< least P_I
  FoundPath quickest;     ///< least mean delay; of several the one found first
  FoundPath stealthiest;  ///< least probability of detection
  bool exact = true;      ///< false: the search was cut short
  double lower_bound = 0;   ///< no path has a smaller P_I than this; = the weakest's if exact
  std::uint64_t labels = 0;  ///< work done
};

/// The adversary's best paths from start to target that pass no place twice; nothing if no path
/// leads there. Exact although P_I is not additive (docs/threats.md): labels run from the target
/// outwards, and one is dropped only where another is at least as good for every way of reaching
/// it. Stops after `most_labels` with the best path found and a proven bound. Throws
/// std::invalid_argument on edges that lead nowhere or values out of their range.
std::optional<FoundPaths> find_paths(const PathGraph& graph, const ResponseForce& response,
                                     std::uint64_t most_labels = 1'000'000);

/// Every path that passes no place twice, in the order of depth-first search. For small graphs.
/// Throws std::invalid_argument beyond `most_paths`.
std::vector<FoundPath> all_paths(const PathGraph& graph, const ResponseForce& response,
                                 std::size_t most_paths = 1'000'000);

/// EASI of one path.
FoundPath evaluate_path(const PathGraph& graph, std::vector<std::uint32_t> edges,
                        const ResponseForce& response);

}  // namespace vedette
