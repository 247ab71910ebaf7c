// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/validation/pack.hpp"

namespace vedette::validation {

/// Puts each expected figure beside ours; rows of the formula. What does not fit together (a figure
/// that the inputs do not give, lists of unlike lengths, unknown names) is added to the
/// diagnostics.
std::vector<Row> judge_formula(const Case& of, const Figures& figures, Diagnostics& diagnostics);

/// The rows of the simulation, for those of its figures that the case expects; `formula`: the rows
/// of judge_formula.
std::vector<Row> judge_simulation(const Case& of, const Figures& figures,
                                  const SimulatedFigures& simulated,
                                  const std::vector<Row>& formula);

/// Half a unit of the last decimal place of the shortest text of `expected`; for whole numbers a
/// millionth.
double default_tolerance(double expected);

}  // namespace vedette::validation
