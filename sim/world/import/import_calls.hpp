// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/import/log_import.hpp"

namespace vedette {

/// Reads a log of calls as the mapping says and fits what a scenario needs: the demand by hour and
/// weekday, the types with shares, priorities and times on the scene, call handling, turnout.
/// `folder.files` are calls.csv (for replay: at_s, type and, where known, priority, x_m, y_m,
/// on_scene_s, in order of time), samples, models.yaml, the schema, the report. Nothing when there
/// are errors.
std::optional<LogImport> import_calls(const std::string& in, const std::string& mapping,
                                      Diagnostics& diagnostics);

}  // namespace vedette
