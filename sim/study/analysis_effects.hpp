// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/analysis.hpp"

namespace vedette {

/// What each factor does by itself, in a factorial design: the mean of a measure over all designs
/// with the factor at that level, replication by replication (the designs share their random
/// numbers), with Student's interval over replications; for two levels also the difference.
Json main_effects(const StudyContents& contents, const std::vector<StudyMeasure>& measures);

/// Spearman's rank correlation of each factor with the designs' means, over a Latin hypercube.
Json rank_correlations(const StudyContents& contents, const std::vector<StudyMeasure>& measures);

/// Over a Latin hypercube: each measure as a straight line in all factors at once (least squares),
/// fitted replication by replication, as the designs share their random numbers. The effect of a
/// factor is what its whole range (its first to its last level) changes, with Student's interval
/// over replications; `explained` is the share of the designs' spread that the lines account for.
/// Empty where the points do not tell the factors apart.
Json regression(const StudyContents& contents, const std::vector<StudyMeasure>& measures);

/// Elementary effects, or Sobol' indices, of the designs' means over their replications. All
/// designs share their random numbers, so that these do not enter as noise between points.
/// Of Sobol' indices `few_points` says that they cannot be trusted; of elementary effects
/// `order_sure` whether the largest is larger than the next beyond chance.
Json sensitivity(const StudyContents& contents, const std::vector<StudyMeasure>& measures);

/// The answer of these: which factor the first measure depends on most ("factor", "size": its total
/// index or its mean size), which comes next, and whether that order is sure.
Json most_important(const Json& sensitivity);

/// Runs to be watched, by a measure over all points: the one in the middle, the worst, and of
/// trajectories the step that moved the measure most along the factor that matters most.
Json worth_watching(const StudyContents& contents, const StudyMeasure& measure);

}  // namespace vedette
