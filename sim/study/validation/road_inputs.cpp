// SPDX-License-Identifier: Apache-2.0
#include "study/validation/road_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "study/validation/table_file.hpp"

namespace vedette::validation {

namespace {

// The network while it is being read.
struct Reader : RoadInputs {
  RoadGraphBuilder builder;

  void add_node(Node node, const Place& place) {
    const NodeId id = builder.add_node(node.x_m, node.y_m, node.name, place);
    if (!by_name.emplace(node.name, id).second)
      throw InputError{
          {place, Severity::kError, "there is a node '" + node.name + "' already", ""}};
    nodes.push_back(std::move(node));
  }
};

void read_nodes(Reader& town, const Inputs& inputs, const DataFolder& data) {
  const Located nodes = inputs.value("nodes");
  if (nodes.value().is_array()) {
    for (const Inputs& given : inputs.list("nodes"))
      town.add_node({name_of(given.value("id").value()),
                     given.has("district") ? name_of(given.value("district").value()) : "",
                     given.number("x_m", 0), given.number("y_m", 0), given.number("weight", 1)},
                    given.located().place());
    return;
  }
  const Inputs given(nodes);
  const TableFile file(given, data);
  const auto id = file.column("id"), x = file.column("x"), y = file.column("y"),
             district = file.column("district"), weight = file.column("weight");
  const double metres = given.number("metres_per_unit", 1);
  for (std::size_t row = 0; row < file.table.rows(); ++row)
    town.add_node({file.name(row, *id), district ? file.name(row, *district) : "",
                   x ? metres * file.number(row, *x) : 0, y ? metres * file.number(row, *y) : 0,
                   weight ? file.number(row, *weight) : 1},
                  file.table.place(row, *id));
}

// A road has a time, or a length, or is the straight line between its ends.
void add_road(Reader& town, const Inputs& inputs, NodeId from, NodeId to,
              std::optional<double> seconds, std::optional<double> length, bool one_way,
              const Place& place) {
  const RoadInputs::Node &a = town.nodes[from.index()], &b = town.nodes[to.index()];
  if (!length) {
    const double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m;
    length = std::sqrt(dx * dx + dy * dy);
  }
  if (!seconds) {
    // Who measures by length needs no speed.
    const bool needed = inputs.text("by", "time") == "time";
    seconds = *length / ((needed ? inputs.number("speed_kmh") : 3.6) / 3.6);
  }
  town.builder.add_arc(from, to, *seconds, *length, place);
  if (!one_way) town.builder.add_arc(to, from, *seconds, *length, place);
}

void read_roads(Reader& town, const Inputs& inputs, const DataFolder& data) {
  const Located roads = inputs.value("roads");
  if (roads.value().is_array()) {
    for (const Inputs& given : inputs.list("roads")) {
      const auto optional = [&](std::string_view key) {
        return given.has(key) ? std::optional(given.number(key)) : std::nullopt;
      };
      const auto end = [&](std::string_view key) {
        return town.find(name_of(given.value(key).value()), given.value(key).place());
      };
      add_road(town, inputs, end("from"), end("to"), optional("seconds"), optional("length_m"),
               given.flag("one_way", false), given.located().place());
    }
    return;
  }
  const Inputs given(roads);
  const TableFile file(given, data);
  const auto from = file.column("from"), to = file.column("to"), time = file.column("time"),
             length = file.column("length");
  const double seconds = given.number("seconds_per_unit", 1);
  const double metres = given.number("metres_per_unit", 1);
  for (std::size_t row = 0; row < file.table.rows(); ++row) {
    const auto optional = [&](const std::optional<std::size_t>& column, double unit) {
      return column ? std::optional(unit * file.number(row, *column)) : std::nullopt;
    };
    const Place place = file.table.place(row, *from);
    add_road(town, inputs, town.find(file.name(row, *from), place),
             town.find(file.name(row, *to), file.table.place(row, *to)), optional(time, seconds),
             optional(length, metres), given.flag("one_way", false), place);
  }
}

}  // namespace

RoadInputs RoadInputs::read(const Inputs& inputs, const DataFolder& data) {
  Reader reader;
  read_nodes(reader, inputs, data);
  read_roads(reader, inputs, data);
  reader.graph = reader.builder.build();
  if (inputs.has("district")) {
    reader.everywhere = false;
    reader.district = name_of(inputs.value("district").value());
    if (std::none_of(reader.nodes.begin(), reader.nodes.end(),
                     [&](const Node& n) { return n.district == reader.district; }))
      throw InputError{{inputs.value("district").place(), Severity::kError,
                        "no node is in district '" + reader.district + "'", ""}};
  }
  return std::move(static_cast<RoadInputs&>(reader));
}

RoadGraph RoadInputs::at_speed(double factor) const {
  if (factor == 1) return graph;
  std::vector<double> seconds;
  for (std::size_t a = 0; a < graph.arc_count(); ++a)
    seconds.push_back(graph.arc(ArcId(a)).seconds() / factor);
  return graph.with_seconds(seconds);
}

RoadGraph RoadInputs::by_length() const {
  std::vector<double> metres;
  for (std::size_t a = 0; a < graph.arc_count(); ++a)
    metres.push_back(graph.arc(ArcId(a)).length_m);
  return graph.with_seconds(metres);
}

NodeId RoadInputs::find(const std::string& name, const Place& place) const {
  const auto found = by_name.find(name);
  if (found == by_name.end())
    throw InputError{{place, Severity::kError, "there is no node '" + name + "'", ""}};
  return found->second;
}

std::vector<NodeId> RoadInputs::places(const Inputs& inputs, std::string_view key,
                                       const DataFolder& data) const {
  std::vector<NodeId> found;
  if (!inputs.has(key)) {
    for (std::size_t i = 0; i < nodes.size(); ++i) found.push_back(NodeId(i));
  } else if (const Located at = inputs.value(key); at.value().is_array()) {
    for (std::size_t i = 0; i < at.size(); ++i)
      found.push_back(find(name_of(at.at(i).value()), at.at(i).place()));
  } else {
    const Inputs given(at);
    const TableFile file(given, data);
    const auto column = file.column("node");
    for (std::size_t row = 0; row < file.table.rows(); ++row)
      found.push_back(find(file.name(row, *column), file.table.place(row, *column)));
  }
  std::erase_if(found, [&](NodeId n) { return !inside(n); });
  return found;
}

}  // namespace vedette::validation
