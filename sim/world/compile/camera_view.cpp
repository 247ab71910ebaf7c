// SPDX-License-Identifier: Apache-2.0
#include "world/compile/camera_view.hpp"

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"
#include "space/visible_region.hpp"
#include "world/camera_plan.hpp"

namespace vedette {

namespace {

constexpr double kDegreesPerRadian = 57.295779513082323;

bool within(const GroundRing& ring, double dx_m, double dy_m) {
  const double distance = std::sqrt(dx_m * dx_m + dy_m * dy_m);
  return distance >= ring.near_m && distance <= ring.far_m;
}

bool sees(const CameraPlan& plan, const CameraPose& camera, PointMm spot, Visible& visible) {
  const auto dx = static_cast<double>(spot.x - camera.at.x);
  const auto dy = static_cast<double>(spot.y - camera.at.y);
  const double needed = camera.lens.pixels_across > 0 ? plan.needed_px_per_m : 0;
  if (!within(ring_of(plan, camera, nullptr, needed, false), dx / 1000, dy / 1000)) return false;
  if (dx == 0 && dy == 0) return true;
  if (camera.lens.hfov_deg < 360) {
    // Azimuth is clockwise from north (+y).
    double off = portable::atan2(dx, dy) * kDegreesPerRadian - camera.azimuth_deg;
    off -= 360 * std::floor((off + 180) / 360);  // into [-180, 180)
    if (std::fabs(off) > camera.lens.hfov_deg / 2 + 1e-9) return false;
  }
  // A spot on the very edge of the picture counts: look a little wider.
  Eye eye = eye_of(camera);
  eye.range_m = eye.range_m + 1;
  eye.angle_deg = std::min(360.0, eye.angle_deg + 1);
  plan.sight->look(eye, visible);
  return sees_ground(visible, {dx / 1000, dy / 1000});
}

}  // namespace

std::vector<std::uint32_t> cameras_that_see(const Site& site, PointMm spot) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> found;
  const CameraPlan& plan = *site.camera_plan;
  Visible visible;
  for (std::uint32_t i = 0; i < plan.cameras.size(); ++i) {
    const PointMm at = plan.cameras[i].at;
    const std::int64_t dx = at.x - spot.x, dy = at.y - spot.y;
    if (plan.cameras[i].plane == 0 && sees(plan, plan.cameras[i], spot, visible))
      found.push_back({dx * dx + dy * dy, i});
  }
  std::sort(found.begin(), found.end());
  std::vector<std::uint32_t> cameras;
  for (const auto& [distance, camera] : found) cameras.push_back(camera);
  return cameras;
}

}  // namespace vedette
