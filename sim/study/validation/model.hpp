// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "study/validation/data_folder.hpp"
#include "study/validation/figure.hpp"
#include "study/validation/inputs.hpp"

namespace vedette::validation {

/// How much is simulated. What a replication is depends on the model: an attack, a chain, or a
/// stretch of `calls` calls after `warm_up` calls that do not count.
struct SimulateOptions {
  std::uint64_t replications = 2;
  std::uint64_t calls = 20'000;
  std::uint64_t warm_up = 2'000;
  std::uint64_t seed = 1;
};

/// A model that cases may name. Its inputs and figures stand in cases.schema.json.
struct Model {
  std::string_view name;
  /// Exact or published formula. Throws InputError or std::invalid_argument on inputs that make no
  /// sense together, DataAbsent where a file is not there.
  Figures (*formula)(const Inputs& inputs, const DataFolder& data);
  /// The same on the calendar of the engine, or null. `wanted`: the figures that are asked for.
  SimulatedFigures (*simulate)(const Inputs& inputs, const SimulateOptions& options,
                               const std::set<std::string>& wanted);
};

std::span<const Model> models();
/// Null if there is none.
const Model* find_model(std::string_view name);

// One function for each model, in the file of its room.
Figures easi_figures(const Inputs&, const DataFolder&);
Figures timely_detection_figures(const Inputs&, const DataFolder&);
Figures paths_figures(const Inputs&, const DataFolder&);
Figures path_graph_figures(const Inputs&, const DataFolder&);
Figures erlang_figures(const Inputs&, const DataFolder&);
Figures priority_queue_figures(const Inputs&, const DataFolder&);
Figures md1_figures(const Inputs&, const DataFolder&);
Figures hypercube_figures(const Inputs&, const DataFolder&);
Figures stages_figures(const Inputs&, const DataFolder&);
Figures circles_figures(const Inputs&, const DataFolder&);
Figures blockade_figures(const Inputs&, const DataFolder&);
Figures location_figures(const Inputs&, const DataFolder&);
Figures set_cover_figures(const Inputs&, const DataFolder&);
Figures availability_figures(const Inputs&, const DataFolder&);
Figures network_figures(const Inputs&, const DataFolder&);
Figures detection_bound_figures(const Inputs&, const DataFolder&);
Figures pixel_density_figures(const Inputs&, const DataFolder&);
Figures thermal_range_figures(const Inputs&, const DataFolder&);
Figures touring_camera_figures(const Inputs&, const DataFolder&);
Figures night_figures(const Inputs&, const DataFolder&);
Figures visibility_figures(const Inputs&, const DataFolder&);
Figures vertex_guards_figures(const Inputs&, const DataFolder&);
Figures patrol_exposure_figures(const Inputs&, const DataFolder&);
Figures patrol_idleness_figures(const Inputs&, const DataFolder&);
Figures travel_distance_figures(const Inputs&, const DataFolder&);
Figures operator_watch_figures(const Inputs&, const DataFolder&);
Figures road_import_figures(const Inputs&, const DataFolder&);
Figures calls_log_figures(const Inputs&, const DataFolder&);
Figures table_figures(const Inputs&, const DataFolder&);

using Wanted = std::set<std::string>;
SimulatedFigures simulate_easi(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_availability(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_paths(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_patrol_exposure(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_erlang(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_priority_queue(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_md1(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_hypercube(const Inputs&, const SimulateOptions&, const Wanted&);
SimulatedFigures simulate_stages(const Inputs&, const SimulateOptions&, const Wanted&);

}  // namespace vedette::validation
