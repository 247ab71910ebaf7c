// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace vedette {

/// Of whom a sink wants to know how soon they could be anywhere, and when.
struct ReachQuestion {
  std::vector<bool> units;       ///< by number; those of them that are on duty count
  bool free_only = false;        ///< and of these only those that could be sent at that moment
  std::vector<NodeId> stations;  ///< somebody who drives alike is always ready there
  Duration turnout;              ///< of all
  std::optional<int> hour;       ///< moments of this hour of the day only
  Time from{0};                  ///< and none before
};

}  // namespace vedette
