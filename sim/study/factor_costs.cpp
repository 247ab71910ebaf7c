// SPDX-License-Identifier: Apache-2.0
#include "study/factor_costs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vedette {

void costs_of(const Located& at, Factor& factor, Diagnostics& diagnostics) {
  const auto costs = at.find("costs");
  if (!costs) return;
  if (factor.unit_cost)
    diagnostics.error(costs->key_place(), "a factor has costs or a unit_cost, not both");
  for (FactorLevel& level : factor.levels)
    if (const auto cost = costs->find(level.name))
      level.cost = cost->value().get<double>();
    else
      diagnostics.error(costs->key_place(), fmt::format("the level '{}' has no cost", level.name));
  for (std::size_t i = 0; i < costs->size(); ++i)
    if (std::none_of(factor.levels.begin(), factor.levels.end(),
                     [&](const FactorLevel& level) { return level.name == costs->key(i); }))
      diagnostics.error(costs->at(i).key_place(),
                        fmt::format("there is no level '{}'", costs->key(i)));
}

}  // namespace vedette
