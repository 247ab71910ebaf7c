// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "space/road_graph.hpp"
#include "study/validation/data_folder.hpp"
#include "study/validation/inputs.hpp"

namespace vedette::validation {

/// The road network of a case (`nodes`, `roads`, `speed_kmh`, `district`): lists or files.
struct RoadInputs {
  struct Node {
    std::string name, district;
    double x_m = 0, y_m = 0, weight = 1;
  };
  RoadGraph graph;
  std::vector<Node> nodes;  ///< by id
  std::map<std::string, NodeId> by_name;
  bool everywhere = true;  ///< the case names no district
  std::string district;

  /// Throws InputError at the place of what is wrong, DataAbsent where a file is not there.
  static RoadInputs read(const Inputs& inputs, const DataFolder& data);

  /// The roads with all times divided by `factor`.
  RoadGraph at_speed(double factor) const;
  /// The roads with lengths for times: a metre takes a second.
  RoadGraph by_length() const;
  NodeId find(const std::string& name, const Place& place) const;
  const Node& node(NodeId n) const { return nodes[n.index()]; }
  /// In the district of the case, if it names one.
  bool inside(NodeId n) const { return everywhere || node(n).district == district; }
  /// The nodes inside that `key` lists, or that stand in its file; all nodes inside without `key`.
  std::vector<NodeId> places(const Inputs& inputs, std::string_view key,
                             const DataFolder& data) const;
};

}  // namespace vedette::validation
