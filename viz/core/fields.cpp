// SPDX-License-Identifier: Apache-2.0
#include "viz/core/fields.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/diagnostics.hpp"
#include "space/camera_reach.hpp"

namespace vedette::view {

namespace {

constexpr double kHair = 1e-5, kWidest = 0.05;  // radians: beside a corner; between two rays
constexpr double kFarthest = 1e5;

Offset metres(PointMm p) {
  return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
}

CameraLens lens_of(const RecordedGeometry::Camera& c) {
  CameraLens lens;
  lens.hfov_deg = std::clamp(c.hfov_deg, 1e-3, 360.0);
  lens.range_m = std::clamp(c.range_m, 0.0, kFarthest);
  lens.height_m = std::clamp(c.height_m, 0.0, 1e4);
  lens.pixels_across = std::clamp(c.pixels_across, 0.0, 1e6);
  lens.tilt_deg = c.tilt_deg;
  lens.vfov_deg = std::clamp(c.vfov_deg, 0.0, 179.0);
  return lens;
}

// On the ground walls hide up to their height; on a floor they reach its ceiling.
std::vector<BarrierWall> barriers(const RecordedGeometry::Floor& floor, bool ground) {
  std::vector<BarrierWall> out;
  const auto add = [&](const RecordedGeometry::Line& l, bool glass) {
    const Offset a = metres(l.a), b = metres(l.b);
    const double top = ground && l.height_m > 0 ? l.height_m : kNoLimit;
    out.push_back({a.x, a.y, b.x, b.y, Opacity{glass ? 0 : top, top}});
  };
  for (const auto& l : floor.walls) add(l, false);
  for (const auto& l : floor.glass) add(l, true);
  return out;
}

std::shared_ptr<const SightPlan> sight_of(const Scene& scene, std::uint32_t f) {
  const auto walls = barriers(scene.geometry.floors[f], f == 0);
  // The frame must hold every camera and all that it may see.
  double margin = 100;
  const Offset wall = walls.empty() ? Offset{} : Offset{walls[0].ax, walls[0].ay};
  for (const auto& c : scene.geometry.cameras) {
    const Offset at = metres(c.at);
    margin = std::max(margin, std::max(std::abs(at.x - wall.x), std::abs(at.y - wall.y)) +
                                  std::clamp(c.range_m, 0.0, kFarthest) + 1000);
  }
  try {
    return std::make_shared<SightPlan>(walls, std::min(margin, 1e6));
  } catch (const InputError&) {
    return nullptr;
  }
}

double cross(Offset a, Offset b) {
  return a.x * b.y - a.y * b.x;
}

// Where the ray (0, 0) -> d meets the line through a and b; `otherwise` where it does not.
double hit(Offset d, Offset a, Offset b, double otherwise) {
  const Offset e{b.x - a.x, b.y - a.y};
  const double across = cross(d, e);
  if (across == 0) return otherwise;
  const double t = cross(a, e) / across;
  return t > 0 ? t : otherwise;
}

// Directions within the wedge are told by their turn from its right edge, 0 … angle.
struct Wedge {
  double right = 0, angle = 0;
  explicit Wedge(const Eye& eye)
      : right((90 - eye.azimuth_deg - std::min(eye.angle_deg, 360.0) / 2) * std::numbers::pi / 180),
        angle(std::min(eye.angle_deg, 360.0) * std::numbers::pi / 180) {}
  double turn(Offset p) const {
    double t = std::remainder(std::atan2(p.y, p.x) - right, 2 * std::numbers::pi);
    if (t < -1e-9) t += 2 * std::numbers::pi;
    return t;
  }
  Offset direction(double turn) const { return {std::cos(right + turn), std::sin(right + turn)}; }
};

/// A piece of what is seen, with the turns between which it lies.
struct Stretch {
  double from, to;
  Offset a, b;
  double factor = 0;  // of a shadow
  bool open = false;
  bool holds(double turn) const {
    const double before = turn - 2 * std::numbers::pi;  // of a piece across the seam
    return (turn >= from && turn <= to) || (before >= from && before <= to);
  }
};

Stretch stretch(const Wedge& w, Offset a, Offset b, double factor, bool open) {
  double from = w.turn(a), to = w.turn(b);
  // The piece on which the circle closes begins before 0 or ends after the whole turn.
  if (to < from) {
    if (to < 1e-9)
      to += 2 * std::numbers::pi;
    else
      from -= 2 * std::numbers::pi;
  }
  return {from, to, a, b, factor, open};
}

class FanMaker {
 public:
  FanMaker(const Eye& eye, const Visible& visible, FieldFan& fan)
      : wedge_(eye), range_(eye.range_m), fan_(fan) {
    for (const SeenEdge& e : visible.edges) edges_.push_back(stretch(wedge_, e.a, e.b, 0, e.open));
    for (const GroundShadow& s : visible.shadows)
      shadows_.push_back(stretch(wedge_, s.a, s.b, s.factor, false));
  }

