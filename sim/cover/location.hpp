// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace vedette {

/// From candidate sites to targets, in any unit (metres, microseconds).
struct DistanceTable {
  static constexpr double kNoWay = std::numeric_limits<double>::infinity();
  std::size_t sites = 0;
  std::size_t targets = 0;
  std::vector<double> distance;  // sites x targets, a row for each site; >= 0 or kNoWay
  std::vector<double> weight;    // of the targets, >= 0

  double at(std::size_t site, std::size_t target) const {
    return distance[site * targets + target];
  }
  /// Throws std::invalid_argument where sizes or values make no sense.
  void check() const;
};

struct LocationAnswer {
  bool feasible = false;             // if not, nothing below means anything
  std::vector<std::uint32_t> sites;  // the new ones, ascending; MEXCLP: one entry for each unit
  double objective = 0;              // computed from the sites
  double bound = 0;                  // no answer is better
  bool proven = false;
};

/// What is asked of the five below. `standing`: sites that are there already, with one unit each;
/// they serve in addition to the `p` new ones. `node_limit` bounds the work.
struct LocationProblem {
  const DistanceTable& table;
  std::vector<std::uint32_t> standing = {};
  int node_limit = 1'000'000;
};

// All five are solved exactly, by branch and cut through CBC (see MixedInteger) or by set covering;
// an answer that hits the node limit is feasible but not proven. Of several equal answers always
// the same one. All throw std::invalid_argument on a table that does not pass check(), on p above
// the number of sites that are not standing, and on radii and fractions that make no sense.

/// MCLP: most weight within `radius` (<=) of p sites (Church & ReVelle 1974).
LocationAnswer max_covering(const LocationProblem& problem, std::size_t p, double radius);
/// p-median: least sum of weight x distance to the nearest site (Hakimi 1964; solved in the radius
/// formulation of Cornuejols, Nemhauser & Wolsey 1980, as Elloumi 2010 writes it).
LocationAnswer p_median(const LocationProblem& problem, std::size_t p);
/// p-center: least longest distance to the nearest site, weights aside (Hakimi 1964; by a search
/// over the distances with a covering problem at each, Minieka 1970). At most p sites.
LocationAnswer p_center(const LocationProblem& problem, std::size_t p);
/// LSCP: fewest sites with every target within `radius` (Toregas et al. 1971).
LocationAnswer fewest_sites(const LocationProblem& problem, double radius);
/// MEXCLP: most expected covered weight, sum w_i (1 - busy^k_i), where k_i of the p units are
/// within `radius` and at most `each` stand at one site (Daskin 1983).
LocationAnswer max_expected_covering(const LocationProblem& problem, std::size_t p, double radius,
                                     double busy, std::size_t each);

/// Number of sets of exactly `count` new sites that bring every target within `radius`; nothing
/// where that takes too long.
std::optional<std::uint64_t> ways_to_cover(const LocationProblem& problem, std::size_t count,
                                           double radius);

/// What a set of sites does; a site named twice has two units.
struct LocationFigures {
  double covered = 0;                // weight within `radius`
  double total = 0;                  // weight of all targets
  double sum = 0;                    // weight x distance to the nearest site
  double longest = 0;                // distance to the nearest site, over all targets
  double expected_covered = 0;       // sum w_i (1 - busy^k_i)
  std::vector<std::uint32_t> units;  // within `radius`, by target
};
LocationFigures location_figures(const DistanceTable& table, std::span<const std::uint32_t> sites,
                                 double radius, double busy);

}  // namespace vedette
