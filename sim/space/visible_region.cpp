// SPDX-License-Identifier: Apache-2.0
#include "space/visible_region.hpp"

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"

namespace vedette {

namespace {

double cross(const Offset& a, const Offset& b) {
  return a.x * b.y - a.y * b.x;
}
double dot(const Offset& a, const Offset& b) {
  return a.x * b.x + a.y * b.y;
}

// Where the edge from a to b is within the disc: from a + t0 (b - a) to a + t1 (b - a).
struct Chord {
  bool any;
  double t0, t1;
};
Chord within(const Offset& a, const Offset& b, double radius) {
  const Offset d{b.x - a.x, b.y - a.y};
  const double length = dot(d, d);
  if (length == 0) return {false, 0, 0};
  const double middle = -dot(a, d) / length;
  const double off = cross(a, d);
  const double rest = radius * radius * length - off * off;
  if (rest <= 0) return {false, 0, 0};
  const double half = std::sqrt(rest) / length;
  const double t0 = std::max(0.0, middle - half), t1 = std::min(1.0, middle + half);
  return {t0 < t1, t0, t1};
}

Offset at(const Offset& a, const Offset& b, double t) {
  if (t == 0) return a;
  if (t == 1) return b;
  return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

// The triangle (eye, a, b), anticlockwise, cut with the disc around the eye.
double area_within(const Offset& a, const Offset& b, double radius) {
  const double limit = radius * radius;
  if (dot(a, a) <= limit && dot(b, b) <= limit) return cross(a, b) / 2;
  const auto sector = [&](const Offset& from, const Offset& to) {
    return limit * portable::atan2(cross(from, to), dot(from, to)) / 2;
  };
  const Chord c = within(a, b, radius);
  if (!c.any) return sector(a, b);
  const Offset p = at(a, b, c.t0), r = at(a, b, c.t1);
  return sector(a, p) + cross(p, r) / 2 + sector(r, b);
}

}  // namespace

double visible_area(const Visible& visible, double far_m, double near_m) {
  double sum = 0;
  for (const SeenEdge& e : visible.edges) {
    sum += far_m == kNoLimit ? cross(e.a, e.b) / 2 : area_within(e.a, e.b, far_m);
    if (near_m > 0) sum -= area_within(e.a, e.b, near_m);
  }
  return sum;
}

bool is_open(const Visible& visible) {
  return std::any_of(visible.edges.begin(), visible.edges.end(),
                     [](const SeenEdge& e) { return e.open; });
}

bool sees_ground(const Visible& visible, Offset p) {
  constexpr double kSlack = 1e-6;  // metres
  const double length = std::sqrt(dot(p, p));
  const auto between = [&](const Offset& a, const Offset& b, double slack) {
    const double side_a = cross(a, p), side_b = cross(p, b);
    return side_a >= slack * std::sqrt(dot(a, a)) && side_b >= slack * std::sqrt(dot(b, b)) &&
           (dot(a, p) > 0 || dot(b, p) > 0);
  };
  // How far p is to the left of the line from a to b: on the eye's side.
  const auto before = [&](const Offset& a, const Offset& b) {
    const Offset d{b.x - a.x, b.y - a.y};
    return cross(d, {p.x - a.x, p.y - a.y}) / std::max(std::sqrt(dot(d, d)), 1e-12);
  };
  if (length <= kSlack) return !visible.edges.empty();
  for (const GroundShadow& s : visible.shadows)
    if (between(s.a, s.b, kSlack) && before(s.a, s.b) < -kSlack &&
        before({s.a.x * s.factor, s.a.y * s.factor}, {s.b.x * s.factor, s.b.y * s.factor}) > kSlack)
      return false;
  return std::any_of(visible.edges.begin(), visible.edges.end(), [&](const SeenEdge& e) {
    return between(e.a, e.b, -kSlack) && before(e.a, e.b) >= -kSlack;
  });
}

std::vector<Offset> visible_polygon(const Visible& visible, double far_m, double chord_error_m) {
  std::vector<Offset> out;
  const auto add = [&](const Offset& p) {
    if (out.empty() || std::fabs(p.x - out.back().x) > 1e-9 || std::fabs(p.y - out.back().y) > 1e-9)
      out.push_back(p);
  };
  // Chord of angle s leaves r (1 - cos(s / 2)) ~ r s² / 8.
  const double most =
      far_m == kNoLimit ? 1 : std::min(0.5, std::sqrt(8 * chord_error_m / std::max(far_m, 1e-9)));
  const auto arc = [&](const Offset& from, const Offset& to) {
    const double start = portable::atan2(from.y, from.x);
    const double angle = portable::atan2(cross(from, to), dot(from, to));
    const int steps = std::max(1, static_cast<int>(std::ceil(angle / most)));
    for (int i = 0; i <= steps; ++i) {
      const double a = start + angle * i / steps;
      add({far_m * portable::cos(a), far_m * portable::sin(a)});
    }
  };
  if (!visible.all_round && !visible.edges.empty()) add({0, 0});
  for (const SeenEdge& e : visible.edges) {
    const double limit = far_m * far_m;
    if (dot(e.a, e.a) <= limit && dot(e.b, e.b) <= limit) {
      add(e.a), add(e.b);
      continue;
    }
    const Chord c = within(e.a, e.b, far_m);
    if (!c.any) {
      arc(e.a, e.b);
      continue;
    }
    const Offset p = at(e.a, e.b, c.t0), r = at(e.a, e.b, c.t1);
    if (c.t0 > 0) arc(e.a, p);
    add(p), add(r);
    if (c.t1 < 1) arc(r, e.b);
  }
  if (out.size() > 1 && std::fabs(out.front().x - out.back().x) <= 1e-9 &&
      std::fabs(out.front().y - out.back().y) <= 1e-9)
    out.pop_back();
  return out;
}

}  // namespace vedette
