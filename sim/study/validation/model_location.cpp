// SPDX-License-Identifier: Apache-2.0
// Model location: where units, posts, stations should stand.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "cover/expected_coverage.hpp"
#include "study/validation/location_inputs.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

namespace {

[[noreturn]] void refuse(const Place& place, std::string message, std::string hint = "") {
  throw InputError{{place, Severity::kError, std::move(message), std::move(hint)}};
}

class Solver {
 public:
  Solver(const Inputs& inputs, const LocationInputs& location)
      : inputs_(inputs), location_(location), problem_{location.table, location.standing} {
    problem_.node_limit = inputs.integer("node_limit", problem_.node_limit);
    kind_ = inputs.text("problem", "");
  }
  const std::string& kind() const { return kind_; }
  const LocationProblem& problem() const { return problem_; }

  double radius() const {
    if (location_.radius) return *location_.radius;
    refuse(inputs_.located().key_place(), fmt::format("'{}' needs 'cover'", kind_),
           "distance or time within which a target counts as covered");
  }
  double busy() const { return inputs_.number("busy"); }

  LocationAnswer solve(std::size_t p) const {
    if (kind_ == "mclp") return max_covering(problem_, p, radius());
    if (kind_ == "p_median") return reaching_all(p_median(problem_, p));
    if (kind_ == "p_center") return reaching_all(p_center(problem_, p));
    if (kind_ == "lscp") return covering_all(fewest_sites(problem_, radius()));
    return max_expected_covering(
        problem_, p, radius(), busy(),
        static_cast<std::size_t>(
            inputs_.integer("units_per_site", static_cast<int>(std::max<std::size_t>(p, 1)))));
  }

  // The objective of sites that were given or chosen, in the units of the case.
  double objective(const LocationFigures& figures, std::size_t sites) const {
    if (kind_ == "mclp") return figures.covered;
    if (kind_ == "p_median") return figures.sum / location_.unit;
    if (kind_ == "p_center") return figures.longest / location_.unit;
    if (kind_ == "lscp") return static_cast<double>(sites);
    return figures.expected_covered;
  }

 private:
  LocationAnswer reaching_all(LocationAnswer answer) const {
    if (answer.feasible) return answer;
    refuse(inputs_.located().key_place(), "no such number of sites reaches every target");
  }
  LocationAnswer covering_all(LocationAnswer answer) const {
    if (answer.feasible) return answer;
    std::vector<std::string> far;
    const DistanceTable& table = location_.table;
    for (std::size_t t = 0; t < table.targets; ++t) {
      bool near = false;
      for (std::size_t s = 0; s < table.sites; ++s) near = near || table.at(s, t) <= radius();
      if (!near) far.push_back(location_.targets[t]);
    }
    refuse(inputs_.located().key_place(),
           fmt::format("no site covers the targets {}", fmt::join(far, " ")));
  }

  const Inputs& inputs_;
  const LocationInputs& location_;
  LocationProblem problem_;
  std::string kind_;
};

// One entry for each p, named by it.
class Table {
 public:
  void add(std::string_view figure, const std::string& name, double value) {
    Figure& at = figures_.try_emplace(std::string(figure)).first->second;
    at.names.push_back(name);
    at.values.push_back(value);
  }
  Figures figures_;
};

std::vector<std::string> names_of(const std::vector<std::string>& names,
                                  const std::vector<std::uint32_t>& chosen) {
  std::vector<std::string> some;
  for (const std::uint32_t i : chosen) some.push_back(names[i]);
  return some;
}

// What one more unit would add at each site.
void add_gains(const LocationInputs& location, const LocationFigures& now, double radius,
               double busy, Figures& figures) {
  const DistanceTable& table = location.table;
  CoveredBy covered;
  std::vector<std::uint32_t> reached;
  for (std::size_t s = 0; s < table.sites; ++s) {
    reached.clear();
    for (std::uint32_t t = 0; t < table.targets; ++t)
      if (table.at(s, t) <= radius) reached.push_back(t);
    covered.add_point(reached);
  }
  const std::uint32_t most =
      now.units.empty() ? 0 : *std::max_element(now.units.begin(), now.units.end());
  const std::vector<double> powers = busy_powers(busy, most);
  Figure gain;
  for (std::size_t s = 0; s < table.sites; ++s) {
    gain.names.push_back(location.sites[s]);
    gain.values.push_back(marginal_coverage(covered.of(s), table.weight, now.units, powers));
  }
  figures["gain"] = gain;
  if (table.sites > 0)
    figures["next_site"] =
        texts({location.sites[best_waiting_point(covered, table.weight, now.units, powers).point]});
}

}  // namespace

