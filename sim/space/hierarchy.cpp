// SPDX-License-Identifier: Apache-2.0
#include "space/hierarchy.hpp"

#include <algorithm>

#include "space/contraction.hpp"
#include "space/elimination.hpp"

namespace vedette {

Hierarchy::Hierarchy(const RoadGraph& graph, Effort effort) {
  if (effort == Effort::kQuick) {
    Elimination elimination(graph, *this);
    elimination.eliminate(Elimination::kAll);
    elimination.finish();
  } else {
    Contraction contraction(graph, *this);
    contraction.contract_all();
    contraction.finish();
  }
}

Hierarchy::Hierarchy(const RoadGraph& graph, std::uint32_t most_neighbours) {
  Elimination elimination(graph, *this);
  elimination.eliminate(most_neighbours);
  elimination.finish();
}

// Leaving a node out costs the square of its neighbours, once; keeping it costs a part of each row.
std::uint32_t Hierarchy::most_neighbours_for(std::size_t rows) {
  return static_cast<std::uint32_t>(std::clamp<std::size_t>(rows / 4, 3, 1000));
}

void Hierarchy::number(const std::vector<std::uint32_t>& level) {
  const std::size_t n = level.size();
  levels_ = n ? *std::max_element(level.begin(), level.end()) + 1 : 0;
  // Counting sort.
  std::vector<std::uint32_t> next(levels_ + 1, 0);
  for (const std::uint32_t l : level) ++next[levels_ - l];
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  node_.resize(n);
  position_.resize(n);
  for (std::uint32_t v = 0; v < n; ++v) {
    position_[v] = next[levels_ - 1 - level[v]]++;
    node_[position_[v]] = v;
  }
}

std::size_t Hierarchy::memory_bytes() const {
  const auto links = [](const Links& l) {
    return l.begin.size() * 4 + l.far.size() * (4 + sizeof(Ticks)) + l.piece.size() * 4;
  };
  return links(up_) + links(down_) + links(core_out_) + links(core_in_) +
         pieces_.size() * sizeof(Piece) + (position_.size() + node_.size()) * 4;
}

void Hierarchy::unpack(std::uint32_t piece, std::vector<ArcId>& arcs) const {
  std::vector<std::uint32_t> open{piece};
  while (!open.empty()) {
    const Piece p = pieces_[open.back()];
    open.pop_back();
    if (p.second == kArc) {
      arcs.push_back(ArcId(p.first));
    } else {
      open.push_back(p.second);
      open.push_back(p.first);
    }
  }
}

}  // namespace vedette
