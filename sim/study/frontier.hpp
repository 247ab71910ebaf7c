// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "study/results_file.hpp"

namespace vedette {

/// What money buys: for each deciding measure that has a direction, the designs of known cost that
/// no cheaper one equals in the mean (the frontier), and for each step along it what it adds, over
/// the same replications of both (common random numbers), with its interval, and by unit of money.
/// [{"measure", "steps": [{"design", "cost", "mean", "low", "high", "gain", "per_cost", "sure"}]}];
/// the first step has no gain. Empty where fewer than two designs have a cost. Which designs stand
/// on the frontier follows from means: where steps are within chance, "sure" says so.
Json frontiers(const StudyContents& contents, const std::vector<StudyMeasure>& measures);

}  // namespace vedette