Figures location_figures(const Inputs& inputs, const DataFolder& data) {
  const LocationInputs location = LocationInputs::read(inputs, data);
  const Solver solver(inputs, location);
  const bool counts_p = solver.kind() != "lscp";
  std::vector<double> sizes = inputs.numbers("p");
  if (location.given || !counts_p) {
    if (inputs.has("p"))
      refuse(inputs.value("p").place(),
             counts_p ? "'p' and 'sites' exclude each other" : "'lscp' finds the number itself");
    sizes = {0};
  } else if (sizes.empty()) {
    inputs.value("p");
  }

  const double radius = location.radius.value_or(0);
  const double busy = inputs.number("busy", 0), unit = location.unit;
  Table table;
  LocationAnswer answer;
  LocationFigures last;
  for (const double size : sizes) {
    if (location.given) {
      answer.sites = *location.given;
      answer.proven = answer.feasible = true;
      if (solver.kind() == "mexclp") solver.busy();
      if (solver.kind() == "mexclp" || solver.kind() == "mclp") solver.radius();
    } else {
      answer = solver.solve(static_cast<std::size_t>(size));
    }
    std::vector<std::uint32_t> serving = answer.sites;
    for (const std::uint32_t s : location.standing)
      if (std::find(serving.begin() + static_cast<std::ptrdiff_t>(answer.sites.size()),
                    serving.end(), s) == serving.end())
        serving.push_back(s);
    last = vedette::location_figures(location.table, serving, radius, busy);
    const std::string name =
        location.given || !counts_p ? std::to_string(answer.sites.size()) : number_text(size);
    const double objective = solver.objective(last, answer.sites.size());
    table.add("objective", name, objective);
    if (!location.given) table.add("proven", name, answer.proven ? 1 : 0);
    table.add("site_count", name, static_cast<double>(answer.sites.size()));
    table.add("weighted_distance", name, last.sum / unit);
    table.add("mean_distance", name, last.total > 0 ? last.sum / last.total / unit : 0);
    table.add("longest_distance", name, last.longest / unit);
    if (location.times) {
      table.add("mean_min", name, last.total > 0 ? last.sum / last.total / unit / 60 : 0);
      table.add("longest_min", name, last.longest / unit / 60);
    }
    if (location.radius) {
      table.add("covered_weight", name, last.covered);
      table.add("covered_share", name, last.total > 0 ? last.covered / last.total : 0);
      table.add("covered_targets", name,
                static_cast<double>(std::count_if(last.units.begin(), last.units.end(),
                                                  [](std::uint32_t k) { return k > 0; })));
      if (inputs.has("busy")) table.add("expected_covered", name, last.expected_covered);
    }
  }
  Figures figures = std::move(table.figures_);
  figures["sites"] = texts(names_of(location.sites, answer.sites));
  figures["total_weight"] = number(last.total);
  if (location.radius && inputs.has("busy")) add_gains(location, last, radius, busy, figures);
  if (inputs.flag("count_ways", false)) {
    if (counts_p || location.given)
      refuse(inputs.value("count_ways").place(), "ways are counted for 'lscp' only");
    const auto ways = ways_to_cover(solver.problem(), answer.sites.size(), radius);
    if (!ways) refuse(inputs.value("count_ways").place(), "too many ways to count");
    figures["ways"] = number(static_cast<double>(*ways));
  }
  return figures;
}

}  // namespace vedette::validation
