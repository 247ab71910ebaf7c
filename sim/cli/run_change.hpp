// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/scenario_options.hpp"
#include "engine/change.hpp"
#include "world/staged_world.hpp"

namespace vedette::cli {

/// "90", "90s", "5min", "2.5h", "HH:MM" or "HH:MM:SS" after the start; none: it is no time.
std::optional<Duration> time_after_start(std::string_view text);

/// Each `NAME@T` or `NAME@T..T2` as an override of the scenario (equipment.what_if). False with the
/// exit code where one is not written so.
bool fails_as_overrides(const std::vector<std::string>& fails, const Common& common,
                        std::vector<std::string>& overrides, int& exit_code);

/// `run --from`: the world as it is without the overrides up to a moment, and with them after it.
struct ChangedRun {
  std::unique_ptr<StagedWorld> staged;
  RunChange change;
};
/// Null with the exit code where the change cannot be made in the middle of a run.
std::unique_ptr<ChangedRun> changed_run(const ScenarioOptions& options, const std::string& from,
                                        const Common& common, int& exit_code);

}  // namespace vedette::cli
