// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/document/located.hpp"

namespace vedette {

/// The answer first, from an analysis that has designs:
/// - selection: what the rule picked, whatever other means look like; with targets, whether it is
///   sure to meet them ("met");
/// - targets: the least costly design that meets all targets with confidence ("met": true), else
///   the one that comes nearest by its first measure ("met": false);
/// - best: the best mean of the first measure, where it has a goal, and whether its difference from
///   the baseline (of the baseline: all others' from it) is beyond chance in all comparisons
///   together;
/// - comparison: nothing is to be picked;
/// - single: there is one design alone, and no targets;
/// - none: of all designs but one every run failed, so that there is no comparison.
/// {"kind", "design", …}; the design is null where there is none. "better" and "worse" name the
/// deciding figures in which it is better or worse than the baseline, beyond chance in all
/// comparisons together; "failed" the designs of which runs failed: how many, of how many, whether
/// all.
Json answer_of(const Json& analysis);

}  // namespace vedette
