// SPDX-License-Identifier: Apache-2.0
#include "space/town_streets.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "base/portable_math.hpp"
#include "space/planar_map.hpp"
#include "space/polygon.hpp"

namespace vedette {

namespace {

using portable::kPi;
using Line = PlanarMap::Line;

constexpr double kRiverWidth = 84;
constexpr double kCentreX = 3700, kCentreY = 3000;
constexpr double kMiddleX = 3950;  // of the whole town; the old town lies west of it
constexpr int kRingNodes = 24;

// Metres until here; the planar map counts millimetres.
struct Spot {
  double x, y;
};
PointMm mm(Spot s) {
  return millimetres(s.x, s.y);
}

double distance(Spot a, Spot b) {
  const double dx = a.x - b.x, dy = a.y - b.y;
  return std::sqrt(dx * dx + dy * dy);
}

// Everything that a seed decides about the large shapes.
struct Plan {
  double river_phase, river_swing;
  double ring_phase, outline_phase;
  double warp_x, warp_y;

  explicit Plan(const Random& random) {
    Stream s = random.stream("town", "plan");
    const auto phase = [&] { return 2 * kPi * s.uniform(); };
    river_phase = 2 * s.uniform() - 1;
    river_swing = 130 + 70 * s.uniform();
    ring_phase = phase();
    outline_phase = phase();
    warp_x = phase();
    warp_y = phase();
  }

  double river_x(double y) const {
    const double t = (y - kCentreY) / 1000;
    return 4440 + river_swing * portable::sin(1.1 * t + river_phase) - 60 * t;
  }
  Spot ring(double angle) const {
    const double wobble = 1 + 0.035 * portable::sin(3 * angle + ring_phase);
    return {kCentreX + 1420 * wobble * portable::cos(angle),
            kCentreY + 1180 * wobble * portable::sin(angle)};
  }
  Spot outline(double angle) const {
    const double wobble = 1 + 0.06 * portable::sin(2 * angle + outline_phase) +
                          0.05 * portable::sin(5 * angle - outline_phase);
    return {kMiddleX + 3250 * wobble * portable::cos(angle),
            kCentreY + 2450 * wobble * portable::sin(angle)};
  }
  // Bends what the ruler drew: so gently that nothing that was apart meets.
  Spot warped(Spot s) const {
    const double u = s.x / 1000, v = s.y / 1000;
    return {s.x + 70 * portable::sin(1.9 * v + warp_x) + 26 * portable::sin(4.3 * u + 2.1 * v),
            s.y + 70 * portable::sin(1.7 * u + warp_y) + 26 * portable::sin(3.9 * v - 2.3 * u)};
  }
};

class Draughtsman {
 public:
  explicit Draughtsman(const Random& random) : random_(random), plan_(random) {}

  TownStreets draw() {
    draw_main_roads();
    PlanarMap map(lines_);
    divide(map);
    return collect(map);
  }

 private:
  void polyline(const std::vector<Spot>& spots, StreetKind kind, bool trim = false) {
    ++street_;
    for (std::size_t i = 0; i + 1 < spots.size(); ++i)
      lines_.push_back({mm(spots[i]), mm(spots[i + 1]), {static_cast<int>(kind), street_}, trim});
  }

  void draw_main_roads();
  void draw_radial(int ring_node);
  void divide(PlanarMap& map);
  bool divide_once(PlanarMap& map, std::size_t block, Stream& stream);
  double wanted_block_m2(Spot s) const;
  TownStreets collect(const PlanarMap& map);
  std::uint32_t district(Spot s) const;

