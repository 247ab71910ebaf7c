// SPDX-License-Identifier: Apache-2.0
#include "cover/location.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/require.hpp"
#include "cover/expected_coverage.hpp"
#include "cover/median_bound.hpp"
#include "cover/mixed_integer.hpp"
#include "cover/set_cover.hpp"

namespace vedette {

void DistanceTable::check() const {
  if (distance.size() != sites * targets || weight.size() != targets)
    throw std::invalid_argument(fmt::format("{} distances and {} weights for {} sites, {} targets",
                                            distance.size(), weight.size(), sites, targets));
  for (const double d : distance)
    if (!(d >= 0)) throw std::invalid_argument(fmt::format("distance {} is not a number >= 0", d));
  for (const double w : weight) require_not_negative("weight", w);
}

namespace {

using Entries = std::vector<MixedInteger::Entry>;

// So few new sites are chosen by trying all.
constexpr std::size_t kFewSites = 1;
constexpr double kEqualCosts = 1e-9;  // of the cost

// Sites that are not standing, and for each site whether it stands.
struct Candidates {
  std::vector<bool> standing;
  std::vector<std::uint32_t> open;
};

std::invalid_argument too_many(std::size_t p, std::size_t free) {
  return std::invalid_argument(fmt::format("{} new sites of {} that are free", p, free));
}

Candidates candidates(const LocationProblem& problem) {
  problem.table.check();
  Candidates c;
  c.standing.assign(problem.table.sites, false);
  for (const std::uint32_t s : problem.standing) {
    if (s >= problem.table.sites)
      throw std::invalid_argument(fmt::format("site {} of {}", s, problem.table.sites));
    c.standing[s] = true;
  }
  for (std::uint32_t s = 0; s < problem.table.sites; ++s)
    if (!c.standing[s]) c.open.push_back(s);
  return c;
}

// A column for each site: standing ones are 1, `p` of the others (each up to `most`).
Candidates add_sites(const LocationProblem& problem, std::size_t p, std::size_t most,
                     MixedInteger& model) {
  Candidates c = candidates(problem);
  if (p > c.open.size() * most) throw too_many(p, c.open.size() * most);
  Entries row;
  for (std::uint32_t s = 0; s < problem.table.sites; ++s) {
    const double least = c.standing[s] ? 1 : 0;
    model.add_column(least, c.standing[s] ? 1 : static_cast<double>(most), 0, true);
    if (!c.standing[s]) row.push_back({s, 1});
  }
  model.add_row(row, RowSense::kEqual, static_cast<double>(p));
  return c;
}

// The new sites of an answer, as often as they were chosen.
LocationAnswer chosen_sites(const MixedIntegerAnswer& found, const Candidates& c) {
  LocationAnswer answer;
  answer.feasible = !found.values.empty();
  if (!answer.feasible) return answer;
  answer.proven = found.status == MixedIntegerStatus::kOptimal;
  for (const std::uint32_t s : c.open)
    answer.sites.insert(answer.sites.end(), static_cast<std::size_t>(found.values[s]), s);
  return answer;
}

LocationFigures figures_of(const DistanceTable& table, std::span<const std::uint32_t> sites,
                           double radius, double busy) {
  LocationFigures figures;
  figures.units.assign(table.targets, 0);
  for (std::size_t t = 0; t < table.targets; ++t) {
    double nearest = DistanceTable::kNoWay;
    for (const std::uint32_t s : sites) {
      nearest = std::min(nearest, table.at(s, t));
      figures.units[t] += table.at(s, t) <= radius ? 1 : 0;
    }
    const double w = table.weight[t];
    figures.total += w;
    if (figures.units[t] > 0) figures.covered += w;
    figures.sum += w > 0 ? w * nearest : 0;
    figures.longest = std::max(figures.longest, nearest);
  }
  figures.expected_covered = expected_coverage(table.weight, figures.units, busy);
  return figures;
}

LocationFigures with_standing(const LocationProblem& problem, const Candidates& c,
                              const LocationAnswer& answer, double radius, double busy) {
  std::vector<std::uint32_t> all = answer.sites;
  for (std::uint32_t s = 0; s < c.standing.size(); ++s)
    if (c.standing[s]) all.push_back(s);
  return figures_of(problem.table, all, radius, busy);
}

// No new site, or the best single one: every choice is looked at. `cost` of the figures, the least
// is best; infinity: not allowed.
template <class Cost>
LocationAnswer best_of_all(const LocationProblem& problem, std::size_t p, double radius,
                           double busy, Cost cost) {
  const Candidates c = candidates(problem);
  if (p > c.open.size()) throw too_many(p, c.open.size());
  LocationAnswer best, tried;
  const std::size_t choices = p == 0 ? 1 : c.open.size();
  for (std::size_t i = 0; i < choices; ++i) {
    if (p > 0) tried.sites.assign(1, c.open[i]);
    tried.objective = cost(with_standing(problem, c, tried, radius, busy));
    if (tried.objective == DistanceTable::kNoWay) continue;
    if (!best.feasible || tried.objective < best.objective) best = tried;
    best.feasible = best.proven = true;
    best.bound = best.objective;
  }
  return best;
}

// The covering problem of the targets that no standing site reaches. Columns are c.open.
SetCover uncovered_targets(const LocationProblem& problem, const Candidates& c, double radius) {
  const DistanceTable& table = problem.table;
  SetCover cover(c.open.size());
  std::vector<std::uint32_t> row;
  for (std::size_t t = 0; t < table.targets; ++t) {
    if (std::any_of(problem.standing.begin(), problem.standing.end(),
                    [&](std::uint32_t s) { return table.at(s, t) <= radius; }))
      continue;
    row.clear();
    for (std::uint32_t i = 0; i < c.open.size(); ++i)
      if (table.at(c.open[i], t) <= radius) row.push_back(i);
    cover.add_row(row);
  }
  return cover;
}

LocationAnswer covering_sites(const LocationProblem& problem, const Candidates& c, double radius) {
  const SetCover cover = uncovered_targets(problem, c, radius);
  LocationAnswer answer;
  for (std::size_t r = 0; r < cover.rows(); ++r)
    if (cover.row(r).empty()) return answer;
  SetCoverOptions options;
  options.steps = 2'000;
  options.node_limit = problem.node_limit;
  options.bound_entries = options.easy_entries = std::numeric_limits<std::size_t>::max();
  const SetCoverAnswer found = fewest_columns(cover, options);
  answer.feasible = true;
  answer.proven = found.proven;
  answer.objective = static_cast<double>(found.chosen.size());
  answer.bound = static_cast<double>(found.lower_bound);
  for (const std::uint32_t i : found.chosen) answer.sites.push_back(c.open[i]);
  return answer;
}

LocationAnswer median_by_branching(const LocationProblem& problem, std::size_t p) {
  MixedInteger model;
  const Candidates c = add_sites(problem, p, 1, model);
  const DistanceTable& table = problem.table;
  // For each target its distances d_1 < d_2 < ...; a column "no site within d_k" costs
  // weight (d_(k+1) - d_k) on top of d_1. With p sites open, some is among the nearest n - p + 1.
  const std::size_t nearest = c.open.size() - p + 1;
  std::vector<std::uint32_t> order(table.sites);
  for (std::size_t t = 0; t < table.targets; ++t) {
    for (std::uint32_t s = 0; s < order.size(); ++s) order[s] = s;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return table.at(a, t) < table.at(b, t);
    });
    std::optional<std::uint32_t> before;  // column "none within the distance before"
    for (std::size_t i = 0; i < order.size();) {
      const double d = table.at(order[i], t);
      if (d == DistanceTable::kNoWay) break;
      Entries row;
      for (; i < order.size() && table.at(order[i], t) == d; ++i) row.push_back({order[i], 1});
      const double next = i < order.size() ? table.at(order[i], t) : DistanceTable::kNoWay;
      const bool last = next == DistanceTable::kNoWay || i >= nearest;
      if (before) row.push_back({*before, -1});
      const double side = before ? 0 : 1;
      if (!last) {
        before = model.add_column(0, 1, table.weight[t] * (next - d), false);
        row.push_back({*before, 1});
      }
      model.add_row(row, RowSense::kAtLeast, side);
      if (last) break;
    }
    if (table.sites == 0 || table.at(order[0], t) == DistanceTable::kNoWay) return {};
  }
  const MixedIntegerAnswer found = model.solve(problem.node_limit);
  LocationAnswer answer = chosen_sites(found, c);
  if (!answer.feasible) return answer;
  answer.objective = with_standing(problem, c, answer, 0, 0).sum;
  double least = 0;
  for (std::size_t t = 0; t < table.targets; ++t) {
    double nearest_site = DistanceTable::kNoWay;
    for (std::size_t s = 0; s < table.sites; ++s)
      nearest_site = std::min(nearest_site, table.at(s, t));
    least += table.weight[t] * nearest_site;
  }
  answer.bound = answer.proven ? answer.objective : least + found.bound;
  return answer;
}

