// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "world/document/located.hpp"

namespace vedette {

/// A text in both languages.
struct StudyText {
  std::string en, zh;
};

/// One value that a factor takes.
struct FactorLevel {
  std::string name;                                          ///< what people call it: "8", "north"
  Json value;                                                ///< what stands in the scenario
  double number = std::numeric_limits<double>::quiet_NaN();  ///< the value where it is one
  std::optional<double> cost;                                ///< of this level, where it is said
};

/// What varies between designs.
struct Factor {
  std::string name;
  StudyText label;
  std::string path;  ///< as with --set
  std::vector<FactorLevel> levels;
  bool is_range = false;
  double from = 0, to = 0;
  bool whole = false;
  std::optional<double> unit_cost;
  Place place;  ///< of its path in the study file

  /// The value at `u` in [0, 1]: a range from end to end (whole numbers share it evenly), or one of
  /// the levels, which share it evenly.
  FactorLevel at(double u) const;
};

/// A figure that decides.
struct StudyMeasure {
  std::string id;
  int goal = 0;  ///< +1: the largest is best, -1: the smallest, 0: neither
  std::optional<double> at_least, at_most;
  std::optional<double> half_width, difference_half_width;

  /// +1: more is better, by its goal or else its target; -1: less is; 0: neither.
  int direction() const { return goal != 0 ? goal : at_least ? 1 : at_most ? -1 : 0; }
};

/// One combination of levels: a design.
struct DesignPoint {
  std::string name;
  StudyText label;                                 ///< what people call it, where that is said
  std::string scenario;                            ///< file or folder, as it is opened
  std::vector<std::string> overrides;              ///< PATH=VALUE, in order
  std::vector<std::optional<FactorLevel>> levels;  ///< by factor; none: as in the scenario
  std::vector<double> unit;    ///< by factor, where the design is of points in [0, 1]
  std::optional<double> cost;  ///< sum of unit costs, where all are known
  bool planned = true;         ///< false: a baseline that is none of the design's combinations
};

enum class DesignKind {
  kFullFactorial,
  kFractionalFactorial,
  kLatinHypercube,
  kList,
  kScenarios,
  kOneAtATime,
  kMorris,
  kSobol,
};
enum class RuleKind { kFixed, kSequential, kKn, kOcba };
enum class Correction { kHolm, kBonferroni, kNone };

/// How many replications each design gets.
struct ReplicationRule {
  RuleKind kind = RuleKind::kFixed;
  std::uint64_t count = 1;  ///< fixed
  std::uint64_t first = 20, step = 10, most = 1, budget = 0;
  double indifference = 0;
};

/// A study file, checked: what is run, what is compared, and when it is enough.
struct Study {
  StudyText name, question;
  std::string file;      ///< the study's own name without folders; "" where there is none
  Json document;         ///< as it was written, with its includes
  std::string scenario;  ///< the base scenario, as it is opened
  std::optional<std::uint64_t> seed;
  std::vector<Factor> factors;
  DesignKind kind = DesignKind::kList;
  std::vector<DesignPoint> designs;
  std::optional<std::size_t> baseline;  ///< index of the design that others are compared with
  std::vector<StudyMeasure> measures;
  bool keep_all = false;
  ReplicationRule rule;
  double confidence = 0.95;
  Correction correction = Correction::kHolm;
  unsigned resolution = 0;     ///< of a fractional factorial; 0: none
  unsigned morris_levels = 4;  ///< of the grid

  const DesignPoint* find(const std::string& design) const;
};

}  // namespace vedette
