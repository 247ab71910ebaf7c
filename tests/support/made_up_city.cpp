// SPDX-License-Identifier: Apache-2.0
#include "support/made_up_city.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <tuple>

#include "base/portable_math.hpp"
#include "base/random.hpp"
#include "space/made_up_town.hpp"
#include "space/strong_parts.hpp"

namespace vedette::testing {

namespace {

using Junction = MadeUpCity::Junction;

// A town as a piece of the city: how much of it, turned over how, and where its middle lies.
struct Tile {
  std::uint32_t district;
  std::uint32_t junctions;  // at most so many, from its centre outwards
  std::uint32_t stations;
  bool flip_x, flip_y;
  std::int64_t x_dm, y_dm;
  std::int64_t people;
  double calls_a_head;  // relative
};

const char* const kDistricts[] = {"central",      "garden",      "old-east", "riverside",
                                  "high-tech",    "coal-hills",  "ore-town", "county",
                                  "south-banner", "north-banner"};
const char* const kStationNames[] = {"Central",      "Garden",      "Old east", "Riverside",
                                     "High-tech",    "Coal hills",  "Ore town", "County",
                                     "South banner", "North banner"};

constexpr std::int64_t kWestDm = 140'000, kSouthDm = 270'000;  // middle of the first tile
constexpr std::int64_t kAcrossDm = 76'000, kUpDm = 59'000;     // from tile to tile
constexpr std::int64_t column(int c) {
  return kWestDm + c * kAcrossDm;
}
constexpr std::int64_t row(int r) {
  return kSouthDm + r * kUpDm;
}

// Four columns of towns that have grown together, and five places apart.
const std::vector<Tile>& tiles() {
  static const std::vector<Tile> all{{0, 600, 2, false, false, column(0), row(0), 380'000, 1.15},
                                     {0, 600, 2, true, false, column(1), row(0), 380'000, 1.15},
                                     {1, 600, 2, false, true, column(0), row(1), 280'000, 1.1},
                                     {1, 600, 2, true, true, column(1), row(1), 280'000, 1.1},
                                     {4, 600, 2, false, false, column(2), row(0), 180'000, 1.0},
                                     {2, 600, 2, true, true, column(3), row(0), 260'000, 1.1},
                                     {2, 600, 1, false, false, column(3), row(1), 240'000, 1.05},
                                     {3, 600, 1, true, false, column(1), row(-1), 300'000, 0.95},
                                     {8, 480, 1, false, true, 460'000, 90'000, 160'000, 0.75},
                                     {7, 360, 1, true, true, 210'000, 560'000, 90'000, 0.75},
                                     {5, 300, 0, false, false, 420'000, 470'000, 60'000, 0.9},
                                     {9, 260, 0, true, false, 120'000, 700'000, 60'000, 0.7},
                                     {6, 220, 0, false, true, 330'000, 760'000, 40'000, 0.8}};
  return all;
}
constexpr std::size_t kFirstApart = 8;
// Roads out of town: tile to tile.
constexpr std::pair<int, int> kTrunks[] = {{3, 9},   {2, 9},  {6, 10},  {9, 10}, {9, 11},
                                           {11, 12}, {9, 12}, {10, 12}, {5, 8},  {7, 8}};

std::int64_t squared(const Junction& a, const Junction& b) {
  const std::int64_t dx = a.x_dm - b.x_dm, dy = a.y_dm - b.y_dm;
  return dx * dx + dy * dy;
}
int side(const Junction& a, const Junction& b, const Junction& c) {
  const std::int64_t z =
      (b.x_dm - a.x_dm) * (c.y_dm - a.y_dm) - (b.y_dm - a.y_dm) * (c.x_dm - a.x_dm);
  return (z > 0) - (z < 0);
}

class Builder {
 public:
  explicit Builder(const CityOrder& order) : order_(order), random_(order.seed, 0) {
    city_.seed = order.seed;
    city_.districts.assign(std::begin(kDistricts), std::end(kDistricts));
  }
  MadeUpCity build() {
    for (std::size_t t = 0; t < tiles().size(); ++t) add_town(t);
    for (std::size_t a = 0; a < tiles().size(); ++a)
      for (std::size_t b = 0; b < a; ++b) join_borders(b, a);
    for (const auto& [a, b] : kTrunks)
      trunk(static_cast<std::size_t>(a), static_cast<std::size_t>(b));
    keep_strong_part();
    share_out();
    add_places();
    return std::move(city_);
  }

 private:
  void add_town(std::size_t t) {
    const Tile& tile = tiles()[t];
    const MadeUpTown town = made_up_town({order_.seed * 100 + t, 1000, tile.stations});
    const auto first = static_cast<std::uint32_t>(city_.junctions.size());
    const auto n =
        std::min<std::uint32_t>(tile.junctions, static_cast<std::uint32_t>(town.junctions.size()));
    std::vector<std::pair<std::int64_t, std::int64_t>> at;
    for (std::uint32_t j = 0; j < n; ++j)
      at.emplace_back(std::llround(town.junctions[j].x_m * 10),
                      std::llround(town.junctions[j].y_m * 10));
    std::int64_t low_x = at[0].first, high_x = low_x, low_y = at[0].second, high_y = low_y;
    for (const auto& [x, y] : at) {
      low_x = std::min(low_x, x), high_x = std::max(high_x, x);
      low_y = std::min(low_y, y), high_y = std::max(high_y, y);
    }
    const std::int64_t mid_x = (low_x + high_x) / 2, mid_y = (low_y + high_y) / 2;
    double weights = 0;
    for (std::uint32_t j = 0; j < n; ++j)
      weights += static_cast<double>(town.junctions[j].millicalls_per_day);
    for (std::uint32_t j = 0; j < n; ++j) {
      const std::int64_t dx = at[j].first - mid_x, dy = at[j].second - mid_y;
      city_.junctions.push_back({tile.x_dm + (tile.flip_x ? -dx : dx),
                                 tile.y_dm + (tile.flip_y ? -dy : dy), tile.district, 0, 0});
      tile_of_.push_back(static_cast<int>(t));
      // Half as the town's calls lie, half evenly: no single junction outweighs a patrol cell.
      const double share = static_cast<double>(town.junctions[j].millicalls_per_day) / weights;
      people_.push_back((share + 1.0 / n) / 2 * static_cast<double>(tile.people));
    }
    for (const MadeUpTown::Road& r : town.roads)
      if (r.from < n && r.to < n)
        city_.roads.push_back({first + r.from, first + r.to, r.speed_kmh, r.oneway});
    for (const MadeUpTown::Station& s : town.stations)
      if (s.junction < n) stations_.push_back(first + s.junction);
    ends_.emplace_back(first, first + n);
  }

  bool crosses(std::uint32_t a, std::uint32_t b) const {
    const Junction &p = city_.junctions[a], &q = city_.junctions[b];
    for (const MadeUpCity::Road& r : city_.roads) {
      if (r.from == a || r.from == b || r.to == a || r.to == b) continue;
      const Junction &u = city_.junctions[r.from], &v = city_.junctions[r.to];
      if (side(p, q, u) * side(p, q, v) <= 0 && side(u, v, p) * side(u, v, q) <= 0) return true;
    }
    return false;
  }

  // Pairs of junctions of two towns, the nearest first.
  std::vector<std::tuple<std::int64_t, std::uint32_t, std::uint32_t>> pairs(
      std::size_t a, std::size_t b, std::int64_t most_dm) const {
    std::vector<std::tuple<std::int64_t, std::uint32_t, std::uint32_t>> out;
    for (std::uint32_t i = ends_[a].first; i < ends_[a].second; ++i)
      for (std::uint32_t j = ends_[b].first; j < ends_[b].second; ++j) {
        const std::int64_t d = squared(city_.junctions[i], city_.junctions[j]);
        if (d <= most_dm * most_dm) out.emplace_back(d, i, j);
      }
    std::sort(out.begin(), out.end());
    return out;
  }

  // Towns side by side: main streets go through, not nearer to one another than 450 m.
  void join_borders(std::size_t a, std::size_t b) {
    std::vector<std::uint32_t> used;
    for (const auto& [d, i, j] : pairs(a, b, 15'000)) {
      if (used.size() >= 20) break;
      const bool near = std::any_of(used.begin(), used.end(), [&, p = i, q = j](std::uint32_t u) {
        return squared(city_.junctions[u], city_.junctions[p]) < 4'500 * 4'500 ||
               squared(city_.junctions[u], city_.junctions[q]) < 4'500 * 4'500;
      });
      if (near || crosses(i, j)) continue;
      city_.roads.push_back({i, j, 60, false});
      used.push_back(i);
      used.push_back(j);
    }
  }

  // A road through open country, with a junction about every 1.5 km.
  void trunk(std::size_t a, std::size_t b) {
    for (const auto& [d, i, j] : pairs(a, b, 1'000'000)) {
      if (crosses(i, j)) continue;
      const Junction from = city_.junctions[i], to = city_.junctions[j];
      const auto pieces =
          std::max<std::int64_t>(1, std::llround(std::sqrt(static_cast<double>(d)) / 15'000.0));
      Stream draw = random_.stream(fmt::format("trunk {} {}", a, b), "bends");
      std::uint32_t before = i;
      for (std::int64_t k = 1; k < pieces; ++k) {
        const auto bend = [&] { return static_cast<std::int64_t>(draw.below(3001)) - 1500; };
        const auto here = static_cast<std::uint32_t>(city_.junctions.size());
        const std::int64_t bend_x = bend(), bend_y = bend();
        city_.junctions.push_back({from.x_dm + (to.x_dm - from.x_dm) * k / pieces + bend_x,
                                   from.y_dm + (to.y_dm - from.y_dm) * k / pieces + bend_y,
                                   tiles()[k * 2 < pieces ? a : b].district, 0, 0});
        tile_of_.push_back(-1);
        people_.push_back(100);
        city_.roads.push_back({before, here, 80, false});
        before = here;
      }
      city_.roads.push_back({before, j, 80, false});
      return;
    }
  }

  // Cutting towns short may leave loose ends.
  void keep_strong_part() {
    RoadGraphBuilder graph;
    for (const Junction& j : city_.junctions)
      graph.add_node(static_cast<double>(j.x_dm) / 10, static_cast<double>(j.y_dm) / 10, "");
    for (const MadeUpCity::Road& r : city_.roads) {
      graph.add_arc(NodeId(r.from), NodeId(r.to), 1, 1);
      if (!r.oneway) graph.add_arc(NodeId(r.to), NodeId(r.from), 1, 1);
    }
    const LargestStrongPart part = largest_strong_part(graph.build());
    std::vector<std::uint32_t> renamed(city_.junctions.size(), ~0u);
    std::vector<Junction> junctions;
    std::vector<int> tile_of;
    std::vector<double> people;
    for (const NodeId old : part.kept) {
      renamed[old.index()] = static_cast<std::uint32_t>(junctions.size());
      junctions.push_back(city_.junctions[old.index()]);
      tile_of.push_back(tile_of_[old.index()]);
      people.push_back(people_[old.index()]);
    }
    std::vector<MadeUpCity::Road> roads;
    for (MadeUpCity::Road r : city_.roads) {
      r.from = renamed[r.from], r.to = renamed[r.to];
      if (r.from != ~0u && r.to != ~0u) roads.push_back(r);
    }
    for (std::uint32_t& s : stations_) s = renamed[s];
    city_.junctions = std::move(junctions);
    city_.roads = std::move(roads);
    tile_of_ = std::move(tile_of);
    people_ = std::move(people);
    fast_.assign(city_.junctions.size(), 0);
    for (const MadeUpCity::Road& r : city_.roads)
      for (const std::uint32_t j : {r.from, r.to}) fast_[j] += r.speed_kmh >= 40;
  }

  // Whole people, and thousandths of calls that add up exactly: the rounded running sum is shared.
  void share_out() {
    std::vector<double> calls(people_);
    for (std::size_t j = 0; j < calls.size(); ++j)
      calls[j] *=
          tile_of_[j] < 0 ? 1.0 : tiles()[static_cast<std::size_t>(tile_of_[j])].calls_a_head;
    const double sum = std::accumulate(calls.begin(), calls.end(), 0.0);
    double running = 0, heads = 0;
    std::int64_t given = 0, counted = 0;
    for (std::size_t j = 0; j < calls.size(); ++j) {
      running += calls[j];
      heads += people_[j];
      const std::int64_t until = std::llround(running / sum * order_.calls_per_day * 1000);
      city_.junctions[j].millicalls = until - given;
      given = until;
      city_.junctions[j].people = std::llround(heads) - counted;
      counted += city_.junctions[j].people;
    }
  }

  template <class May>
  std::uint32_t nearest(std::int64_t x_dm, std::int64_t y_dm, May may) const {
    const Junction here{x_dm, y_dm, 0, 0, 0};
    std::uint32_t best = ~0u;
    for (std::uint32_t j = 0; j < city_.junctions.size(); ++j)
      if (may(j) &&
          (best == ~0u || squared(here, city_.junctions[j]) < squared(here, city_.junctions[best])))
        best = j;
    if (best == ~0u) throw std::runtime_error("no junction is left for a place");
    return best;
  }
  MadeUpCity::Line around(std::uint32_t centre, std::size_t count) const {
    std::vector<std::uint32_t> order(city_.junctions.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto key = [&](std::uint32_t j) {
      return std::pair(squared(city_.junctions[centre], city_.junctions[j]), j);
    };
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count),
                      order.end(), [&](auto a, auto b) { return key(a) < key(b); });
    order.resize(count);
    return order;
  }

  // Gates where main streets cross an oval line.
  void add_gates(std::vector<MadeUpCity::Place>& out, const char* prefix, const char* name,
                 int count, std::int64_t x_dm, std::int64_t y_dm, double half_x_dm,
                 double half_y_dm) {
    for (int g = 0; g < count; ++g) {
      const double angle = 2 * portable::kPi * g / count;
      const std::uint32_t j =
          nearest(x_dm + std::llround(half_x_dm * portable::cos(angle)),
                  y_dm + std::llround(half_y_dm * portable::sin(angle)),
                  [&](std::uint32_t n) { return fast_[n] >= 2 && !taken_.count(n); });
      taken_.insert(j);
      out.push_back({fmt::format("{}{:02}", prefix, g + 1), fmt::format("{} {}", name, g + 1), j});
    }
  }

  // Places where people are: every so many of them one, in the order of the junctions.
  std::vector<std::uint32_t> among_people(std::uint32_t count, const char* purpose) {
    double total = std::accumulate(people_.begin(), people_.end(), 0.0), running = 0;
    double next = random_.stream("places", purpose).uniform();
    std::vector<std::uint32_t> out;
    for (std::uint32_t j = 0; j < people_.size() && out.size() < count; ++j) {
      running += people_[j] / total * count;
      if (running < next) continue;
      out.push_back(j);
      next += 1;
    }
    if (out.size() < count) throw std::runtime_error("more places than junctions with people");
    return out;
  }

  void add_places() {
    std::sort(stations_.begin(), stations_.end());
    std::map<std::uint32_t, int> number;
    for (const std::uint32_t s : stations_) {
      if (s == ~0u) throw std::runtime_error("a station has fallen off the edge");
      taken_.insert(s);
      const std::uint32_t d = city_.junctions[s].district;
      city_.stations.push_back({fmt::format("W{:02}", city_.stations.size() + 1),
                                fmt::format("{} {}", kStationNames[d], ++number[d]), s});
      city_.radiating.push_back(around(s, 12));
    }
    add_gates(city_.inner_gates, "G", "Inner ring gate", 82, (column(0) + column(1)) / 2,
              (row(0) + row(1)) / 2, 62'000, 48'000);
    add_gates(city_.police_gates, "P", "Police checkpoint", 29, (column(0) + column(3)) / 2,
              row(0) + kUpDm / 4, 150'000, 72'000);
    int n = 0;
    for (const std::uint32_t j : among_people(order_.schools, "schools")) {
      ++n;  // two in five are kindergartens
      const bool small = n % 5 == 2 || n % 5 == 4;
      city_.schools.push_back({fmt::format("{}{:03}", small ? "K" : "S", n),
                               fmt::format("{} {}", small ? "Kindergarten" : "School", n), j});
    }
    for (const std::uint32_t j : among_people(10, "parcels")) {
      const auto i = city_.outlets.size() + 1;
      city_.outlets.push_back({fmt::format("E{:02}", i), fmt::format("Parcel outlet {}", i), j});
    }
    const auto by_tile = [&](std::vector<MadeUpCity::Place>& out, const char* prefix,
                             const char* name, std::initializer_list<std::size_t> where,
                             std::int64_t off_dm) {
      for (const std::size_t t : where) {
        const std::uint32_t j =
            nearest(tiles()[t].x_dm + off_dm, tiles()[t].y_dm - off_dm,
                    [&](std::uint32_t k) { return fast_[k] >= 2 && !taken_.count(k); });
        taken_.insert(j);
        const auto i = out.size() + 1;
        out.push_back({fmt::format("{}{:02}", prefix, i), fmt::format("{} {}", name, i), j});
      }
    };
    by_tile(city_.fire, "F", "Fire station", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 4'000);
    by_tile(city_.gas, "Q", "Gas depot", {1, 2, 5, 7, 8, 9}, 8'000);
    city_.park =
        around(nearest(tiles()[7].x_dm, tiles()[7].y_dm, [](std::uint32_t) { return true; }), 10);
    for (std::size_t t = kFirstApart; t < tiles().size(); ++t)
      city_.outlying.push_back(around(
          nearest(tiles()[t].x_dm, tiles()[t].y_dm, [](std::uint32_t) { return true; }), 20));
    add_railway();
  }

  // The line runs from west to east between the two rows of towns.
  void add_railway() {
    constexpr std::size_t kSections = 8;
    MadeUpCity::Line line;
    const std::int64_t y = (row(0) + row(1)) / 2;
    for (std::int64_t x = column(0) - kAcrossDm / 2; x <= column(3) + kAcrossDm / 2; x += 7'000) {
      const std::uint32_t j = nearest(x, y, [](std::uint32_t) { return true; });
      if (line.empty() || line.back() != j) line.push_back(j);
    }
    for (std::size_t s = 0; s < kSections; ++s)
      city_.railway.emplace_back(
          line.begin() + static_cast<std::ptrdiff_t>(s * line.size() / kSections),
          line.begin() + static_cast<std::ptrdiff_t>((s + 1) * line.size() / kSections));
  }

  const CityOrder order_;
  const Random random_;
  MadeUpCity city_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends_;  // junctions of each tile
  std::vector<int> tile_of_;                                   // per junction; -1: open country
  std::vector<double> people_;
  std::vector<int> fast_;  // per junction: main streets that meet there
  std::vector<std::uint32_t> stations_;
  std::set<std::uint32_t> taken_;
};

}  // namespace

MadeUpCity made_up_city(const CityOrder& order) {
  return Builder(order).build();
}

}  // namespace vedette::testing