  void make() {
    std::vector<double> turns;
    const int steps = std::max(2, static_cast<int>(std::ceil(wedge_.angle / kWidest)));
    for (int i = 0; i <= steps; ++i) turns.push_back(wedge_.angle * i / steps);
    for (const auto* list : {&edges_, &shadows_})
      for (const Stretch& s : *list)
        for (const double end : {s.from, s.to})
          for (const double t : {end - kHair, end + kHair})
            if (t > 0 && t < wedge_.angle) turns.push_back(t);
    std::sort(turns.begin(), turns.end());
    Ray before;
    for (std::size_t i = 0; i < turns.size(); ++i) {
      Ray ray = seen(turns[i]);
      if (i > 0) between(before, ray, 0);
      put(ray);
      before = std::move(ray);
    }
  }

 private:
  struct Ray {
    double turn = 0;
    std::vector<std::array<double, 2>> parts;
  };

  Ray seen(double turn) const {
    const Offset d = wedge_.direction(turn);
    double far = 0;
    for (const Stretch& s : edges_) {
      if (!s.holds(turn)) continue;
      far = std::max(far, s.open ? range_ : std::min(range_, hit(d, s.a, s.b, range_)));
    }
    std::vector<std::array<double, 2>> hidden;
    for (const Stretch& s : shadows_)
      if (s.holds(turn)) {
        const double at = hit(d, s.a, s.b, range_);
        if (at < far) hidden.push_back({at, std::min(far, at * s.factor)});
      }
    std::sort(hidden.begin(), hidden.end());
    Ray out{turn, {}};
    double from = 0;
    for (const auto& [a, b] : hidden) {
      if (a > from) out.parts.push_back({from, a});
      from = std::max(from, b);
    }
    if (far > from) out.parts.push_back({from, far});
    return out;
  }

  // Where shadows join or part between two corners, rays come closer until it shows.
  void between(const Ray& a, const Ray& b, int depth) {
    if (a.parts.size() == b.parts.size() || depth == 7 || b.turn - a.turn < 4 * kHair) return;
    const Ray middle = seen((a.turn + b.turn) / 2);
    between(a, middle, depth + 1);
    put(middle);
    between(middle, b, depth + 1);
  }

  void put(const Ray& ray) {
    const Offset d = wedge_.direction(ray.turn);
    FieldRay out{d.x, d.y, static_cast<std::uint32_t>(fan_.seen.size()), 0};
    for (const auto& [a, b] : ray.parts)
      fan_.seen.push_back({static_cast<float>(a), static_cast<float>(b)});
    out.end = static_cast<std::uint32_t>(fan_.seen.size());
    fan_.rays.push_back(out);
  }

  Wedge wedge_;
  double range_;
  FieldFan& fan_;
  std::vector<Stretch> edges_, shadows_;
};

}  // namespace

double FieldFan::area_m2(double near, double far) const {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < rays.size(); ++i) {
    const FieldRay &a = rays[i], &b = rays[i + 1];
    if (a.end - a.first != b.end - b.first) continue;
    const double sine = a.x * b.y - a.y * b.x;
    for (std::uint32_t k = 0; k < a.end - a.first; ++k) {
      const auto cut = [&](const FieldRay& r, int end) {
        return std::clamp<double>(seen[r.first + k][static_cast<std::size_t>(end)], near, far);
      };
      sum += sine * (cut(a, 1) * cut(b, 1) - cut(a, 0) * cut(b, 0)) / 2;
    }
  }
  return sum;
}

SiteSight::SiteSight(const Scene& scene) : scene_(scene) {
  const auto& g = scene.geometry;
  for (std::uint32_t f = 0; f < g.floors.size(); ++f) by_floor_.push_back(sight_of(scene, f));
  if (by_floor_.empty() && !g.cameras.empty())
    by_floor_.push_back(std::make_shared<SightPlan>(std::vector<BarrierWall>{}, kFarthest));
  if (g.cameras.empty() || !by_floor_[0]) return;
  add_ground();
  add_floors();
}

SiteSight::~SiteSight() = default;

CameraPose SiteSight::pose_of(const RecordedGeometry::Camera& c) const {
  CameraPose pose;
  pose.kind = c.kind == "thermal" ? CameraKind::kThermal : CameraKind::kFixed;
  pose.at = c.at;
  pose.plane = c.floor;
  pose.azimuth_deg = std::isfinite(c.azimuth_deg) ? std::remainder(c.azimuth_deg, 360) : 0;
  pose.lens = lens_of(c);
  return pose;
}

FieldFan SiteSight::field(const RecordedGeometry::Camera& camera) const {
  FieldFan fan;
  const CameraPose pose = pose_of(camera);
  const Offset at = metres(camera.at);
  fan.x_m = at.x, fan.y_m = at.y, fan.range_m = pose.lens.range_m;
  fan.floor = camera.floor;
  const GroundRing all = camera_ring(pose.lens, 0, scene_.person_m);
  fan.near_m = std::isfinite(all.near_m) ? std::max(0.0, all.near_m) : 0;
  for (const DensityLevel& level : scene_.densities.levels) {
    const double far = camera.pixels_across > 0
                           ? camera_ring(pose.lens, level.px_per_m, scene_.person_m).far_m
                           : 0;
    fan.reach_m.push_back(std::clamp(far > 0 ? far : 0.0, 0.0, fan.range_m));
  }
  if (camera.floor >= by_floor_.size() || !by_floor_[camera.floor] || fan.range_m <= 0) return fan;
  const Eye eye = eye_of(pose);
  Visible visible;
  by_floor_[camera.floor]->look(eye, visible);
  FanMaker(eye, visible, fan).make();
  return fan;
}

}  // namespace vedette::view
