// SPDX-License-Identifier: Apache-2.0
#include "world/compile/camera_view.hpp"

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"

namespace vedette {

namespace {

constexpr double kDegreesPerRadian = 57.295779513082323;

bool sees(const Site& site, const Camera& camera, PointMm spot) {
  const auto dx = static_cast<double>(spot.x - camera.at.x);
  const auto dy = static_cast<double>(spot.y - camera.at.y);
  if (std::sqrt(dx * dx + dy * dy) > camera.range_m * 1000) return false;
  if (camera.hfov_deg < 360 && (dx != 0 || dy != 0)) {
    // Azimuth is clockwise from north (+y).
    double off = portable::atan2(dx, dy) * kDegreesPerRadian - camera.azimuth_deg;
    off -= 360 * std::floor((off + 180) / 360);  // into [-180, 180)
    if (std::fabs(off) > camera.hfov_deg / 2 + 1e-9) return false;
  }
  return site.sight->sees(camera.at, spot);
}

}  // namespace

std::vector<std::uint32_t> cameras_that_see(const Site& site, PointMm spot) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> found;
  for (std::uint32_t i = 0; i < site.cameras.size(); ++i) {
    const PointMm at = site.cameras[i].at;
    const std::int64_t dx = at.x - spot.x, dy = at.y - spot.y;
    if (sees(site, site.cameras[i], spot)) found.push_back({dx * dx + dy * dy, i});
  }
  std::sort(found.begin(), found.end());
  std::vector<std::uint32_t> cameras;
  for (const auto& [distance, camera] : found) cameras.push_back(camera);
  return cameras;
}

}  // namespace vedette
