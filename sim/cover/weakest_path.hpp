// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cover/path_graph.hpp"

namespace vedette {

/// Looks for a path with a smaller P_I than `found.weakest` (any path), and says in `found` whether
/// the search was exact, its bound and its work. `unseen`: per place the best chance to come there
/// unseen from the start, -1 where no way leads.
void find_weakest(const PathGraph& graph, const ResponseForce& response,
                  std::vector<double> unseen, std::uint64_t most_labels, FoundPaths& found);

/// Edges by the place that they leave, or reach; those that lead back to it left out.
std::vector<std::vector<std::uint32_t>> edges_by(const PathGraph& graph, bool by_origin);

}  // namespace vedette
