// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cover/paths.hpp"
#include "study/validation/inputs.hpp"

namespace vedette::validation {

/// `response` and `p_communication`. Where no spread is given it is `sd_share` of the mean.
ResponseForce response_of(const Inputs& inputs);
/// A list of tasks; `inputs` is the whole map, for its `sd_share`.
std::vector<PathTask> tasks_of(const Inputs& inputs, const Located& list);
/// One task of such a list.
PathTask task_of(const Inputs& inputs, const Located& at);
/// `layers`, from the outside in.
std::vector<PathLayer> layers_of(const Inputs& inputs);

}  // namespace vedette::validation
