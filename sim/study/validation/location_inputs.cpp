// SPDX-License-Identifier: Apache-2.0
#include "study/validation/location_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "space/shortest_paths.hpp"
#include "study/validation/road_inputs.hpp"
#include "study/validation/table_file.hpp"
#include "study/validation/table_inputs.hpp"

namespace vedette::validation {

namespace {

// Microseconds in a second, micrometres in a metre.
constexpr double kMicro = 1e6;

// Weights from a list in the order of the targets, a map by name, or a file.
void read_weights(LocationInputs& location, const Inputs& inputs, const DataFolder& data) {
  if (!inputs.has("weights")) return;
  const Located at = inputs.value("weights");
  std::vector<double>& weight = location.table.weight;
  if (at.value().is_array()) {
    if (at.size() != weight.size())
      throw InputError{{at.place(), Severity::kError,
                        fmt::format("{} weights for {} targets", at.size(), weight.size()), ""}};
    weight = inputs.numbers("weights");
    return;
  }
  std::map<std::string, double> by_name;
  const Inputs given(at);
  if (given.has("file") && given.value("file").value().is_string()) {
    const TableFile file(given, data);
    const auto target = file.column("target"), value = file.column("weight");
    for (std::size_t line = 0; line < file.table.rows(); ++line)
      if (!by_name.emplace(file.name(line, *target), file.number(line, *value)).second)
        throw InputError{{file.table.place(line, *target), Severity::kError,
                          fmt::format("'{}' stands twice", file.table.text(line, *target)), ""}};
  } else {
    for (std::size_t i = 0; i < at.size(); ++i) {
      const std::string name = canonical_name(at.key(i));
      index_of(location.targets, name, "target", at.at(i).key_place());
      by_name[name] = at.at(i).value().get<double>();
    }
  }
  for (std::size_t t = 0; t < weight.size(); ++t) {
    const auto found = by_name.find(location.targets[t]);
    if (found == by_name.end())
      throw InputError{{at.place(), Severity::kError,
                        "there is no weight for target '" + location.targets[t] + "'", ""}};
    weight[t] = found->second;
  }
}

void read_distances(LocationInputs& location, const Inputs& inputs, const DataFolder& data) {
  NamedTable named = read_table(inputs, "distances", "distance", "candidates", "targets", data);
  DistanceTable& table = location.table;
  table.sites = named.rows.size();
  table.targets = named.columns.size();
  table.distance = std::move(named.values);
  table.weight = std::move(named.weights);
  if (table.weight.empty()) table.weight.assign(table.targets, 1);
  location.sites = std::move(named.rows);
  location.targets = std::move(named.columns);
}

std::vector<std::uint32_t> site_numbers(const std::vector<NodeId>& sites,
                                        const std::vector<NodeId>& nodes) {
  std::vector<std::uint32_t> numbers;
  for (const NodeId n : nodes)
    numbers.push_back(
        static_cast<std::uint32_t>(std::find(sites.begin(), sites.end(), n) - sites.begin()));
  return numbers;
}

void read_roads(LocationInputs& location, const Inputs& inputs, const DataFolder& data) {
  const RoadInputs town = RoadInputs::read(inputs, data);
  location.unit = kMicro;
  location.times = inputs.text("by", "time") == "time";
  const RoadGraph graph =
      location.times ? town.at_speed(inputs.number("speed_factor", 1)) : town.by_length();
  std::vector<NodeId> sites;
  for (const NodeId n : town.places(inputs, "candidates", data))
    if (std::find(sites.begin(), sites.end(), n) == sites.end()) sites.push_back(n);
  const std::vector<NodeId> targets = town.places(inputs, "targets", data);
  // What stands already, or is to be judged, need not be a candidate.
  const auto also = [&](std::string_view key) {
    std::vector<NodeId> nodes;
    if (inputs.has(key)) nodes = town.places(inputs, key, data);
    for (const NodeId n : nodes)
      if (std::find(sites.begin(), sites.end(), n) == sites.end()) sites.push_back(n);
    return site_numbers(sites, nodes);
  };
  location.standing = also("existing");
  if (inputs.has("sites")) location.given = also("sites");

  DistanceTable& table = location.table;
  table.sites = sites.size();
  table.targets = targets.size();
  const Duration turnout = seconds(location.times ? inputs.number("turnout_s", 0) : 0);
  ShortestPaths paths(graph);
  for (const NodeId site : sites) {
    location.sites.push_back(town.node(site).name);
    const ShortestPaths::Source start{site, turnout};
    paths.run(std::span(&start, 1));
    for (const NodeId t : targets)
      table.distance.push_back(paths.reached(t) ? static_cast<double>(paths.time(t).us)
                                                : DistanceTable::kNoWay);
  }
  for (const NodeId t : targets) {
    location.targets.push_back(town.node(t).name);
    table.weight.push_back(town.node(t).weight);
  }
}

}  // namespace

LocationInputs LocationInputs::read(const Inputs& inputs, const DataFolder& data) {
  LocationInputs location;
  const bool table = inputs.has("distances");
  refuse_beside(inputs, table,
                {"nodes", "roads", "speed_kmh", "district", "by", "turnout_s", "speed_factor"},
                "only with a road network, not with 'distances'");
  if (table) {
    read_distances(location, inputs, data);
    if (inputs.has("existing"))
      location.standing = indices_of(location.sites, inputs, "existing", "site");
    if (inputs.has("sites")) location.given = indices_of(location.sites, inputs, "sites", "site");
  } else {
    read_roads(location, inputs, data);
  }
  read_weights(location, inputs, data);
  refuse_beside(inputs, !location.times, {"cover_min"}, "only with times on roads");
  refuse_beside(inputs, !table && !location.times, {"turnout_s", "speed_factor"},
                "only with `by: time`");
  const auto whole = [&](double value) { return table ? value : std::round(value * kMicro); };
  if (inputs.has("cover_min")) location.radius = whole(60 * inputs.number("cover_min"));
  if (inputs.has("cover")) location.radius = whole(inputs.number("cover"));
  return location;
}

}  // namespace vedette::validation
