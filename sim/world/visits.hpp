// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"

namespace vedette {

/// People who come to visit (会见): at which hours, how many parties, where they are let in, where
/// they go and how long they stay. docs/facility.md.
struct Visits {
  std::string name;
  std::string label_en, label_zh;
  std::vector<std::pair<std::int32_t, std::int32_t>> hours;  ///< of the local day: they may come
  double per_day = 0;  ///< parties; come at random within the hours
  NodeId enters_at, to;
  std::vector<EntityId> places;      ///< so many parties at once; who has a place is this entity
  std::vector<std::uint32_t> staff;  ///< guards, one of whom goes along; none: they are let through
  Distribution check_in_s, stay_s;
};

}  // namespace vedette