// A problem without some of its sites; `sites` are their numbers in the whole one.
struct Remaining {
  DistanceTable table;
  std::vector<std::uint32_t> sites, standing;
};

Remaining remaining(const LocationProblem& problem, const std::vector<bool>& out) {
  const DistanceTable& whole = problem.table;
  Remaining left{{0, whole.targets, {}, whole.weight}, {}, {}};
  for (std::uint32_t s = 0; s < whole.sites; ++s) {
    if (out[s]) continue;
    if (std::count(problem.standing.begin(), problem.standing.end(), s) > 0)
      left.standing.push_back(static_cast<std::uint32_t>(left.sites.size()));
    left.sites.push_back(s);
    const double* const row = &whole.distance[s * whole.targets];
    left.table.distance.insert(left.table.distance.end(), row, row + whole.targets);
  }
  left.table.sites = left.sites.size();
  return left;
}

}  // namespace

LocationAnswer max_covering(const LocationProblem& problem, std::size_t p, double radius) {
  require_not_negative("radius", radius);
  if (p <= kFewSites) {
    LocationAnswer best =
        best_of_all(problem, p, radius, 0, [](const LocationFigures& f) { return -f.covered; });
    best.objective = -best.objective;
    best.bound = -best.bound;
    return best;
  }
  MixedInteger model;
  const Candidates c = add_sites(problem, p, 1, model);
  const DistanceTable& table = problem.table;
  double total = 0;
  for (std::size_t t = 0; t < table.targets; ++t) {
    total += table.weight[t];
    // Uncovered (1) costs the target's weight, unless a site is near.
    const auto missed = model.add_column(0, 1, table.weight[t], false);
    Entries row{{missed, 1}};
    for (std::uint32_t s = 0; s < table.sites; ++s)
      if (table.at(s, t) <= radius) row.push_back({s, 1});
    model.add_row(row, RowSense::kAtLeast, 1);
  }
  const MixedIntegerAnswer found = model.solve(problem.node_limit);
  LocationAnswer answer = chosen_sites(found, c);
  if (!answer.feasible) return answer;
  answer.objective = with_standing(problem, c, answer, radius, 0).covered;
  answer.bound = answer.proven ? answer.objective : total - found.bound;
  return answer;
}

