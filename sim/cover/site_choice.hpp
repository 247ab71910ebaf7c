// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cover/location.hpp"
#include "world/city.hpp"

namespace vedette {

/// Where stations of a city should stand, as people ask it (`vedette sites`, a study's `sites`).
struct SiteQuestion {
  std::string goal = "coverage";      ///< coverage, expected, mean, longest, all
  double minutes = 3;                 ///< standard
  double busy = 0.3;                  ///< share of the time that a unit is busy
  double turnout_s = 0;               ///< call to driving off
  std::uint32_t district = kNoIndex;  ///< only its places
  std::size_t candidates = 0;         ///< only the junctions with most calls; 0: all
  bool keep = false;                  ///< the city's stations stay
  std::vector<std::string> given;     ///< junctions that must be candidates, too
  int node_limit = 20'000;
};

/// Candidate places and the calls they would serve, over the city's roads by siren.
struct SiteTown {
  std::vector<NodeId> sites, targets;
  std::vector<std::uint32_t> standing;
  DistanceTable table;  ///< microseconds; weight: calls a day
};
SiteTown site_town(const City& city, const SiteQuestion& question);

/// The question's answer with `p` new sites (units with goal "expected"; of no meaning with "all").
/// Throws std::invalid_argument.
LocationAnswer choose_sites(const SiteTown& town, const SiteQuestion& question, std::size_t p);

/// How far an answer may be from the best, as a share of it; 0: proven.
double site_gap(const LocationAnswer& answer);
/// Names of the junctions that were chosen.
std::vector<std::string> site_names(const City& city, const SiteTown& town,
                                    const LocationAnswer& answer);
/// `minutes` in the table's unit.
double site_radius(const SiteQuestion& question);

}  // namespace vedette
