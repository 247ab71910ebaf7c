// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "study/results_file.hpp"

namespace vedette {

/// Adds the rows of `part` to `whole`. Both must be of the same study, baseline scenario and
/// program version, and a run that is in both must be the same in both: else InputError at `path`.
void merge_into(StudyContents& whole, const StudyContents& part, const std::string& path);

/// Whether the study has every run that it needs. Then the analysis is made and the contents are
/// marked complete.
bool finish_if_complete(StudyContents& contents);

}  // namespace vedette