LocationAnswer p_median(const LocationProblem& problem, std::size_t p) {
  // Every target must be reached, also one without weight.
  if (p <= kFewSites)
    return best_of_all(problem, p, 0, 0, [](const LocationFigures& f) {
      return f.longest == DistanceTable::kNoWay ? f.longest : f.sum;
    });
  const Candidates c = candidates(problem);
  if (p > c.open.size()) throw too_many(p, c.open.size());
  const auto& distance = problem.table.distance;
  if (std::count(distance.begin(), distance.end(), DistanceTable::kNoWay) > 0)
    return median_by_branching(problem, p);
  const MedianBound known = median_bound(problem, p);
  LocationAnswer answer;
  answer.feasible = true;
  answer.sites = known.sites;
  answer.objective = with_standing(problem, c, answer, 0, 0).sum;
  answer.bound = std::min(known.lower, answer.objective);
  answer.proven = known.cost - known.lower <= kEqualCosts * known.cost;
  if (answer.proven) answer.bound = answer.objective;
  if (answer.proven) return answer;
  // Only the sites that may be in a better choice.
  const Remaining left = remaining(problem, known.out);
  LocationAnswer found = median_by_branching({left.table, left.standing, problem.node_limit}, p);
  for (std::uint32_t& s : found.sites) s = left.sites[s];
  if (found.feasible && found.proven && found.objective <= answer.objective) return found;
  if (found.feasible && found.objective < answer.objective) {
    found.bound = std::clamp(found.bound, answer.bound, found.objective);
    return found;
  }
  answer.proven = found.proven;
  answer.bound =
      found.proven ? answer.objective : std::clamp(found.bound, answer.bound, answer.objective);
  return answer;
}

