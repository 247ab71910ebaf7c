// SPDX-License-Identifier: Apache-2.0
// Model circles: a road network from lists or files, sources, marks.
#include <algorithm>
#include <cmath>
#include <map>

#include "cover/circles.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

namespace {

struct Town {
  RoadGraphBuilder builder;
  std::map<std::string, NodeId> by_name;
  struct Node {
    std::string name, district;
    double x_m = 0, y_m = 0, weight = 1;
  };
  std::vector<Node> nodes;  // by id

  void add_node(Node node, const Place& place) {
    const NodeId id = builder.add_node(node.x_m, node.y_m, node.name, place);
    if (!by_name.emplace(node.name, id).second)
      throw InputError{
          {place, Severity::kError, "there is a node '" + node.name + "' already", ""}};
    nodes.push_back(std::move(node));
  }
  NodeId find(const std::string& name, const Place& place) const {
    const auto found = by_name.find(name);
    if (found == by_name.end())
      throw InputError{{place, Severity::kError, "there is no node '" + name + "'", ""}};
    return found->second;
  }
};

// A table and what the case says about it.
struct File {
  const Inputs& given;
  CsvTable table;
  File(const Inputs& inputs, const DataFolder& data)
      : given(inputs), table(data.table(inputs.text("file", ""), inputs.text("header", ""))) {}
  /// The column that `key` names, if it does.
  std::optional<std::size_t> column(std::string_view key) const {
    if (!given.has(key)) return std::nullopt;
    return table.column(given.text(key, ""));
  }
  double number(std::size_t row, std::size_t column) const {
    if (const auto value = table.number(row, column)) return *value;
    throw InputError{{table.place(row, column), Severity::kError,
                      "'" + std::string(table.text(row, column)) + "' is no number", ""}};
  }
  std::string name(std::size_t row, std::size_t column) const {
    return canonical_name(table.text(row, column));
  }
};

void read_nodes(Town& town, const Inputs& inputs, const DataFolder& data) {
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
  const File file(given, data);
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
void add_road(Town& town, const Inputs& inputs, NodeId from, NodeId to,
              std::optional<double> seconds, std::optional<double> length, bool one_way,
              const Place& place) {
  const Town::Node &a = town.nodes[from.index()], &b = town.nodes[to.index()];
  if (!length) {
    const double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m;
    length = seconds ? 0 : std::sqrt(dx * dx + dy * dy);
  }
  if (!seconds) seconds = *length / (inputs.number("speed_kmh") / 3.6);
  town.builder.add_arc(from, to, *seconds, *length, place);
  if (!one_way) town.builder.add_arc(to, from, *seconds, *length, place);
}

void read_roads(Town& town, const Inputs& inputs, const DataFolder& data) {
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
  const File file(given, data);
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

// The nodes that `key` lists, or that stand in its file.
std::vector<NodeId> places(const Town& town, const Inputs& inputs, std::string_view key,
                           const DataFolder& data) {
  std::vector<NodeId> found;
  const Located at = inputs.value(key);
  if (at.value().is_array()) {
    for (std::size_t i = 0; i < at.size(); ++i)
      found.push_back(town.find(name_of(at.at(i).value()), at.at(i).place()));
    return found;
  }
  const Inputs given(at);
  const File file(given, data);
  const auto node = file.column("node");
  for (std::size_t row = 0; row < file.table.rows(); ++row)
    found.push_back(town.find(file.name(row, *node), file.table.place(row, *node)));
  return found;
}

}  // namespace

Figures circles_figures(const Inputs& inputs, const DataFolder& data) {
  Town town;
  read_nodes(town, inputs, data);
  read_roads(town, inputs, data);
  const RoadGraph graph = town.builder.build();

  const bool all = !inputs.has("district");
  const std::string district = all ? "" : name_of(inputs.value("district").value());
  const auto inside = [&](NodeId n) { return all || town.nodes[n.index()].district == district; };
  if (!all && std::none_of(town.nodes.begin(), town.nodes.end(),
                           [&](const Town::Node& n) { return n.district == district; }))
    throw InputError{{inputs.value("district").place(), Severity::kError,
                      "no node is in district '" + district + "'", ""}};
  std::vector<CircleSource> sources;
  for (const NodeId n : places(town, inputs, "sources", data))
    if (inside(n)) sources.push_back({n, seconds(inputs.number("turnout_s", 0))});
  std::vector<CircleTarget> targets;
  const auto add_target = [&](NodeId n) {
    const Town::Node& node = town.nodes[n.index()];
    if (inside(n)) targets.push_back({node.name, n, node.weight});
  };
  if (inputs.has("targets")) {
    for (const NodeId n : places(town, inputs, "targets", data)) add_target(n);
  } else {
    for (std::size_t i = 0; i < town.nodes.size(); ++i) add_target(NodeId(i));
  }

  std::vector<double> minutes = inputs.numbers("marks_min");
  if (minutes.empty()) minutes = {1, 3, 5};
  std::vector<Duration> marks;
  for (const double m : minutes) marks.push_back(seconds(60 * m));
  const Circles result =
      response_circles(graph, sources, targets, marks, inputs.number("speed_factor", 1));
  const Duration beyond = inputs.has("missed_beyond_min")
                              ? seconds(60 * inputs.number("missed_beyond_min"))
                              : *std::max_element(marks.begin(), marks.end());
  std::vector<std::string> missed;
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (result.reach[i].time > beyond) missed.push_back(targets[i].id);
  const auto missed_count = static_cast<double>(missed.size());

  Figure within = numbers({result.within.begin(), result.within.end()});
  Figure share = numbers(result.share), weighted = numbers(result.weighted_share);
  for (const double m : minutes)
    for (Figure* figure : {&within, &share, &weighted}) figure->names.push_back(number_text(m));
  return {{"nodes", number(static_cast<double>(graph.node_count()))},
          {"arcs", number(static_cast<double>(graph.arc_count()))},
          {"targets", number(static_cast<double>(result.targets))},
          {"sources", number(static_cast<double>(sources.size()))},
          {"within", within},
          {"share", share},
          {"weighted_share", weighted},
          {"longest_s", number(result.longest_s)},
          {"longest_min", number(result.longest_s / 60)},
          {"mean_s", number(result.mean_s)},
          {"mean_min", number(result.mean_s / 60)},
          {"weighted_mean_s", number(result.weighted_mean_s)},
          {"missed", texts(std::move(missed))},
          {"missed_count", number(missed_count)}};
}

}  // namespace vedette::validation
