// SPDX-License-Identifier: Apache-2.0
#include "world/world.hpp"

namespace vedette {

std::string_view entity_kind_name(EntityKind kind) {
  static constexpr std::string_view kNames[] = {
      "area",   "district", "station",    "cell",     "unit",   "dispatcher", "zone",   "sensor",
      "camera", "door",     "checkpoint", "operator", "guard",  "intruder",   "host",   "link",
      "stream", "post",     "site_area",  "asset",    "escort", "room",       "supply",
      "visitor",
  };
  static_assert(std::size(kNames) == static_cast<std::size_t>(EntityKind::kCount));
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace vedette
