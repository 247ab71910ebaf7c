// SPDX-License-Identifier: Apache-2.0
// Where units that have become free wait: dynamic MEXCLP (Jagtenberg, Bhulai, van der Mei 2015,
// "An efficient heuristic for real-time ambulance redeployment", Operations Research for Health
// Care 4). The unit goes to the station where it adds most expected cover, given where the other
// free units are or are heading: sum over places d_i (1 - q) q^(k_i), k_i the free units that cover
// place i already, q the share of time a unit is busy.
#include <vector>

#include "cover/expected_coverage.hpp"
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
  CityState& state = run.city;
  state.cover.assign(city.areas.size(), 0);
  state.calls_at.clear();
  for (const DemandArea& area : city.areas) state.calls_at.push_back(area.calls_per_day);
  state.busy_powers = busy_powers(city.dispatch.busy_share, city.units.size());
  std::vector<std::uint32_t> near;
  for (const Station& station : city.stations) {
    near.clear();
    const std::vector<Duration> times = city.siren->times_from(station.node);
    for (std::uint32_t a = 0; a < city.areas.size(); ++a)
      if (times[city.areas[a].node.index()] <= city.dispatch.cover_within) near.push_back(a);
    state.covered_by.add_point(near);
  }
}

NodeId best_post(Run& run, const Unit& unit) {
  const City& city = run.world.city;
  const CityState& state = run.city;
  if (city.stations.empty()) return unit.home;
  const BestPoint best =
      best_waiting_point(state.covered_by, state.calls_at, state.cover, state.busy_powers);
  // Home stays home unless another station is truly better.
  const std::size_t home = station_at(city, unit.home);
  const double at_home = home < city.stations.size()
                             ? marginal_coverage(state.covered_by.of(home), state.calls_at,
                                                 state.cover, state.busy_powers)
                             : 0;
  return best.gain > at_home ? city.stations[best.point].node : unit.home;
}

void set_covering(Run& run, UnitState& unit, bool covers) {
  if (unit.covers == covers || run.city.cover.empty()) return;
  unit.covers = covers;
  const std::size_t s = station_at(run.world.city, unit.post);
  if (s == run.world.city.stations.size()) return;
  count_unit(run.city.covered_by.of(s), covers ? 1 : -1, run.city.cover);
}

}  // namespace vedette
