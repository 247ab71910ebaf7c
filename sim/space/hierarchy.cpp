// SPDX-License-Identifier: Apache-2.0
#include "space/hierarchy.hpp"

#include "space/contraction.hpp"

namespace vedette {

Hierarchy::Hierarchy(const RoadGraph& graph) {
  Contraction contraction(graph, *this);
  contraction.contract_all();
  contraction.finish();
}

std::size_t Hierarchy::memory_bytes() const {
  const auto links = [](const Links& l) {
    return l.begin.size() * 4 + l.far.size() * (4 + sizeof(Ticks) + 4);
  };
  return links(up_) + links(down_) + pieces_.size() * sizeof(Piece) +
         (position_.size() + node_.size()) * 4;
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
