// SPDX-License-Identifier: Apache-2.0
// Model circles: a road network from lists or files, sources, marks.
#include <algorithm>

#include "cover/circles.hpp"
#include "study/validation/model.hpp"
#include "study/validation/road_inputs.hpp"

namespace vedette::validation {

Figures circles_figures(const Inputs& inputs, const DataFolder& data) {
  const RoadInputs town = RoadInputs::read(inputs, data);
  const RoadGraph& graph = town.graph;
  std::vector<CircleSource> sources;
  for (const NodeId n : town.places(inputs, "sources", data))
    sources.push_back({n, seconds(inputs.number("turnout_s", 0))});
  std::vector<CircleTarget> targets;
  for (const NodeId n : town.places(inputs, "targets", data))
    targets.push_back({town.node(n).name, n, town.node(n).weight});

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
