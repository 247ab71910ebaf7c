// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/distribution.hpp"
#include "world/document/located.hpp"

namespace vedette {

/// A number, or a map of one distribution with its parameters, as the schemas' durations are
/// written; nothing for any other kind (a measured sample). The value has passed its schema.
/// Throws std::invalid_argument on parameters that make no distribution.
std::optional<Distribution> parametric_distribution(const Located& at);

}  // namespace vedette
