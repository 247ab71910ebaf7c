// SPDX-License-Identifier: Apache-2.0
// Model hypercube.
#include <algorithm>

#include "study/validation/hypercube_inputs.hpp"

namespace vedette::validation {

std::vector<std::string> unit_names(const Inputs& inputs) {
  const Located units = inputs.value("units");
  std::vector<std::string> names;
  if (units.value().is_number()) {
    for (int i = 1; i <= inputs.integer("units", 0); ++i) names.push_back(std::to_string(i));
    return names;
  }
  for (std::size_t i = 0; i < units.size(); ++i) {
    names.push_back(name_of(units.at(i).value()));
    if (std::count(names.begin(), names.end(), names.back()) > 1)
      throw InputError{{units.at(i).place(), Severity::kError,
                        "there is a unit '" + names.back() + "' already", ""}};
  }
  return names;
}

HypercubeModel hypercube_of(const Inputs& inputs) {
  const std::vector<std::string> names = unit_names(inputs);
  const auto unit = [&](const Located& at) {
    const std::string name = name_of(at.value());
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      const std::string near = nearest(name, names);
      const bool from_zero = name == "0" && inputs.value("units").value().is_number();
      throw InputError{{at.place(), Severity::kError, "there is no unit '" + name + "'",
                        from_zero ? "Units are numbered from 1; 'units: [0, 1, …]' names them."
                        : near.empty() ? ""
                                       : "Did you mean '" + near + "'?"}};
    }
    return static_cast<std::size_t>(found - names.begin());
  };
  HypercubeModel model;
  model.queue = inputs.flag("queue", true);
  model.service_rate =
      inputs.has("service_rate") ? inputs.numbers("service_rate") : std::vector<double>{1};
  if (model.service_rate.size() == 1)
    model.service_rate.resize(names.size(), model.service_rate[0]);
  if (model.service_rate.size() != names.size())
    throw InputError{{inputs.value("service_rate").place(), Severity::kError,
                      "service_rate has " + std::to_string(model.service_rate.size()) +
                          " entries for " + std::to_string(names.size()) + " units",
                      ""}};
  for (const Inputs& given : inputs.list("atoms")) {
    HypercubeAtom atom;
    atom.call_rate = given.number("rate");
    const Located preference = given.value("preference");
    for (std::size_t i = 0; i < preference.size(); ++i)
      atom.preference.push_back(unit(preference.at(i)));
    if (given.has("home")) atom.home = unit(given.value("home"));
    model.atoms.push_back(std::move(atom));
  }
  return model;
}

Figures hypercube_figures(const Inputs& inputs, const DataFolder&) {
  const HypercubeModel model = hypercube_of(inputs);
  const HypercubeResult result =
      inputs.text("method", "exact") == "exact"
          ? hypercube_exact(model)
          : hypercube_approximate(model, inputs.integer("iterations", 1000));
  Figures figures{{"workload", probabilities(result.workload)},
                  {"p_all_busy", probability(result.p_all_busy)},
                  {"p_lost", probability(result.p_lost)},
                  {"mean_queue", number(result.mean_queue)},
                  {"mean_wait", number(result.mean_wait)},
                  {"inter_area", probability(result.inter_area)},
                  {"unit_share", probabilities(result.unit_share)}};
  figures["workload"].names = figures["unit_share"].names = unit_names(inputs);
  return figures;
}

}  // namespace vedette::validation
