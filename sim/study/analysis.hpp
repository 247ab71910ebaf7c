// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/results_file.hpp"

namespace vedette {

/// What a study says, as one JSON document: what the command prints, what the report draws, and
/// what a finished file keeps. A pure function of study and results.
///
/// study, factors, measures, designs (each with results, differences from the baseline, whether it
/// meets the targets, and which replications are its median and its worst), and, by the kind of
/// design, main_effects, correlations, morris, sobol; selection where a rule picks the best;
/// answer. study.cap: `most` replications ended a sequential study whose intervals ask for `asked`.
/// Intervals: `low`, `high` at the study's confidence; `low_all`, `high_all` so that all of
/// them in the table hold together (Bonferroni). Missing numbers are null.
Json analyse(const StudyContents& contents);

/// The measures that the analysis shows: those that decide, then, where every figure is kept and
/// the designs are few, the others. `decide` of them come first. Those without any value are left
/// out; `absent` names the deciding ones among these.
struct ShownMeasures {
  std::vector<StudyMeasure> all;
  std::size_t decide = 0;
  std::vector<std::string> absent;
};
ShownMeasures shown_measures(const StudyContents& contents);

/// A number, or null where it is not finite.
Json number_or_null(double x);

}  // namespace vedette
