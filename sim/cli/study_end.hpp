// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/command.hpp"
#include "study/results_file.hpp"

namespace vedette::cli {

/// Prints what came of a study (or of merged shards) and says the exit code: 3 when it is not
/// complete or a replication failed, 1 when no design (of a selection: its pick) meets the targets.
int end_study(const StudyContents& contents, const std::string& out, const std::string& study_file,
              const Common& common);

}  // namespace vedette::cli
