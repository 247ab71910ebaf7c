// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "space/hierarchy.hpp"
#include "space/road_graph.hpp"

namespace vedette {

/// Builds a Hierarchy by plain elimination (Rose 1972; as the metric-independent contraction of
/// Dibbelt, Strasser, Wagner, ACM J. Exp. Algorithmics 21, 2016): nodes with few neighbours first,
/// and every two neighbours of an eliminated node are linked, whether a quicker way leads round it
/// or not. More links than Contraction makes, in a fraction of its time: for tables of few rows.
/// Of no use otherwise.
class Elimination {
 public:
  Elimination(const RoadGraph& graph, Hierarchy& out);
  static constexpr std::uint32_t kAll = 0xffffffffu;
  /// All nodes but those that would have more neighbours than that.
  void eliminate(std::uint32_t most_neighbours);
  /// Numbers the nodes by level, the core above all, and writes the links.
  void finish();

 private:
  // Times to and from a neighbour.
  struct Link {
    Ticks to, from;
    std::uint32_t node;
  };
  // In memory that grows by blocks and is given back at the end.
  struct Links {
    Link* data = nullptr;
    std::uint32_t size = 0, room = 0;
    Link* begin() const { return data; }
    Link* end() const { return data + size; }
  };
  void add(Links& links, const Link& link);
  void link(Links& links, const Link& link);
  Link* memory(std::size_t size);
  void take_out(std::uint32_t node);
  void take_out_of_street(std::uint32_t node);
  void take_out_streets();
  void queue(std::uint32_t node);
  void write(Hierarchy::Links& out, Hierarchy::Links& in, std::size_t from, std::size_t to) const;

  Hierarchy& out_;
  std::vector<Links> links_;    // per node; of an eliminated one, those above it
  std::vector<bool> left_out_;  // per node: eliminated; what remains is the core
  std::vector<std::uint32_t> level_;
  std::vector<std::uint32_t> key_;                  // per node: its present bucket; kGone
  std::vector<std::vector<std::uint32_t>> bucket_;  // by key; entries may be out of date
  std::vector<std::uint32_t> place_;                // per node: in the list that is looked at
  std::vector<std::unique_ptr<Link[]>> blocks_;
  std::size_t left_ = 0;  // of the last block
  std::size_t total_ = 0;
};

}  // namespace vedette
