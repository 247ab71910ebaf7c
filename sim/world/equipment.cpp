// SPDX-License-Identifier: Apache-2.0
#include "world/equipment.hpp"

#include <array>

namespace vedette {

std::string_view down_cause_name(DownCause cause) {
  static constexpr std::array<std::string_view, kDownCauses> kNames = {
      "own", "common", "power", "room", "device", "planned", "set", "inject", "what_if"};
  return kNames.at(static_cast<std::size_t>(cause));
}

std::string_view element_kind_name(Element::Kind kind) {
  static constexpr std::array<std::string_view, kElementKinds> kNames = {
      "host", "link", "camera", "sensor", "door", "room", "supply"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::string_view maintenance_name(MaintenanceWork::Kind kind) {
  static constexpr std::array<std::string_view, 5> kNames = {"inspection", "backup", "software",
                                                             "joint_test", "check"};
  return kNames.at(static_cast<std::size_t>(kind));
}

}  // namespace vedette
