// SPDX-License-Identifier: Apache-2.0
#include "world/camera_plan.hpp"

#include <algorithm>

namespace vedette {

bool hangs_on(const CameraPose& camera, const CameraFloor& floor) {
  if (camera.plane != floor.plane || floor.plane != 0) return camera.plane == floor.plane;
  Polygon border;
  for (const Offset& p : floor.corners) border.push_back(millimetres(p.x, p.y));
  return contains(border, camera.at);
}

CameraPlan on_floor(const CameraPlan& plan, const CameraFloor& floor) {
  CameraPlan out = plan;
  out.sight = floor.sight;
  out.plane = floor.plane;
  out.watched = floor.corners;
  out.areas = floor.areas;
  out.assets = floor.assets;
  out.outline.clear(), out.buildings.clear(), out.floors.clear();
  for (CameraPose& camera : out.cameras)
    if (!hangs_on(camera, floor)) camera.plane = ~0u;
  return out;
}

std::string_view camera_kind_name(CameraKind kind) {
  static constexpr std::string_view kNames[] = {"fixed", "dome", "ptz", "thermal", "deployable"};
  return kNames[static_cast<std::size_t>(kind)];
}

Eye eye_of(const CameraPose& camera, const CameraPreset* preset) {
  Eye eye;
  eye.x_m = static_cast<double>(camera.at.x) / 1000;
  eye.y_m = static_cast<double>(camera.at.y) / 1000;
  eye.height_m = camera.lens.height_m;
  eye.thermal = camera.thermal();
  eye.range_m = camera.lens.range_m;
  eye.azimuth_deg = preset ? preset->azimuth_deg : camera.azimuth_deg;
  eye.angle_deg = camera.lens.hfov_deg;
  return eye;
}

GroundRing ring_of(const CameraPlan& plan, const CameraPose& camera, const CameraPreset* preset,
                   double px_per_m, bool night) {
  CameraLens lens = camera.lens;
  if (preset && preset->tilt_deg) lens.tilt_deg = preset->tilt_deg;
  GroundRing ring = camera_ring(lens, px_per_m, plan.person_m);
  // In the dark it sees as far as its own lamp serves it; heat needs no light.
  if (night && !camera.thermal() && plan.night_lux < camera.min_lux)
    ring.far_m = std::min(ring.far_m, camera.infrared_m);
  return ring;
}

}  // namespace vedette
