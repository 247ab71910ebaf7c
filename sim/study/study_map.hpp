// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/results_file.hpp"

namespace vedette {

/// The map on the page of a study: the baseline and the design that the analysis answers with
/// beside it (of two designs without an answer the second). Null where the file holds no map.
///
///     parts    contents of design_map()'s parts, each once
///     before, after: {design, runs, <part>: index into parts, …,
///                     calls: [[place, calls a run, share within the mark, mean seconds or null]],
///                     alarms: the same by zone; the mean is until a guard was there}
///              `after` is null where there is one design to show; calls and alarms are there only
///              where there were any
///     change   [[place, difference of the shares, sure]], by place of calls; only where both have
///              the same places. Sure: the interval over the paired runs that holds for all places
///              together (Bonferroni) leaves 0 out
///     zone_change  the same of alarms
Json study_map(const StudyContents& contents, const Json& analysis);

}  // namespace vedette
