// SPDX-License-Identifier: Apache-2.0
#include "cover/site_choice.hpp"

#include <algorithm>
#include <cmath>

#include "space/shortest_paths.hpp"

namespace vedette {

namespace {

constexpr double kMicro = 1e6;

}  // namespace

SiteTown site_town(const City& city, const SiteQuestion& q) {
  SiteTown town;
  std::vector<const DemandArea*> targets, places;
  for (const DemandArea& area : city.areas)
    if (q.district == kNoIndex || area.district == q.district) targets.push_back(&area);
  places = targets;
  if (q.candidates > 0 && q.candidates < places.size()) {
    // The busiest junctions; of equals the first.
    std::stable_sort(places.begin(), places.end(), [](const auto* a, const auto* b) {
      return a->calls_per_day > b->calls_per_day;
    });
    places.resize(q.candidates);
    std::sort(places.begin(), places.end());
  }
  for (const DemandArea* area : places) town.sites.push_back(area->node);
  const auto number_of = [&](NodeId node) {
    const auto found = std::find(town.sites.begin(), town.sites.end(), node);
    if (found != town.sites.end()) return static_cast<std::uint32_t>(found - town.sites.begin());
    town.sites.push_back(node);
    return static_cast<std::uint32_t>(town.sites.size() - 1);
  };
  if (q.keep)
    for (const Station& station : city.stations)
      if (q.district == kNoIndex || station.district == q.district) {
        const std::uint32_t site = number_of(station.node);
        if (std::find(town.standing.begin(), town.standing.end(), site) == town.standing.end())
          town.standing.push_back(site);
      }
  for (const std::string& name : q.given)
    if (const auto node = city.roads->find(name)) (void)number_of(*node);
  town.table.sites = town.sites.size();
  town.table.targets = targets.size();
  const RoadGraph& roads = city.siren->graph();
  const double faster = city.siren->speed_factor();
  ShortestPaths paths(roads);
  for (const NodeId site : town.sites) {
    const ShortestPaths::Source start{site, {}};
    paths.run(std::span(&start, 1));
    for (const DemandArea* area : targets) {
      const Duration way = paths.time(area->node);
      town.table.distance.push_back(
          way == kUnreachable
              ? DistanceTable::kNoWay
              : std::round(static_cast<double>(way.us) / faster + q.turnout_s * kMicro));
    }
  }
  for (const DemandArea* area : targets) {
    town.targets.push_back(area->node);
    town.table.weight.push_back(area->calls_per_day);
  }
  return town;
}

double site_radius(const SiteQuestion& q) {
  return std::round(q.minutes * 60 * kMicro);
}

LocationAnswer choose_sites(const SiteTown& town, const SiteQuestion& q, std::size_t p) {
  const LocationProblem problem{town.table, town.standing, q.node_limit};
  const double radius = site_radius(q);
  if (q.goal == "coverage") return max_covering(problem, p, radius);
  if (q.goal == "mean") return p_median(problem, p);
  if (q.goal == "longest") return p_center(problem, p);
  if (q.goal == "all") return fewest_sites(problem, radius);
  return max_expected_covering(problem, p, radius, q.busy, p);
}

double site_gap(const LocationAnswer& answer) {
  if (answer.proven) return 0;
  const double scale = std::max(std::fabs(answer.objective), 1e-9);
  return std::fabs(answer.objective - answer.bound) / scale;
}

std::vector<std::string> site_names(const City& city, const SiteTown& town,
                                    const LocationAnswer& answer) {
  std::vector<std::string> names;
  for (const std::uint32_t s : answer.sites) names.push_back(city.roads->node(town.sites[s]).name);
  return names;
}

}  // namespace vedette
