// SPDX-License-Identifier: Apache-2.0
// Models patrol_exposure, patrol_idleness and travel_distance.
#include <algorithm>
#include <map>
#include <utility>

#include "cover/patrol_exposure.hpp"
#include "cover/square_root_law.hpp"
#include "cover/travel_distance.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

Figures patrol_exposure_figures(const Inputs& inputs, const DataFolder&) {
  const Distribution visits = distribution_of(inputs.value("visits"));
  Figure start = probabilities({}), after = probabilities({});
  for (const double exposed : inputs.numbers("exposed_s")) {
    const PatrolExposure result = patrol_exposure(exposed, visits);
    start.values.push_back(result.random_start);
    after.values.push_back(result.after_visit);
  }
  return {{"random_start", start}, {"after_visit", after}};
}

namespace {

double leg_length(const Inputs& inputs,
                  const std::map<std::pair<std::string, std::string>, double>& legs,
                  const std::string& from, const std::string& to, const Place& place) {
  if (inputs.has("leg_m")) return inputs.number("leg_m");
  const auto found = legs.find(std::minmax(from, to));
  if (found != legs.end()) return found->second;
  throw InputError{
      {place, Severity::kError, "there is no leg between '" + from + "' and '" + to + "'", ""}};
}

}  // namespace

Figures patrol_idleness_figures(const Inputs& inputs, const DataFolder&) {
  std::map<std::pair<std::string, std::string>, double> legs;
  if (inputs.has("legs") == inputs.has("leg_m"))
    throw InputError{{inputs.located().key_place(), Severity::kError,
                      "the inputs need either 'leg_m' or 'legs'", ""}};
  if (inputs.has("legs"))
    for (const Inputs& leg : inputs.list("legs"))
      legs[std::minmax(name_of(leg.value("from").value()), name_of(leg.value("to").value()))] =
          leg.number("length_m");

  // One agent goes round once; the others come by shifted by equal parts of the cycle.
  const Located route = inputs.value("route");
  const double speed = inputs.number("speed_mps");
  const int agents = inputs.integer("agents", 1);
  std::map<std::string, std::vector<double>> visits;
  double clock = 0;
  std::string here = name_of(route.at(0).value());
  for (std::size_t i = 1; i < route.size(); ++i) {
    visits[here].push_back(clock);
    const std::string next = name_of(route.at(i).value());
    clock += leg_length(inputs, legs, here, next, route.at(i).place()) / speed;
    here = next;
  }
  if (here != name_of(route.at(0).value()))
    throw InputError{
        {route.at(route.size() - 1).place(), Severity::kError,
         "the route must end where it began, at '" + name_of(route.at(0).value()) + "'",
         "Name it again at the end: the way back is part of the cycle."}};
  const double cycle = clock;
  double idleness = 0, interval = 0, worst = 0;
  Figure counts = numbers({});
  for (auto& [place, own] : visits) {
    std::vector<double> all;
    for (int agent = 0; agent < agents; ++agent)
      for (const double t : own) {
        const double shifted = t + cycle * agent / agents;
        all.push_back(shifted < cycle ? shifted : shifted - cycle);
      }
    std::sort(all.begin(), all.end());
    double squares = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double gap = (i + 1 < all.size() ? all[i + 1] : all[0] + cycle) - all[i];
      squares += gap * gap;
      worst = std::max(worst, gap);
    }
    idleness += squares / (2 * cycle);
    interval += cycle / static_cast<double>(all.size());
    counts.names.push_back(place);
    counts.values.push_back(static_cast<double>(own.size()));
  }
  const auto n = static_cast<double>(visits.size());
  return {{"cycle_s", number(cycle)},
          {"mean_idleness_s", number(idleness / n)},
          {"mean_interval_s", number(interval / n)},
          {"worst_interval_s", number(worst)},
          {"visits_a_cycle", counts},
          {"places", number(n)}};
}

Figures travel_distance_figures(const Inputs& inputs, const DataFolder&) {
  const Metric metric =
      inputs.text("metric", "") == "euclidean" ? Metric::kEuclidean : Metric::kRightAngle;
  Figures figures;
  if (inputs.has("width") || inputs.has("height")) {
    const double a = inputs.number("width"), b = inputs.number("height");
    figures["two_points"] = number(mean_distance_in_rectangle(a, b, metric));
    figures["from_centre"] = number(mean_distance_from_centre(a, b, metric));
  }
  if (inputs.has("density"))
    figures["to_nearest"] = number(mean_distance_to_nearest(inputs.number("density"), metric));
  const std::string how = inputs.text("layout", "random");
  const Scatter layout = how == "random"    ? Scatter::kRandom
                         : how == "squares" ? Scatter::kSquares
                                            : Scatter::kBest;
  figures["constant"] = number(square_root_constant(metric, layout));
  if (inputs.has("area"))
    figures["square_root_law"] = number(
        inputs.has("p_free")
            ? square_root_distance(inputs.number("area"), inputs.numbers("p_free"), metric, layout)
            : square_root_distance(inputs.number("area"), inputs.number("units"),
                                   inputs.number("busy", 0), metric, layout));
  return figures;
}

}  // namespace vedette::validation
