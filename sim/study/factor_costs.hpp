// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.hpp"
#include "world/document/located.hpp"

namespace vedette {

/// What each level of a factor costs, by its name, from the `costs` at `at`. Levels without one,
/// costs without a level, and a unit_cost beside them are errors.
void costs_of(const Located& at, Factor& factor, Diagnostics& diagnostics);

}  // namespace vedette
