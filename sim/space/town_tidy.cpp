// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "space/road_graph.hpp"
#include "space/strong_parts.hpp"
#include "space/town_streets.hpp"

namespace vedette {

namespace {

using Street = TownStreets::Street;
using Degrees = std::vector<int>;

double length_mm(const TownStreets& town, const Street& s) {
  const PointMm a = town.nodes[s.a].at, b = town.nodes[s.b].at;
  const auto dx = static_cast<double>(b.x - a.x), dy = static_cast<double>(b.y - a.y);
  return std::sqrt(dx * dx + dy * dy);
}

// Chance has its own stream for each street, named by where it lies.
double fate(const TownStreets& town, const Street& s, const Random& random, const char* purpose) {
  const PointMm a = town.nodes[s.a].at, b = town.nodes[s.b].at;
  Stream stream = random.stream(
      "street " + std::to_string(a.x + b.x) + " " + std::to_string(a.y + b.y), purpose);
  return stream.uniform();
}

Degrees degrees(const TownStreets& town) {
  Degrees d(town.nodes.size(), 0);
  for (const Street& s : town.streets) ++d[s.a], ++d[s.b];
  return d;
}

std::vector<std::uint32_t> components(const TownStreets& town) {
  std::vector<std::uint32_t> parent(town.nodes.size());
  std::iota(parent.begin(), parent.end(), 0u);
  const auto root = [&](std::uint32_t n) {
    while (parent[n] != n) n = parent[n] = parent[parent[n]];
    return n;
  };
  for (const Street& s : town.streets) {
    const std::uint32_t a = root(s.a), b = root(s.b);
    parent[std::max(a, b)] = std::min(a, b);
  }
  for (std::uint32_t n = 0; n < parent.size(); ++n) parent[n] = root(n);
  return parent;
}

// Streets that end at the river or in the fields: most are given up, some become culs-de-sac.
void prune_dead_ends(TownStreets& town, const Random& random) {
  std::set<std::uint32_t> kept;
  for (bool changed = true; changed;) {
    changed = false;
    const Degrees degree = degrees(town);
    std::vector<Street> left;
    for (const Street& s : town.streets) {
      const std::uint32_t tip = degree[s.a] == 1 ? s.a : s.b, root = tip == s.a ? s.b : s.a;
      const bool dead_end = degree[tip] == 1 && s.kind != StreetKind::kArterial && !kept.count(tip);
      if (!dead_end) {
        left.push_back(s);
        continue;
      }
      if (degree[root] > 2 && length_mm(town, s) > 140'000 &&
          fate(town, s, random, "dead end") < 0.4) {
        PointMm& t = town.nodes[tip].at;
        const PointMm r = town.nodes[root].at;
        t = {r.x + (t.x - r.x) * 6 / 10, r.y + (t.y - r.y) * 6 / 10};
        kept.insert(tip);
        left.push_back(s);
      } else {
        changed = true;
      }
    }
    town.streets = std::move(left);
  }
}

// Real suburbs have larger blocks here and there: parks, schools, allotments.
void thin_out(TownStreets& town, const Random& random) {
  std::vector<Street> doomed;
  for (const Street& s : town.streets)
    if (s.kind == StreetKind::kLocal && town.nodes[s.a].district != 0 &&
        town.nodes[s.b].district != 0 && fate(town, s, random, "thinning") < 0.13)
      doomed.push_back(s);
  for (const Street& s : doomed) {
    const Degrees degree = degrees(town);
    if (degree[s.a] < 3 || degree[s.b] < 3) continue;
    const std::vector<Street> before = town.streets;
    std::erase_if(town.streets, [&](const Street& t) { return t.a == s.a && t.b == s.b; });
    const auto part = components(town);
    if (part[s.a] != part[s.b]) town.streets = before;
  }
}

void merge_near_junctions(TownStreets& town, double nearer_than_mm) {
  for (;;) {
    const Degrees degree = degrees(town);
    const auto near = std::find_if(town.streets.begin(), town.streets.end(), [&](const Street& s) {
      return length_mm(town, s) < nearer_than_mm && s.a != town.gate && s.b != town.gate;
    });
    if (near == town.streets.end()) return;
    const std::uint32_t stays = degree[near->a] >= degree[near->b] ? near->a : near->b;
    const std::uint32_t goes = stays == near->a ? near->b : near->a;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Street> left;
    for (Street s : town.streets) {
      if (s.a == goes) s.a = stays;
      if (s.b == goes) s.b = stays;
      if (s.a == s.b) continue;
      const auto [it, is_new] = left.emplace(std::minmax(s.a, s.b), s);
      if (!is_new && s.kind > it->second.kind) it->second = s;
    }
    town.streets.clear();
    for (const auto& [ends, s] : left) town.streets.push_back(s);
  }
}

// A node between two pieces of one street that hardly bends says nothing.
void straighten(TownStreets& town) {
  for (std::uint32_t n = 0; n < town.nodes.size(); ++n) {
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < town.streets.size(); ++i)
      if (town.streets[i].a == n || town.streets[i].b == n) at.push_back(i);
    if (at.size() != 2 || town.streets[at[0]].kind != town.streets[at[1]].kind) continue;
    Street& s = town.streets[at[0]];
    const Street& t = town.streets[at[1]];
    const std::uint32_t p = s.a == n ? s.b : s.a, q = t.a == n ? t.b : t.a;
    if (p == q || length_mm(town, s) + length_mm(town, t) > 520'000) continue;
    if (std::any_of(town.streets.begin(), town.streets.end(),
                    [&](const Street& o) { return std::minmax(o.a, o.b) == std::minmax(p, q); }))
      continue;
    const PointMm a = town.nodes[p].at, m = town.nodes[n].at, b = town.nodes[q].at;
    const auto ux = static_cast<double>(m.x - a.x), uy = static_cast<double>(m.y - a.y);
    const auto vx = static_cast<double>(b.x - m.x), vy = static_cast<double>(b.y - m.y);
    const double sine = (ux * vy - uy * vx) / (length_mm(town, s) * length_mm(town, t));
    if (std::abs(sine) > 0.12 || ux * vx + uy * vy < 0) continue;
    s.a = p;
    s.b = q;
    town.streets.erase(town.streets.begin() + static_cast<std::ptrdiff_t>(at[1]));
  }
}

void keep_what_hangs_together(TownStreets& town) {
  const auto part = components(town);
  const std::uint32_t kept = part[town.gate];
  std::vector<std::uint32_t> renamed(town.nodes.size());
  std::vector<TownStreets::Node> nodes;
  for (std::uint32_t n = 0; n < town.nodes.size(); ++n) {
    if (part[n] != kept) continue;
    renamed[n] = static_cast<std::uint32_t>(nodes.size());
    nodes.push_back(town.nodes[n]);
  }
  std::erase_if(town.streets, [&](const Street& s) { return part[s.a] != kept; });
  for (Street& s : town.streets) s.a = renamed[s.a], s.b = renamed[s.b];
  town.gate = renamed[town.gate];
  town.nodes = std::move(nodes);
}

bool strongly_connected(const TownStreets& town) {
  RoadGraphBuilder builder;
  for (std::size_t n = 0; n < town.nodes.size(); ++n) builder.add_node(0, 0);
  for (const Street& s : town.streets) {
    builder.add_arc(NodeId(s.a), NodeId(s.b), 1, 1);
    if (!s.oneway) builder.add_arc(NodeId(s.b), NodeId(s.a), 1, 1);
  }
  return strong_parts(builder.build()).count == 1;
}

// A street as a whole: its pieces, and the straight line from its first to its last node.
struct Course {
  std::vector<std::size_t> pieces;
  double x = 0, y = 0;    // middle
  double dx = 0, dy = 0;  // from end to end
  double length = 0;
};

std::vector<Course> courses(const TownStreets& town, double longer_than_mm) {
  std::map<int, std::vector<std::size_t>> by_name;
  for (std::size_t i = 0; i < town.streets.size(); ++i) {
    const Street& s = town.streets[i];
    const bool inner = town.nodes[s.a].district == 0 && town.nodes[s.b].district == 0;
    if (inner && !s.oneway && s.kind != StreetKind::kArterial) by_name[s.name].push_back(i);
  }
  std::vector<Course> result;
  for (const auto& [name, pieces] : by_name) {
    // Its two ends are the nodes that only one piece has; a broken street has more.
    std::map<std::uint32_t, int> count;
    for (const std::size_t i : pieces) ++count[town.streets[i].a], ++count[town.streets[i].b];
    std::vector<std::uint32_t> ends;
    for (const auto& [n, c] : count)
      if (c == 1) ends.push_back(n);
    if (pieces.size() < 2 || ends.size() != 2) continue;
    const PointMm p = town.nodes[ends[0]].at, q = town.nodes[ends[1]].at;
    Course c{pieces,
             static_cast<double>(p.x + q.x) / 2,
             static_cast<double>(p.y + q.y) / 2,
             static_cast<double>(q.x - p.x),
             static_cast<double>(q.y - p.y),
             0};
    c.length = std::sqrt(c.dx * c.dx + c.dy * c.dy);
    if (c.length > longer_than_mm) result.push_back(c);
  }
  return result;
}

// Points every piece one way along the course (`sign` 1) or against it (-1).
void direct(TownStreets& town, const Course& course, double sign) {
  for (const std::size_t i : course.pieces) {
    Street& s = town.streets[i];
    const PointMm a = town.nodes[s.a].at, b = town.nodes[s.b].at;
    const double ahead =
        static_cast<double>(b.x - a.x) * course.dx + static_cast<double>(b.y - a.y) * course.dy;
    if (ahead * sign < 0) std::swap(s.a, s.b);
    s.oneway = true;
  }
}

// Two streets side by side, of like length and direction; false if they are no such pair or if
// somebody could not get away or home any more.
bool make_pair(TownStreets& town, const Course& p, const Course& q) {
  const double cosine = (p.dx * q.dx + p.dy * q.dy) / (p.length * q.length);
  const double ox = q.x - p.x, oy = q.y - p.y;
  const double ahead = std::abs(ox * p.dx + oy * p.dy) / p.length;
  const double apart = std::abs(ox * p.dy - oy * p.dx) / p.length;
  const double shorter = std::min(p.length, q.length) / std::max(p.length, q.length);
  if (shorter < 0.5 || std::abs(cosine) < 0.93 || apart < 90'000 || apart > 320'000 ||
      ahead > 250'000)
    return false;
  const std::vector<Street> before = town.streets;
  direct(town, p, 1);
  direct(town, q, cosine > 0 ? -1 : 1);
  if (strongly_connected(town)) return true;
  town.streets = before;
  return false;
}

}  // namespace

void tidy_streets(TownStreets& town, const Random& random) {
  std::erase_if(town.streets, [](const Street& s) { return s.kind == StreetKind::kNone; });
  prune_dead_ends(town, random);
  thin_out(town, random);
  merge_near_junctions(town, 48'000);
  straighten(town);
  keep_what_hangs_together(town);
}

void make_oneway_pairs(TownStreets& town, int pairs) {
  // Long streets first; only if there are not enough the short ones.
  for (const double longer_than_mm : {300'000., 180'000.}) {
    std::vector<Course> free = courses(town, longer_than_mm);
    for (std::size_t i = 0; pairs > 0 && i < free.size(); ++i)
      for (std::size_t j = i + 1; j < free.size(); ++j) {
        if (!make_pair(town, free[i], free[j])) continue;
        free.erase(free.begin() + static_cast<std::ptrdiff_t>(j));
        --pairs;
        break;
      }
  }
}

}  // namespace vedette
