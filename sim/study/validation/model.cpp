// SPDX-License-Identifier: Apache-2.0
#include "study/validation/model.hpp"

namespace vedette::validation {

std::span<const Model> models() {
  static constexpr Model kModels[] = {
      {"easi", easi_figures, simulate_easi},
      {"timely_detection", timely_detection_figures, nullptr},
      {"paths", paths_figures, simulate_paths},
      {"path_graph", path_graph_figures, nullptr},
      {"erlang", erlang_figures, simulate_erlang},
      {"priority_queue", priority_queue_figures, simulate_priority_queue},
      {"md1", md1_figures, simulate_md1},
      {"hypercube", hypercube_figures, simulate_hypercube},
      {"stages", stages_figures, simulate_stages},
      {"circles", circles_figures, nullptr},
      {"blockade", blockade_figures, nullptr},
      {"location", location_figures, nullptr},
      {"set_cover", set_cover_figures, nullptr},
      {"availability", availability_figures, simulate_availability},
      {"network", network_figures, nullptr},
      {"detection_bound", detection_bound_figures, nullptr},
      {"pixel_density", pixel_density_figures, nullptr},
      {"thermal_range", thermal_range_figures, nullptr},
      {"touring_camera", touring_camera_figures, nullptr},
      {"night", night_figures, nullptr},
      {"visibility", visibility_figures, nullptr},
      {"vertex_guards", vertex_guards_figures, nullptr},
      {"patrol_exposure", patrol_exposure_figures, simulate_patrol_exposure},
      {"patrol_idleness", patrol_idleness_figures, nullptr},
      {"travel_distance", travel_distance_figures, nullptr},
      {"operator_watch", operator_watch_figures, nullptr},
      {"road_import", road_import_figures, nullptr},
      {"calls_log", calls_log_figures, nullptr},
      {"table", table_figures, nullptr},
  };
  return kModels;
}

const Model* find_model(std::string_view name) {
  for (const Model& model : models())
    if (model.name == name) return &model;
  return nullptr;
}

}  // namespace vedette::validation
