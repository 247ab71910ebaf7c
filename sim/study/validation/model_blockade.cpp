// SPDX-License-Identifier: Apache-2.0
// Model blockade: which unit closes which exit.
#include <algorithm>
#include <cmath>

#include "cover/blockade.hpp"
#include "space/shortest_paths.hpp"
#include "study/validation/model.hpp"
#include "study/validation/road_inputs.hpp"
#include "study/validation/table_inputs.hpp"

namespace vedette::validation {

namespace {

struct Ways {
  std::vector<std::string> units, exits;
  std::vector<Duration> times;  // units x exits
};

// Longer than any time that a blockade can take; keeps sums of microseconds exact.
constexpr double kLongestSeconds = 1e9;

Ways from_table(const Inputs& inputs, const DataFolder& data) {
  refuse_beside(inputs, true, {"nodes", "roads", "speed_kmh", "district", "speed_factor"},
                "only with a road network, not with 'times'");
  NamedTable table = read_table(inputs, "times", "time", "sources", "exits", data);
  Ways ways{std::move(table.rows), std::move(table.columns), {}};
  const double unit = inputs.number("seconds_per_unit", 1);
  const Duration turnout = seconds(inputs.number("turnout_s", 0));
  for (const double t : table.values) {
    if (t < 0 || (std::isfinite(t) && t * unit > kLongestSeconds))
      throw InputError{{inputs.value("times").place(), Severity::kError,
                        "a time of " + number_text(t * unit) + " s", "between 0 and 1e9 s"}};
    ways.times.push_back(std::isfinite(t) ? seconds(t * unit) + turnout : kUnreachable);
  }
  return ways;
}

Ways from_roads(const Inputs& inputs, const DataFolder& data) {
  refuse_beside(inputs, true, {"seconds_per_unit"}, "only with 'times'");
  const RoadInputs town = RoadInputs::read(inputs, data);
  const RoadGraph graph = town.at_speed(inputs.number("speed_factor", 1));
  inputs.value("sources");
  inputs.value("exits");
  const std::vector<NodeId> units = town.places(inputs, "sources", data),
                            exits = town.places(inputs, "exits", data);
  Ways ways;
  ShortestPaths paths(graph);
  for (const NodeId n : exits) ways.exits.push_back(town.node(n).name);
  for (const NodeId n : units) {
    ways.units.push_back(town.node(n).name);
    const ShortestPaths::Source start{n, seconds(inputs.number("turnout_s", 0))};
    paths.run(std::span(&start, 1));
    for (const NodeId exit : exits) ways.times.push_back(paths.time(exit));
  }
  return ways;
}

}  // namespace

Figures blockade_figures(const Inputs& inputs, const DataFolder& data) {
  const Ways ways = inputs.has("times") ? from_table(inputs, data) : from_roads(inputs, data);
  const Blockade best = best_blockade(ways.units.size(), ways.exits.size(), ways.times);
  Figure time_s, time_min;
  std::vector<std::string> assignment, open, used;
  for (std::size_t e = 0; e < ways.exits.size(); ++e) {
    const std::uint32_t unit = best.unit_of_exit[e];
    if (unit == Blockade::kOpen) {
      open.push_back(ways.exits[e]);
      continue;
    }
    const double t = ways.times[unit * ways.exits.size() + e].seconds();
    for (Figure* figure : {&time_s, &time_min}) figure->names.push_back(ways.exits[e]);
    time_s.values.push_back(t);
    time_min.values.push_back(t / 60);
    used.push_back(ways.units[unit]);
    assignment.push_back(ways.units[unit] + ">" + ways.exits[e]);
  }
  const double longest = best.longest.seconds(), total = best.total.seconds();
  const double mean = best.closed > 0 ? total / static_cast<double>(best.closed) : 0;
  return {{"sources", number(static_cast<double>(ways.units.size()))},
          {"exits", number(static_cast<double>(ways.exits.size()))},
          {"closed", number(static_cast<double>(best.closed))},
          {"longest_s", number(longest)},
          {"longest_min", number(longest / 60)},
          {"total_s", number(total)},
          {"total_min", number(total / 60)},
          {"mean_s", number(mean)},
          {"mean_min", number(mean / 60)},
          {"time_s", time_s},
          {"time_min", time_min},
          {"assignment", texts(std::move(assignment))},
          {"used", texts(std::move(used))},
          {"open", texts(std::move(open))}};
}

}  // namespace vedette::validation
