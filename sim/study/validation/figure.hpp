// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/statistics.hpp"

namespace vedette::validation {

/// What a model says about one thing: a number, a list (an entry per unit, class, mark …), the same
/// with a name for each entry, or names alone.
struct Figure {
  std::vector<double> values;
  std::vector<std::string> names;                 ///< of the values, or empty
  std::optional<std::vector<std::string>> texts;  ///< a figure that consists of names
  bool probability = false;                       ///< decides the half-width asked of simulations
};
using Figures = std::map<std::string, Figure, std::less<>>;

inline Figure number(double value) {
  return {{value}, {}, {}, false};
}
inline Figure probability(double value) {
  return {{value}, {}, {}, true};
}
inline Figure numbers(std::vector<double> values) {
  return {std::move(values), {}, {}, false};
}
inline Figure probabilities(std::vector<double> values) {
  return {std::move(values), {}, {}, true};
}
inline Figure texts(std::vector<std::string> names) {
  return {{}, {}, std::move(names), false};
}

/// What a simulation says: an interval for each entry of the figure of that name. A model's
/// simulation need not give every figure that its formula gives.
using SimulatedFigures = std::map<std::string, std::vector<Interval>, std::less<>>;

/// Level of every interval of a simulation here.
inline constexpr double kLevel = 0.999;

}  // namespace vedette::validation