  const Random& random_;
  Plan plan_;
  std::vector<Line> lines_;
  std::vector<Spot> river_;
  std::vector<Spot> outline_;
  PointMm gate_;
  int street_ = 0;
};

void Draughtsman::draw_main_roads() {
  // First what is no street, so that streets on the same line win.
  for (int i = 0; i <= 72; ++i) outline_.push_back(plan_.outline(2 * kPi * (i % 72) / 72));
  polyline(outline_, StreetKind::kNone);
  for (double y = 6300; y >= -300; y -= 220) river_.push_back({plan_.river_x(y), y});
  for (const double side : {-0.5, 0.5}) {
    std::vector<Spot> bank;
    for (const Spot s : river_) bank.push_back({s.x + side * kRiverWidth, s.y});
    polyline(bank, StreetKind::kNone);
    // A quay: a street along the bank, as far as the ring.
    std::erase_if(bank, [](Spot s) { return s.y < 2000 || s.y > 4000; });
    if (side < 0) polyline(bank, StreetKind::kLocal);
  }

  std::vector<Spot> ring;
  for (int i = 0; i <= kRingNodes; ++i)
    ring.push_back(plan_.ring(2 * kPi * (i % kRingNodes) / kRingNodes));
  polyline(ring, StreetKind::kArterial);
  // Distributor roads halfway between ring and fields, one on each side of the river.
  for (const auto& [first, last] : {std::pair(17, 46), std::pair(-8, 9)}) {
    std::vector<Spot> way;
    for (int i = first; i <= last; ++i) {
      const Spot s = plan_.outline(2 * kPi * i / 72);
      way.push_back({kMiddleX + 0.76 * (s.x - kMiddleX), kCentreY + 0.76 * (s.y - kCentreY)});
    }
    polyline(way, StreetKind::kCollector, true);
  }
  const Spot centre{kCentreX, kCentreY};
  polyline(
      {ring[12], {kCentreX - 700, kCentreY + 60}, centre, {kCentreX + 700, kCentreY - 40}, ring[0]},
      StreetKind::kArterial);
  polyline(
      {ring[6], {kCentreX + 50, kCentreY + 560}, centre, {kCentreX - 70, kCentreY - 560}, ring[18]},
      StreetKind::kCollector);
  for (const int node : {0, 2, 6, 9, 12, 15, 18, 22}) draw_radial(node);
}

void Draughtsman::draw_radial(int ring_node) {
  const double angle = 2 * kPi * ring_node / kRingNodes;
  Stream stream = random_.stream("radial " + std::to_string(ring_node), "bends");
  std::vector<Spot> way{plan_.ring(angle)};
  double heading = angle;
  const Spot middle{kMiddleX, kCentreY};
  // A little beyond the outline: no road may end inside a block.
  const auto inside = [&](Spot s) {
    const double a = portable::atan2((s.y - kCentreY) / 2450, (s.x - middle.x) / 3250);
    return distance(middle, s) < 1.01 * distance(middle, plan_.outline(a));
  };
  const bool to_facility = ring_node == 12;
  while (inside(way.back()) && (!to_facility || way.back().x > 1000)) {
    heading += 0.22 * (stream.uniform() - 0.5) + 0.35 * (angle - heading);
    way.push_back(
        {way.back().x + 330 * portable::cos(heading), way.back().y + 330 * portable::sin(heading)});
  }
  if (to_facility) {
    const double y = way.back().y;
    way.insert(way.end(), {{810, y - 60}, {640, y - 90}, {400, y - 90}});
    gate_ = mm(way.back());
  }
  polyline(way, StreetKind::kArterial);
}

// Small blocks in the old town, larger ones further out: m2.
double Draughtsman::wanted_block_m2(Spot s) const {
  const double dx = (s.x - kCentreX) / 1420, dy = (s.y - kCentreY) / 1180;
  const double r = std::sqrt(dx * dx + dy * dy);  // 1 at the ring
  if (r < 1) return 28'500 + 24'000 * r * r;
  const double suburb = 54'000 + 48'000 * (r - 1);
  return district(s) == 3 ? 1.4 * suburb : suburb;
}

void Draughtsman::divide(PlanarMap& map) {
  // New blocks are appended, so this ends when nothing is left to divide. Each division draws from
  // a stream of its own place: what happens in one quarter does not change another.
  for (std::size_t b = 0; b < map.block_count(); ++b) {
    const PointMm c = centroid(map.outline(b));
    const Spot at{static_cast<double>(c.x) / 1000, static_cast<double>(c.y) / 1000};
    if (std::abs(at.x - plan_.river_x(at.y)) < kRiverWidth / 2) continue;
    if (!contains(std::vector<PointMm>([&] {
                    std::vector<PointMm> corners;
                    for (const Spot s : outline_) corners.push_back(mm(s));
                    return corners;
                  }()),
                  c))
      continue;
    Stream stream =
        random_.stream("block " + std::to_string(c.x) + " " + std::to_string(c.y), "division");
    while (divide_once(map, b, stream)) {
    }
  }
}

bool Draughtsman::divide_once(PlanarMap& map, std::size_t block, Stream& stream) {
  const std::vector<PointMm> corners = map.outline(block);
  const PointMm middle = centroid(corners);
  const double wanted =
      wanted_block_m2({static_cast<double>(middle.x) / 1000, static_cast<double>(middle.y) / 1000});
  const double area = area_m2(corners);
  if (area < wanted * (1.1 + 0.7 * stream.uniform())) return false;

  // The least rectangle around the block has a side along an edge of its hull.
  const Polygon hull = convex_hull(corners);
  double best = 0, ux = 1, uy = 0, low = 0, high = 0, side_low = 0, side_high = 0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const PointMm p = hull[i], q = hull[(i + 1) % hull.size()];
    const auto ex = static_cast<double>(q.x - p.x), ey = static_cast<double>(q.y - p.y);
    const double length = std::sqrt(ex * ex + ey * ey), dx = ex / length, dy = ey / length;
    double l = 0, h = 0, sl = 0, sh = 0;
    for (const PointMm c : hull) {
      const auto ox = static_cast<double>(c.x - p.x), oy = static_cast<double>(c.y - p.y);
      l = std::min(l, ox * dx + oy * dy), h = std::max(h, ox * dx + oy * dy);
      sl = std::min(sl, oy * dx - ox * dy), sh = std::max(sh, oy * dx - ox * dy);
    }
    if (best != 0 && (h - l) * (sh - sl) >= best) continue;
    best = (h - l) * (sh - sl);
    // Along the long side: u. Limits are from p; keep them from the origin.
    const double along = static_cast<double>(p.x) * dx + static_cast<double>(p.y) * dy;
    const double across = static_cast<double>(p.y) * dx - static_cast<double>(p.x) * dy;
    ux = dx, uy = dy;
    low = along + l, high = along + h, side_low = across + sl, side_high = across + sh;
  }
  if (high - low < side_high - side_low) {
    std::swap(low, side_low), std::swap(high, side_high);
    // Turned by a quarter: the new u is the old side direction.
    const double x = ux;
    ux = -uy, uy = x;
    std::tie(side_low, side_high) = std::pair(-side_high, -side_low);
  }

