// SPDX-License-Identifier: Apache-2.0
// Models easi, timely_detection and paths.
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

std::vector<PathTask> tasks_of(const Inputs& inputs, const Located& list) {
  std::vector<PathTask> tasks;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Inputs given(list.at(i));
    PathTask task;
    task.name = given.text("name", "");
    task.p_detection = given.number("p_detection");
    task.mean_s = given.number("mean_s");
    task.sd_s = given.number("sd_s", inputs.number("sd_share", 0) * task.mean_s);
    const std::string location = given.text("location", "beginning");
    if (location == "middle") task.location = SensorLocation::kMiddle;
    if (location == "end") task.location = SensorLocation::kEnd;
    tasks.push_back(std::move(task));
  }
  return tasks;
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
  std::vector<PathLayer> layers;
  for (const Inputs& given : inputs.list("layers")) {
    PathLayer layer;
    for (std::size_t i = 0; i < given.located().size(); ++i)
      layer.alternatives.push_back(
          {given.located().key(i), tasks_of(inputs, given.located().at(i))});
    layers.push_back(std::move(layer));
  }
  const PathSet set = path_set(layers, response_of(inputs));
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

}  // namespace vedette::validation
