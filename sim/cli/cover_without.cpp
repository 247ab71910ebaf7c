// SPDX-License-Identifier: Apache-2.0
#include "cli/cover_without.hpp"

#include <algorithm>

#include "base/diagnostics.hpp"
#include "cover/cameras_behind.hpp"
#include "world/camera_plan.hpp"
#include "world/equipment.hpp"

namespace vedette::cli {

namespace {

void take_out_behind(const World& world, std::uint32_t element, std::vector<bool>& without) {
  const CameraPlan& plan = *world.site.camera_plan;
  for (const std::uint32_t lost : cameras_behind(world, element)) {
    const std::string& name = world.entities[world.site.cameras[lost].entity.index()].name;
    for (std::size_t c = 0; c < plan.cameras.size(); ++c)
      if (plan.cameras[c].name == name) without[c] = true;
  }
}

}  // namespace

std::optional<UnknownName> take_out(const World& world, const std::vector<std::string>& names,
                                    std::vector<bool>& without) {
  const CameraPlan& plan = *world.site.camera_plan;
  without.assign(plan.cameras.size(), false);
  std::vector<std::string> known;
  for (const CameraPose& camera : plan.cameras) known.push_back(camera.name);
  for (const CameraGroup& group : plan.groups) known.push_back(group.name);
  const std::size_t elements = known.size();
  for (const Element& e : world.equipment->elements)
    known.push_back(world.entities[e.entity.index()].name);
  for (const std::string& name : names) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) return UnknownName{name, nearest(name, known)};
    const auto i = static_cast<std::size_t>(found - known.begin());
    if (i < plan.cameras.size()) {
      without[i] = true;
    } else if (i < elements) {
      for (const std::uint32_t c : plan.groups[i - plan.cameras.size()].cameras) without[c] = true;
    } else {
      take_out_behind(world, static_cast<std::uint32_t>(i - elements), without);
    }
  }
  return std::nullopt;
}

}  // namespace vedette::cli
