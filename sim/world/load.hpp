// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "world/document/schema.hpp"
#include "world/world.hpp"

namespace vedette {

/// The schema of scenario files; also what editors and the reference manual use.
const Schema& scenario_schema();
std::string_view scenario_schema_text();

/// A scenario is named by its file or by its folder (then: FOLDER/scenario.yaml).
std::string scenario_file(const std::string& file_or_folder);

/// Reads a scenario (with its includes, models and data files), applies the overrides
/// (`PATH=VALUE`), checks and compiles it. Null when the diagnostics have errors.
std::shared_ptr<const World> load_world(const std::string& file_or_folder,
                                        const std::vector<std::string>& overrides,
                                        Diagnostics& diagnostics);

/// Checks a file without using it: a scenario (as load_world does), or a file that holds nothing
/// but models (and includes), with the overrides. True when it has no errors.
bool check_file(const std::string& file_or_folder, Diagnostics& diagnostics,
                const std::vector<std::string>& overrides = {});

/// The same as load_world, from text (tests, editors).
std::shared_ptr<const World> load_world_text(const std::string& text, const std::string& name,
                                             const std::vector<std::string>& overrides,
                                             Diagnostics& diagnostics);

}  // namespace vedette
