// SPDX-License-Identifier: Apache-2.0
// Models easi, timely_detection, paths and path_graph.
#include <map>

#include "cover/path_graph.hpp"
#include "cover/paths.hpp"
#include "cover/timely_detection.hpp"
#include "study/validation/model.hpp"
#include "study/validation/path_inputs.hpp"

namespace vedette::validation {

ResponseForce response_of(const Inputs& inputs) {
  const Inputs response(inputs.value("response"));
  ResponseForce force;
  force.p_communication = inputs.number("p_communication", 1);
  force.mean_s = response.number("mean_s");
  force.sd_s = response.number("sd_s", inputs.number("sd_share", 0) * force.mean_s);
  return force;
}

PathTask task_of(const Inputs& inputs, const Located& at) {
  const Inputs given(at);
  PathTask task;
  task.name = given.text("name", "");
  task.p_detection = given.number("p_detection");
  task.mean_s = given.number("mean_s");
  task.sd_s = given.number("sd_s", inputs.number("sd_share", 0) * task.mean_s);
  const std::string location = given.text("location", "beginning");
  if (location == "middle" || location == "M") task.location = SensorLocation::kMiddle;
  if (location == "end" || location == "E") task.location = SensorLocation::kEnd;
  return task;
}

std::vector<PathTask> tasks_of(const Inputs& inputs, const Located& list) {
  std::vector<PathTask> tasks;
  for (std::size_t i = 0; i < list.size(); ++i) tasks.push_back(task_of(inputs, list.at(i)));
  return tasks;
}

std::vector<PathLayer> layers_of(const Inputs& inputs) {
  std::vector<PathLayer> layers;
  for (const Inputs& given : inputs.list("layers")) {
    PathLayer layer;
    for (std::size_t i = 0; i < given.located().size(); ++i)
      layer.alternatives.push_back(
          {given.located().key(i), tasks_of(inputs, given.located().at(i))});
    layers.push_back(std::move(layer));
  }
  return layers;
}

Figures easi_figures(const Inputs& inputs, const DataFolder&) {
  const EasiResult result = easi(tasks_of(inputs, inputs.value("tasks")), response_of(inputs));
  std::vector<double> response, remaining, first;
  for (const EasiStep& step : result.steps) {
    response.push_back(step.p_response);
    remaining.push_back(step.remaining_s);
    first.push_back(step.p_first_detection);
  }
  return {{"p_interruption", probability(result.p_interruption)},
          {"p_detection", probability(result.p_detection)},
          {"delay_s", number(result.delay_s)},
          {"p_response", probabilities(response)},
          {"remaining_s", numbers(remaining)},
          {"p_first_detection", probabilities(first)}};
}

Figures timely_detection_figures(const Inputs& inputs, const DataFolder&) {
  const TimelyDetection result =
      timely_detection(tasks_of(inputs, inputs.value("tasks")), response_of(inputs));
  const double critical =
      result.critical_point ? static_cast<double>(*result.critical_point + 1) : 0;
  return {{"p_interruption", probability(result.p_interruption)},
          {"critical_task", number(critical)},
          {"remaining_s", number(result.remaining_s)},
          {"time_to_spare_s", number(result.time_to_spare_s)}};
}

Figures paths_figures(const Inputs& inputs, const DataFolder&) {
  const PathSet set = path_set(layers_of(inputs), response_of(inputs));
  Figure interruption = probabilities({}), timely = probabilities({}),
         detection = probabilities({}), delay = numbers({});
  for (const AdversaryPath& path : set.paths) {
    for (Figure* figure : {&interruption, &timely, &detection, &delay})
      figure->names.push_back(path.name);
    interruption.values.push_back(path.p_interruption);
    timely.values.push_back(path.p_timely);
    detection.values.push_back(path.p_detection);
    delay.values.push_back(path.delay_s);
  }
  return {{"p_interruption", interruption},
          {"p_timely", timely},
          {"p_detection", detection},
          {"delay_s", delay},
          {"least_p_interruption", probability(set.paths[set.weakest].p_interruption)},
          {"weakest", texts({set.paths[set.weakest].name})},
          {"quickest", texts({set.paths[set.quickest].name})},
          {"stealthiest", texts({set.paths[set.stealthiest].name})}};
}

namespace {

std::string name_of_path(const PathGraph& graph, const FoundPath& path) {
  std::string name;
  for (const std::uint32_t e : path.edges) {
    if (graph.edges[e].task.name.empty()) continue;
    name += (name.empty() ? "" : ">") + graph.edges[e].task.name;
  }
  return name;
}

}  // namespace

Figures path_graph_figures(const Inputs& inputs, const DataFolder&) {
  PathGraph graph;
  std::map<std::string, std::uint32_t> nodes;
  const auto node = [&](const Located& at) {
    return nodes.try_emplace(name_of(at.value()), static_cast<std::uint32_t>(nodes.size()))
        .first->second;
  };
  graph.start = node(inputs.value("start"));
  graph.target = node(inputs.value("target"));
  for (const Inputs& edge : inputs.list("edges")) {
    PathEdge out;
    out.from = node(edge.value("from"));
    out.to = node(edge.value("to"));
    out.task = task_of(inputs, edge.value("task"));
    graph.edges.push_back(std::move(out));
  }
  graph.nodes = nodes.size();
  const ResponseForce force = response_of(inputs);
  const auto found = find_paths(graph, force);
  if (!found)
    throw InputError{{inputs.value("target").place(), Severity::kError,
                      "no path leads from the start to the target", ""}};
  // Enumerated besides: the two must agree.
  const auto all = all_paths(graph, force);
  double least = 1;
  for (const FoundPath& path : all) least = std::min(least, path.p_interruption);
  return {{"p_interruption", probability(found->weakest.p_interruption)},
          {"enumerated", probability(least)},
          {"paths", number(static_cast<double>(all.size()))},
          {"weakest", texts({name_of_path(graph, found->weakest)})},
          {"quickest", texts({name_of_path(graph, found->quickest)})},
          {"stealthiest", texts({name_of_path(graph, found->stealthiest)})},
          {"delay_s", number(found->quickest.delay_s)},
          {"p_detection", probability(found->stealthiest.p_detection)}};
}

}  // namespace vedette::validation
