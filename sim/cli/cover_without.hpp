// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "world/world.hpp"

namespace vedette::cli {

struct UnknownName {
  std::string name;
  std::string nearest;  ///< what may have been meant; empty: nothing near
};

/// Marks the cameras (of the site's camera plan) that are out with each of the names: a camera, a
/// camera group, or an element with all cameras that give no picture without it
/// (cover/cameras_behind). The first name that is none of these, if there is one.
std::optional<UnknownName> take_out(const World& world, const std::vector<std::string>& names,
                                    std::vector<bool>& without);

}  // namespace vedette::cli
