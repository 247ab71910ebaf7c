// SPDX-License-Identifier: Apache-2.0
#include "viz/core/fields.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "space/camera_reach.hpp"

namespace vedette::view {

namespace {

constexpr double kHair = 1e-4, kOwnWall = 0.005;

struct Point {
  double x, y;
};
Point metres(PointMm p) {
  return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
}

// How far a ray from (0, 0) goes to the wall a-b; `range` if it does not meet it before.
double reach(Point d, Point a, Point b, double range) {
  const double ex = b.x - a.x, ey = b.y - a.y;
  const double cross = d.x * ey - d.y * ex;
  if (cross == 0) return range;
  const double t = (a.x * ey - a.y * ex) / cross, s = (a.x * d.y - a.y * d.x) / cross;
  return s >= 0 && s <= 1 && t > kOwnWall && t < range ? t : range;
}

// Azimuth clockwise from north to an angle anticlockwise from east.
double angle_of(double azimuth_deg) {
  return (90 - azimuth_deg) * std::numbers::pi / 180;
}

CameraLens lens_of(const RecordedGeometry::Camera& c) {
  CameraLens lens;
  lens.hfov_deg = std::clamp(c.hfov_deg, 1e-3, 360.0);
  lens.range_m = std::clamp(c.range_m, 0.0, 1e5);
  lens.height_m = std::clamp(c.height_m, 0.0, 1e4);
  lens.pixels_across = std::clamp(c.pixels_across, 0.0, 1e6);
  lens.tilt_deg = c.tilt_deg;
  lens.vfov_deg = std::clamp(c.vfov_deg, 0.0, 179.0);
  return lens;
}

double turned(double angle) {
  return std::remainder(angle, 2 * std::numbers::pi);
}

}  // namespace

FieldFan field_of(const RecordedGeometry::Camera& camera,
                  std::span<const RecordedGeometry::Line> walls) {
  FieldFan fan;
  const Point eye = metres(camera.at);
  fan.x_m = eye.x, fan.y_m = eye.y;
  const double range = std::clamp(camera.range_m, 0.0, 1e5);
  fan.range_m = range;
  const double half = std::clamp(camera.hfov_deg, 0.0, 360.0) * std::numbers::pi / 360;
  const double middle = angle_of(camera.azimuth_deg);
  std::vector<std::pair<Point, Point>> near;
  for (const auto& w : walls) {
    const Point a{metres(w.a).x - eye.x, metres(w.a).y - eye.y},
        b{metres(w.b).x - eye.x, metres(w.b).y - eye.y};
    if (std::min(a.x, b.x) > range || std::max(a.x, b.x) < -range || std::min(a.y, b.y) > range ||
        std::max(a.y, b.y) < -range)
      continue;
    near.emplace_back(a, b);
  }
  std::vector<double> rays;
  const int steps = std::max(2, static_cast<int>(std::ceil(half * 2 / 0.05)));
  for (int i = 0; i <= steps; ++i) rays.push_back(-half + 2 * half * i / steps);
  for (const auto& [a, b] : near)
    for (const Point p : {a, b}) {
      const double off = turned(std::atan2(p.y, p.x) - middle);
      for (const double r : {off - kHair, off, off + kHair})
        if (std::abs(r) < half) rays.push_back(r);
    }
  std::sort(rays.begin(), rays.end());
  for (const double r : rays) {
    const Point d{std::cos(middle + r), std::sin(middle + r)};
    double far = range;
    for (const auto& [a, b] : near) far = std::min(far, reach(d, a, b, range));
    fan.rim.push_back(
        {static_cast<float>(eye.x + d.x * far), static_cast<float>(eye.y + d.y * far)});
  }
  return fan;
}

FieldFan field_of(const Scene& scene, const RecordedGeometry::Camera& camera) {
  static const std::vector<RecordedGeometry::Line> none;
  const auto& floors = scene.geometry.floors;
  FieldFan fan = field_of(camera, camera.floor < floors.size() ? floors[camera.floor].walls : none);
  fan.floor = camera.floor;
  const CameraLens lens = lens_of(camera);
  const GroundRing all = camera_ring(lens, 0, scene.person_m);
  fan.near_m = std::isfinite(all.near_m) ? std::max(0.0, all.near_m) : 0;
  for (const DensityLevel& level : scene.densities.levels) {
    const double far =
        camera.pixels_across > 0 ? camera_ring(lens, level.px_per_m, scene.person_m).far_m : 0;
    fan.reach_m.push_back(std::clamp(far > 0 ? far : 0.0, 0.0, fan.range_m));
  }
  return fan;
}

BlindSpots blind_spots(const Scene& scene, const Design& design) {
  BlindSpots out;
  WorldBox box;
  for (const auto* lines :
       {&scene.geometry.ground_walls(), &scene.geometry.fences, &scene.geometry.zones})
    for (const auto& l : *lines)
      for (const PointMm p : {l.a, l.b}) box.add(metres(p).x, metres(p).y);
  if (box.empty() || design.cameras.empty()) return out;
  const double w = box.x1 - box.x0, h = box.y1 - box.y0;
  out.cell_m = std::max({1.0, w / 400, h / 400});
  out.x0_m = box.x0, out.y0_m = box.y0;
  out.columns = static_cast<int>(std::ceil(w / out.cell_m));
  out.rows = static_cast<int>(std::ceil(h / out.cell_m));
  out.cameras.assign(static_cast<std::size_t>(out.columns) * static_cast<std::size_t>(out.rows), 0);
  std::vector<Wall> lines;
  for (const auto& l : scene.geometry.ground_walls()) lines.push_back({l.a, l.b});
  const SightIndex sight(std::move(lines));
  std::vector<double> near;
  for (const auto& cam : design.cameras) {
    const double n = camera_ring(lens_of(cam), 0, scene.person_m).near_m;
    near.push_back(std::isfinite(n) ? std::max(0.0, n) : 0);
  }
  std::size_t seen = 0, all = 0;
  for (int r = 0; r < out.rows; ++r)
    for (int c = 0; c < out.columns; ++c) {
      const double x = out.x0_m + (c + 0.5) * out.cell_m, y = out.y0_m + (r + 0.5) * out.cell_m;
      const PointMm p = millimetres(x, y);
      auto& n = out.cameras[static_cast<std::size_t>(r * out.columns + c)];
      for (const auto& b : scene.geometry.buildings)
        if (contains(b.corners, p)) n = 255;
      if (n == 255) continue;
      for (std::size_t i = 0; i < design.cameras.size(); ++i) {
        const auto& cam = design.cameras[i];
        if (scene.level_of(cam.floor) != 1) continue;
        const Point eye = metres(cam.at);
        const double dx = x - eye.x, dy = y - eye.y;
        if (dx * dx + dy * dy > cam.range_m * cam.range_m) continue;
        if (dx * dx + dy * dy < near[i] * near[i]) continue;
        const double off = turned(std::atan2(dy, dx) - angle_of(cam.azimuth_deg));
        if (std::abs(off) > cam.hfov_deg * std::numbers::pi / 360) continue;
        if (n < 254 && sight.sees(cam.at, p)) ++n;
      }
      ++all;
      seen += n > 0;
    }
  out.seen_share = all ? static_cast<double>(seen) / static_cast<double>(all) : 0;
  return out;
}

}  // namespace vedette::view
