// SPDX-License-Identifier: Apache-2.0
// Models availability and detection_bound.
#include <cstdint>

#include "cover/availability.hpp"
#include "cover/detection_bound.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

namespace {

double block_availability(const Inputs& block) {
  if (block.has("availability")) return block.number("availability");
  if (block.has("mtbf_h")) return availability(block.number("mtbf_h"), block.number("mttr_h"));
  const int k = block.integer("k", 0);
  if (block.has("each"))
    return k_of_n(k, block.integer("n", 0), block_availability(Inputs(block.value("each"))));
  const char* const key = block.has("series")     ? "series"
                          : block.has("parallel") ? "parallel"
                                                  : "of";
  std::vector<double> parts;
  for (const Inputs& part : block.list(key)) parts.push_back(block_availability(part));
  if (block.has("series")) return series(parts);
  if (block.has("parallel")) return parallel(parts);
  return k_of_n(k, parts);
}

// Few repairmen for many: a formula for equal units alone.
double shared_repair(const Inputs& block, int repairmen) {
  if (!block.has("each") || !Inputs(block.value("each")).has("mtbf_h"))
    throw InputError{{block.located().key_place(), Severity::kError,
                      "with repairmen the system is k of n equal units", "give k, n and each"}};
  const Inputs each(block.value("each"));
  return k_of_n_repaired(block.integer("k", 0), block.integer("n", 0), each.number("mtbf_h"),
                         each.number("mttr_h"), repairmen);
}

}  // namespace

Figures availability_figures(const Inputs& inputs, const DataFolder&) {
  const Inputs system(inputs.value("system"));
  const double a = inputs.has("repairmen") ? shared_repair(system, inputs.integer("repairmen", 1))
                                           : block_availability(system);
  return {{"availability", probability(a)},
          {"down_h_a_year", number(down_hours_a_year(a))},
          {"expected_down", number(expected_down(inputs.integer("units", 1), a))}};
}

Figures detection_bound_figures(const Inputs& inputs, const DataFolder&) {
  const double confidence = inputs.number("confidence", 0.95);
  Figures figures;
  if (inputs.has("trials") || inputs.has("detected")) {
    const std::vector<double> detected = inputs.numbers("detected");
    const std::vector<double> trials = inputs.numbers("trials");
    if (detected.size() != trials.size())
      throw InputError{{inputs.located().key_place(), Severity::kError,
                        "'detected' and 'trials' need the same number of entries", ""}};
    Figure lower = probabilities({}), upper = probabilities({});
    for (std::size_t i = 0; i < trials.size(); ++i) {
      const auto d = static_cast<std::uint64_t>(detected[i]);
      const auto n = static_cast<std::uint64_t>(trials[i]);
      lower.values.push_back(detection_lower_bound(d, n, confidence));
      upper.values.push_back(detection_upper_bound(d, n, confidence));
    }
    figures["lower"] = lower;
    figures["upper"] = upper;
  }
  if (inputs.has("p")) {
    Figure needed = numbers({});
    for (const double p : inputs.numbers("p"))
      needed.values.push_back(static_cast<double>(tests_to_show(p, confidence)));
    figures["tests_needed"] = needed;
  }
  return figures;
}

}  // namespace vedette::validation
