// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "world/load.hpp"

namespace vedette::cli {

/// Options of every command that takes a scenario.
struct ScenarioOptions {
  std::string scenario;
  std::vector<std::string> overrides;
};

inline void add_scenario(CLI::App& app, ScenarioOptions& options) {
  app.add_option("scenario", options.scenario, "Scenario: its folder or its file")->required();
  app.add_option("--set", options.overrides,
                 "PATH=VALUE: changes one value of the scenario, for example units.night_cars=6")
      ->allow_extra_args(false);
}

/// What --fail has been made of is told as --fail.
inline Diagnostics as_typed(const Diagnostics& found) {
  Diagnostics out;
  for (Diagnostic d : found.sorted()) {
    if (d.place.file.rfind("--set equipment.what_if={fail-1: ", 0) == 0) d.place = {"--fail", 0, 0};
    if (d.severity == Severity::kError)
      out.error(d.place, d.message, d.hint);
    else
      out.warning(d.place, d.message, d.hint);
  }
  return out;
}

/// The World, or null after having reported what is wrong (then exit_code is set).
inline std::shared_ptr<const World> open_scenario(const ScenarioOptions& options,
                                                  const Common& common, int& exit_code) {
  Diagnostics diagnostics;
  auto world = load_world(options.scenario, options.overrides, diagnostics);
  if (!world)
    exit_code = report_bad_input(as_typed(diagnostics), common);
  else
    report_warnings(as_typed(diagnostics));
  return world;
}

}  // namespace vedette::cli
