// SPDX-License-Identifier: Apache-2.0
#include "world/network.hpp"

#include <array>

namespace vedette {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(HostRole::kCount)> kRoles = {
    "other",  "switch",         "core",      "platform", "video",    "access",
    "alarm",  "communications", "auxiliary", "panel",    "console",  "wall",
    "camera", "radio",          "mobile",    "police",   "authority"};

}  // namespace

std::string_view host_role_name(HostRole role) {
  return kRoles.at(static_cast<std::size_t>(role));
}

HostRole host_role_named(std::string_view name) {
  for (std::size_t i = 0; i < kRoles.size(); ++i)
    if (kRoles[i] == name) return static_cast<HostRole>(i);
  return HostRole::kCount;
}

HostId Network::first(HostRole role) const {
  for (std::size_t i = 0; i < hosts.size(); ++i)
    if (hosts[i].role == role) return HostId(i);
  return {};
}

}  // namespace vedette
