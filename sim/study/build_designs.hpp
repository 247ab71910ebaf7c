// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.hpp"
#include "world/document/located.hpp"

namespace vedette {

/// At most so many designs in one study.
inline constexpr std::size_t kMaxDesigns = 200'000;

/// Fills `study.designs` (and baseline, kind, resolution) from the `design:` and `baseline:` of the
/// study document at `root`; `study.factors` must be there. What is wrong goes into the
/// diagnostics. `folder` is what scenarios are relative to.
void build_designs(Located root, const std::string& folder, Study& study, Diagnostics& diagnostics);

/// The level of `factor` that `at` means: one of its named levels, or any value.
/// Nothing (and an error) when a name is unknown.
std::optional<FactorLevel> level_of(const Factor& factor, Located at, Diagnostics& diagnostics);

/// One text for all languages, or one for each.
StudyText label_text(const Json& value);

/// A level made of a value.
FactorLevel level_from(const Json& value);

}  // namespace vedette
