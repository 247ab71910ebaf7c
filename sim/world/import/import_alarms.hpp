// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/import/log_import.hpp"

namespace vedette {

/// Reads a log of alarms as the mapping says: nuisance alarms a day and sensor of each type, the
/// operators' times to acknowledge and to assess (with and without a picture, where the log tells),
/// and how often a verdict was wrong, where it has both. What no log can tell (a sensor's detection
/// probability, the duty room's messages) comes from the mapping's `models`. `folder.files` are
/// samples, models.yaml, the schema, the report. Nothing when there are errors.
std::optional<LogImport> import_alarms(const std::string& in, const std::string& mapping,
                                       Diagnostics& diagnostics);

}  // namespace vedette
