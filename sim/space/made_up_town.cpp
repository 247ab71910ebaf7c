// SPDX-License-Identifier: Apache-2.0
#include "space/made_up_town.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <tuple>

#include "base/portable_math.hpp"
#include "base/random.hpp"
#include "space/town_streets.hpp"
#include "space/travel_table.hpp"

namespace vedette {

namespace {

using Junction = MadeUpTown::Junction;

double tenths(std::int64_t mm) {
  const std::int64_t half = mm < 0 ? -50 : 50;
  return static_cast<double>((mm + half) / 100) / 10;
}

double apart(const Junction& a, const Junction& b) {
  const double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m;
  return std::sqrt(dx * dx + dy * dy);
}

int speed_kmh(StreetKind kind) {
  return kind == StreetKind::kArterial ? 60 : kind == StreetKind::kCollector ? 40 : 30;
}

// Junctions are numbered from the centre outwards: small numbers are in the old town.
void take_over(const TownStreets& streets, MadeUpTown& town) {
  std::vector<std::uint32_t> order(streets.nodes.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto key = [&](std::uint32_t n) {
    const PointMm p = streets.nodes[n].at;
    const std::int64_t dx = p.x - kTownCentre.x, dy = p.y - kTownCentre.y;
    return std::tuple(dx * dx + dy * dy, p, n);
  };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<std::uint32_t> renamed(order.size());
  for (const std::uint32_t n : order) {
    renamed[n] = static_cast<std::uint32_t>(town.junctions.size());
    const TownStreets::Node& node = streets.nodes[n];
    town.junctions.push_back({tenths(node.at.x), tenths(node.at.y), node.district, 0});
  }
  for (const TownStreets::Street& s : streets.streets) {
    std::uint32_t a = renamed[s.a], b = renamed[s.b];
    if (!s.oneway && b < a) std::swap(a, b);
    const double length = apart(town.junctions[a], town.junctions[b]);
    town.roads.push_back(
        {a, b, static_cast<double>(std::llround(length * 10)) / 10, speed_kmh(s.kind), s.oneway});
  }
  std::sort(town.roads.begin(), town.roads.end(), [](const auto& x, const auto& y) {
    return std::tie(x.from, x.to) < std::tie(y.from, y.to);
  });
  town.gate_junction = renamed[streets.gate];
  town.river = streets.river;
  town.river_width_m = streets.river_width_m;
}

// Calls follow people: dense in the centre, thin in the works; a junction speaks for half of each
// street that meets there. Shares are rounded to thousandths so that they add up exactly.
void spread_calls(MadeUpTown& town, double calls_per_day, const Random& random) {
  constexpr double kDistrictFactor[] = {1.25, 1.0, 0.85, 0.6};
  std::vector<double> weight(town.junctions.size(), 0);
  for (const MadeUpTown::Road& r : town.roads) {
    weight[r.from] += r.length_m / 2;
    weight[r.to] += r.length_m / 2;
  }
  double sum = 0;
  for (std::size_t j = 0; j < weight.size(); ++j) {
    const Junction& at = town.junctions[j];
    const double dx = (at.x_m - 3700) / 1000, dy = (at.y_m - 3000) / 1000;
    const double density = 0.5 + 2.0 * portable::exp(-(dx * dx + dy * dy) / 1.7);
    Stream stream = random.stream(fmt::format("place {:.1f} {:.1f}", at.x_m, at.y_m), "calls");
    weight[j] *= density * kDistrictFactor[at.district] * (0.5 + stream.uniform());
    sum += weight[j];
  }
  const std::int64_t total = std::llround(calls_per_day * 1000);
  // The rounded running sum is shared out, so the last one ends exactly at the total.
  double running = 0;
  std::int64_t given = 0;
  for (std::size_t j = 0; j < weight.size(); ++j) {
    running += weight[j];
    const bool last = j + 1 == weight.size();
    const std::int64_t until =
        last ? total : std::llround(running / sum * static_cast<double>(total));
    town.junctions[j].millicalls_per_day = until - given;
    given = until;
  }
}

// Stations where the squared travel times to the calls add up to the least, which spares long ways:
// greedy, then exchanges until none helps (Teitz & Bart, Operations Research 16(5), 1968). Sites
// are crossings on through roads.
std::vector<std::uint32_t> station_sites(const MadeUpTown& town, std::uint32_t stations) {
  const auto graph = std::make_shared<const RoadGraph>(road_graph(town));
  const TravelTable table(graph);
  std::vector<int> roads(town.junctions.size(), 0), through(town.junctions.size(), 0);
  for (const MadeUpTown::Road& r : town.roads)
    for (const std::uint32_t n : {r.from, r.to}) {
      ++roads[n];
      through[n] += r.speed_kmh >= 40;
    }
  std::vector<std::uint32_t> candidates;
  for (std::uint32_t n = 0; n < roads.size(); ++n)
    if (roads[n] >= 3 && through[n] >= 2 && n != town.gate_junction) candidates.push_back(n);

  const auto cost = [&](const std::vector<std::uint32_t>& sites) {
    double total = 0;
    for (std::size_t t = 0; t < town.junctions.size(); ++t) {
      const TimesRow times = table.times_to(NodeId(t));
      std::int64_t best = kUnreachable.us;
      for (const std::uint32_t s : sites) best = std::min(best, times[s]);
      const double seconds = static_cast<double>(best) * 1e-6;
      total += seconds * seconds * static_cast<double>(town.junctions[t].millicalls_per_day);
    }
    return total;
  };
  // The best site for place k of the list, the others staying.
  const auto improve = [&](std::vector<std::uint32_t>& sites, std::size_t k, double& least) {
    bool better = false;
    for (const std::uint32_t c : candidates) {
      std::vector<std::uint32_t> tried = sites;
      tried[k] = c;
      const double total = cost(tried);
      if (total >= least) continue;
      least = total;
      sites = tried;
      better = true;
    }
    return better;
  };
  std::vector<std::uint32_t> sites;
  double least = 0;
  for (std::uint32_t k = 0; k < stations && k < candidates.size(); ++k) {
    sites.push_back(candidates[0]);
    least = cost(sites);
    improve(sites, k, least);
  }
  for (bool better = true; better;) {
    better = false;
    for (std::size_t k = 0; k < sites.size(); ++k) better |= improve(sites, k, least);
  }
  std::sort(sites.begin(), sites.end());
  return sites;
}

// "Old town", or "East 1", "East 2" … where a district has several.
void name_stations(MadeUpTown& town, const std::vector<std::uint32_t>& sites) {
  const std::vector<std::string> names{"Old town", "New town", "East side", "West side"};
  std::vector<int> count(names.size(), 0), number(names.size(), 0);
  for (const std::uint32_t s : sites) ++count[town.junctions[s].district];
  for (const std::uint32_t s : sites) {
    const std::uint32_t d = town.junctions[s].district;
    town.stations.push_back(
        {count[d] == 1 ? names[d] : fmt::format("{} {}", names[d], ++number[d]), s});
  }
}

// Clear of the road that leads to the gate: 20 m north of all roads between x - 250 and x + 250.
double plot_y_m(const MadeUpTown& town, double x) {
  double north = town.junctions[town.gate_junction].y_m;
  for (const MadeUpTown::Road& r : town.roads) {
    const Junction &a = town.junctions[r.from], &b = town.junctions[r.to];
    if (std::min(a.x_m, b.x_m) > x + 250) continue;  // nothing lies further west
    for (const Junction* end : {&a, &b})
      if (end->x_m <= x + 250) north = std::max(north, end->y_m);
    if (a.x_m == b.x_m) continue;
    const double part = (x + 250 - a.x_m) / (b.x_m - a.x_m);
    if (part > 0 && part < 1) north = std::max(north, a.y_m + part * (b.y_m - a.y_m));
  }
  return static_cast<double>(std::llround((north + 20) * 10)) / 10;
}

}  // namespace

MadeUpTown made_up_town(const TownOrder& order) {
  const auto refuse = [](std::string message) {
    throw InputError{{{}, Severity::kError, std::move(message), {}}};
  };
  if (!(order.calls_per_day >= 0 && order.calls_per_day <= 1e6))
    refuse(fmt::format("calls per day {} not in [0, 1e6]", order.calls_per_day));
  if (order.stations > 100) refuse(fmt::format("{} stations, not in [0, 100]", order.stations));

  const Random random(order.seed, 0);
  TownStreets streets = lay_out_streets(random);
  tidy_streets(streets, random);
  make_oneway_pairs(streets, 3);

  MadeUpTown town;
  town.seed = order.seed;
  town.districts = {"old-town", "new-town", "east", "west"};
  take_over(streets, town);
  spread_calls(town, order.calls_per_day, random);
  name_stations(town, station_sites(town, order.stations));
  const Junction& gate = town.junctions[town.gate_junction];
  town.plot_x_m = gate.x_m - 200;
  town.plot_y_m = plot_y_m(town, gate.x_m);
  return town;
}

RoadGraph road_graph(const MadeUpTown& town) {
  RoadGraphBuilder builder;
  for (std::size_t j = 0; j < town.junctions.size(); ++j)
    builder.add_node(town.junctions[j].x_m, town.junctions[j].y_m, std::to_string(j + 1));
  for (const MadeUpTown::Road& r : town.roads) {
    const double seconds = r.length_m * 3.6 / r.speed_kmh;
    builder.add_arc(NodeId(r.from), NodeId(r.to), seconds, r.length_m);
    if (!r.oneway) builder.add_arc(NodeId(r.to), NodeId(r.from), seconds, r.length_m);
  }
  return builder.build();
}

namespace {

std::string heading(const MadeUpTown& town, std::string_view columns) {
  return fmt::format(
      "# A town that does not exist, made by the generator make_town with seed {}.\n{}\n",
      town.seed, columns);
}

}  // namespace

std::string junctions_csv(const MadeUpTown& town) {
  std::string out = heading(town, "id,x_m,y_m,district,calls_per_day");
  for (std::size_t j = 0; j < town.junctions.size(); ++j) {
    const Junction& at = town.junctions[j];
    out += fmt::format("{},{:.1f},{:.1f},{},{}.{:03}\n", j + 1, at.x_m, at.y_m,
                       town.districts[at.district], at.millicalls_per_day / 1000,
                       at.millicalls_per_day % 1000);
  }
  return out;
}

std::string roads_csv(const MadeUpTown& town) {
  std::string out = heading(town, "from,to,length_m,speed_kmh,oneway");
  for (const MadeUpTown::Road& r : town.roads)
    out += fmt::format("{},{},{:.1f},{},{}\n", r.from + 1, r.to + 1, r.length_m, r.speed_kmh,
                       r.oneway ? "yes" : "no");
  return out;
}

std::string stations_csv(const MadeUpTown& town) {
  std::string out = heading(town, "id,name,junction");
  for (std::size_t s = 0; s < town.stations.size(); ++s)
    out += fmt::format("S{},{},{}\n", s + 1, town.stations[s].name, town.stations[s].junction + 1);
  return out;
}

std::string river_csv(const MadeUpTown& town) {
  std::string out = heading(town, "x_m,y_m,width_m");
  for (const PointMm p : town.river)
    out += fmt::format("{:.1f},{:.1f},{:.1f}\n", tenths(p.x), tenths(p.y), town.river_width_m);
  return out;
}

}  // namespace vedette
