// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viz/core/study_table.hpp"

namespace vedette::view {

/// From what the runs of a study are made again: its file, or where that is not at hand (or never
/// was: two scenarios compared) the scenarios that it is about, with each design's overrides.
struct StudySource {
  std::string file;                    ///< the study's; "": not found
  std::vector<std::string> scenarios;  ///< by design, where there is no file; "": not found
  std::vector<std::string> missing;    ///< what would have to be given, as the results name it
  bool can_run(std::size_t design) const {
    return !file.empty() || (design < scenarios.size() && !scenarios[design].empty());
  }
  /// `vedette run …` of one replication of a design; without `-o`.
  std::vector<std::string> command(const StudyTable& table, std::size_t design,
                                   std::uint64_t rep) const;
};

/// Looks beside the results and in the folders above, in the current folder, and below
/// experiments/ and scenarios/. `given` by the user: the study's file, a scenario, or a folder in
/// which the scenarios lie.
StudySource find_study_source(const StudyTable& table, const std::string& given);

}  // namespace vedette::view