  const StreetKind kind = area > 9 * wanted ? StreetKind::kCollector : StreetKind::kLocal;
  const double snap = std::min(70.0, 0.28 * std::sqrt(wanted)) * 1000;
  for (int attempt = 0; attempt < 10; ++attempt) {
    const double spread = attempt < 3 ? 0.16 : 0.4;
    const double part = 0.5 + spread * (stream.uniform() - 0.5);
    const double skew = 0.16 * (stream.uniform() - 0.5);
    const bool lengthwise = attempt >= 7;
    // A point on the line: `part` of the way along the long side (or across it, when the block
    // resists), in the middle of the other.
    const double u = lengthwise ? (low + high) / 2 : low + part * (high - low);
    const double v =
        lengthwise ? side_low + part * (side_high - side_low) : (side_low + side_high) / 2;
    const PointMm through{std::llround(u * ux - v * uy), std::llround(u * uy + v * ux)};
    const double dx = lengthwise ? ux : -uy, dy = lengthwise ? uy : ux;
    const PlanarMap::Mark mark{static_cast<int>(kind), street_ + 1};
    if (map.split(block, through, dx - skew * dy, dy + skew * dx, mark,
                  {std::llround(snap), 0.62})) {
      ++street_;
      return true;
    }
  }
  return false;
}

std::uint32_t Draughtsman::district(Spot s) const {
  if (s.x > plan_.river_x(s.y)) return 2;
  const double dx = (s.x - kCentreX) / 1440, dy = (s.y - kCentreY) / 1200;
  if (dx * dx + dy * dy < 1) return 0;
  // The western radial parts the new town (north) from the works (south).
  return s.y > kCentreY - 100 ? 1 : 3;
}

TownStreets Draughtsman::collect(const PlanarMap& map) {
  TownStreets town;
  town.river_width_m = kRiverWidth;
  const auto warped = [&](Spot s) { return mm(plan_.warped(s)); };
  for (const Spot s : river_) town.river.push_back(warped(s));
  for (const PointMm p : map.nodes()) {
    const Spot s{static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
    if (p == gate_) town.gate = static_cast<std::uint32_t>(town.nodes.size());
    town.nodes.push_back({warped(s), district(s)});
  }
  for (const auto& [edge, mark] : map.edges())
    town.streets.push_back(
        {edge.first, edge.second, static_cast<StreetKind>(mark.kind), mark.street, false});
  return town;
}

}  // namespace

TownStreets lay_out_streets(const Random& random) {
  return Draughtsman(random).draw();
}

}  // namespace vedette
