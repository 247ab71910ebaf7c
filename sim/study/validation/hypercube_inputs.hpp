// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cover/hypercube.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

/// The district of a case of model hypercube; units by the names that the case gives them.
HypercubeModel hypercube_of(const Inputs& inputs);
std::vector<std::string> unit_names(const Inputs& inputs);

}  // namespace vedette::validation
