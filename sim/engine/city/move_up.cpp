// SPDX-License-Identifier: Apache-2.0
// Where units that have become free wait: dynamic MEXCLP (Jagtenberg, Bhulai, van der Mei 2015,
// "An efficient heuristic for real-time ambulance redeployment", Operations Research for Health
// Care 4). The unit goes to the station where it adds most expected cover, given where the other
// free units are or are heading: sum over places d_i (1 - q) q^(k_i), k_i the free units that cover
// place i already, q the share of time a unit is busy.
#include <vector>

#include "engine/city/city_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

std::size_t station_at(const City& city, NodeId node) {
  for (std::size_t s = 0; s < city.stations.size(); ++s)
    if (city.stations[s].node == node) return s;
  return city.stations.size();
}

}  // namespace

void prepare_move_up(Run& run) {
  const City& city = run.world.city;
  if (city.dispatch.move_up == MoveUp::kNone) return;
  run.city.cover.assign(city.areas.size(), 0);
  run.city.covered_by.resize(city.stations.size());
  for (std::size_t a = 0; a < city.areas.size(); ++a)
    for (std::size_t s = 0; s < city.stations.size(); ++s)
      if (city.siren->time(city.stations[s].node, city.areas[a].node) <= city.dispatch.cover_within)
        run.city.covered_by[s].push_back(static_cast<std::uint32_t>(a));
}

NodeId best_post(Run& run, const Unit& unit) {
  const City& city = run.world.city;
  const double q = city.dispatch.busy_share;
  std::vector<double> power{1.0};  // q^k
  const auto share = [&](std::uint32_t k) {
    while (power.size() <= k) power.push_back(power.back() * q);
    return (1 - q) * power[k];
  };
  const auto gain_at = [&](std::size_t s) {
    double gain = 0;
    for (const std::uint32_t a : run.city.covered_by[s])
      gain += city.areas[a].calls_per_day * share(run.city.cover[a]);
    return gain;
  };
  // Home stays home unless another station is truly better.
  NodeId best = unit.home;
  const std::size_t home = station_at(city, unit.home);
  double most = home < city.stations.size() ? gain_at(home) : 0;
  for (std::size_t s = 0; s < city.stations.size(); ++s) {
    const double gain = gain_at(s);
    if (gain <= most) continue;
    most = gain;
    best = city.stations[s].node;
  }
  return best;
}

void set_covering(Run& run, UnitState& unit, bool covers) {
  if (unit.covers == covers || run.city.cover.empty()) return;
  unit.covers = covers;
  const std::size_t s = station_at(run.world.city, unit.post);
  if (s == run.world.city.stations.size()) return;
  for (const std::uint32_t a : run.city.covered_by[s]) run.city.cover[a] += covers ? 1 : -1u;
}

}  // namespace vedette