LocationAnswer p_center(const LocationProblem& problem, std::size_t p) {
  const Candidates c = candidates(problem);
  if (p > c.open.size()) throw too_many(p, c.open.size());
  if (p <= kFewSites)
    return best_of_all(problem, p, 0, 0, [](const LocationFigures& f) { return f.longest; });
  std::vector<double> radii{0};
  for (const double d : problem.table.distance)
    if (d != DistanceTable::kNoWay) radii.push_back(d);
  std::sort(radii.begin(), radii.end());
  radii.erase(std::unique(radii.begin(), radii.end()), radii.end());
  LocationAnswer best;
  best.proven = true;
  std::size_t low = 0, high = radii.size();  // the answer is in [low, high]
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const LocationAnswer found = covering_sites(problem, c, radii[middle]);
    if (found.feasible && found.sites.size() <= p) {
      best.feasible = true;
      best.sites = found.sites;
      high = middle;
    } else {
      best.proven = best.proven && (!found.feasible || found.bound > static_cast<double>(p));
      low = middle + 1;
    }
  }
  if (!best.feasible) return {};
  best.objective = with_standing(problem, c, best, 0, 0).longest;
  best.bound = best.proven ? best.objective : 0;
  return best;
}

LocationAnswer fewest_sites(const LocationProblem& problem, double radius) {
  require_not_negative("radius", radius);
  return covering_sites(problem, candidates(problem), radius);
}

std::optional<std::uint64_t> ways_to_cover(const LocationProblem& problem, std::size_t count,
                                           double radius) {
  return count_covers(uncovered_targets(problem, candidates(problem), radius), count);
}

LocationAnswer max_expected_covering(const LocationProblem& problem, std::size_t p, double radius,
                                     double busy, std::size_t each) {
  require_not_negative("radius", radius);
  require_probability("busy fraction", busy);
  MixedInteger model;
  const Candidates c = add_sites(problem, p, each, model);
  const DistanceTable& table = problem.table;
  const std::vector<double> powers = busy_powers(busy, p + problem.standing.size());
  double total = 0;
  for (std::size_t t = 0; t < table.targets; ++t) {
    // Covered k times is worth w (1 - busy) busy^(k - 1): earlier ones are worth more and come
    // first.
    Entries row;
    std::size_t most = 0;
    for (std::uint32_t s = 0; s < table.sites; ++s) {
      if (table.at(s, t) > radius) continue;
      row.push_back({s, -1});
      most += c.standing[s] ? 1 : each;
    }
    most = std::min(most, powers.size() - 1);
    for (std::size_t k = 1; k <= most; ++k) {
      const double worth = table.weight[t] * (1 - busy) * powers[k - 1];
      total += worth;
      row.push_back({model.add_column(0, 1, -worth, false), 1});
    }
    if (!row.empty()) model.add_row(row, RowSense::kAtMost, 0);
  }
  const MixedIntegerAnswer found = model.solve(problem.node_limit);
  LocationAnswer answer = chosen_sites(found, c);
  if (!answer.feasible) return answer;
  answer.objective = with_standing(problem, c, answer, radius, busy).expected_covered;
  answer.bound = answer.proven ? answer.objective : std::min(total, -found.bound);
  return answer;
}

LocationFigures location_figures(const DistanceTable& table, std::span<const std::uint32_t> sites,
                                 double radius, double busy) {
  table.check();
  return figures_of(table, sites, radius, busy);
}

}  // namespace vedette
