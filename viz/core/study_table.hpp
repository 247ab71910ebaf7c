// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/lang.hpp"

namespace vedette::view {

/// A mean with its interval; NaN where it is not known (one replication, an unfinished study).
struct StudyValue {
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  double mean = kUnknown, low = kUnknown, high = kUnknown;
  bool known() const { return mean == mean; }
  bool has_interval() const { return low == low && high == high; }
};

/// A measure that the study shows.
struct StudyColumn {
  std::string id, label_en, label_zh, unit;
  int goal = 0;  ///< +1 the more the better, -1 the less, 0 neither
  double at_least = StudyValue::kUnknown, at_most = StudyValue::kUnknown;
  bool decides = true;
  std::string_view label(Lang lang) const { return lang == Lang::kZh ? label_zh : label_en; }
};

/// One replication of a design.
struct StudyRun {
  std::uint64_t rep = 1;
  std::string failure;         ///< "": it worked
  std::vector<double> values;  ///< by column; NaN: none
};

struct StudyDesign {
  std::string name, levels;            ///< "day_cars 8, night_cars 5"
  std::string scenario;                ///< of its own, as the study names it; "": the study's
  std::vector<std::string> overrides;  ///< PATH=VALUE, in order
  std::string hash;                    ///< of the scenario that was run
  bool baseline = false;
  double cost = StudyValue::kUnknown;
  std::string meets;                             ///< "met", "missed", "open"; "" without targets
  std::vector<StudyValue> results, differences;  ///< by column; differences may be empty
  std::uint64_t median = 0, worst = 0;           ///< replications, by the first column; 0: unknown
  std::vector<StudyRun> runs;                    ///< in order of replication
};

/// What the analysis says of its answer, beside which design it is.
struct StudyAnswer {
  std::vector<std::string> worse;  ///< measures in which it is worse than the baseline
  double chance = StudyValue::kUnknown;  ///< that a selection is right
  std::vector<std::pair<std::string, std::uint64_t>> dropped;  ///< by a selection, after so many
  std::size_t left = 0;                         ///< designs that a selection could not drop
  double selection_most = StudyValue::kUnknown;  ///< replications that it was given
  bool says_met = false;                        ///< whether targets were asked for
  double cap_most = StudyValue::kUnknown, cap_asked = StudyValue::kUnknown;
  /// Of a study of inputs: which matters most, and next; how much of that measure.
  std::string measure, factor, next;
  double size = StudyValue::kUnknown, next_size = StudyValue::kUnknown;
  bool share = false, few_points = false;  ///< sizes are shares of the variance
  /// Of two scenarios, before and after: the measure that differs most surely, how much, whether
  /// that is for the better (+1) or the worse (-1); and what the first measure says: "sure"
  /// (beyond chance, one is better), "differ" (beyond chance), "unsure", "same", "unknown".
  std::string lead, first;
  StudyValue lead_difference;
  int lead_way = 0;
};

/// What a file of results (FILE.vds, or FILE.vds.part of a study under way) says, for looking at.
struct StudyTable {
  std::string path;
  std::string name_en, name_zh, question_en, question_zh;
  std::string scenario;  ///< that it is about, as the study names it
  std::string file;  ///< the study's own file without folders; "" where two scenarios are compared
  std::string rule;  ///< "fixed", "sequential", …
  double confidence = 0.95;
  std::uint64_t seed = 1;
  bool complete = false;
  std::vector<StudyColumn> columns;
  std::vector<StudyDesign> designs;
  std::string answer_kind, answer_design;  ///< as in the analysis; "" for none
  bool answer_met = true, answer_sure = false;
  StudyAnswer answer;

  std::uint64_t runs() const;
  std::uint64_t failures() const;
  std::size_t deciding() const;  ///< columns that decide
  const StudyDesign* find(std::string_view design) const;
};

/// Whether the file says that it holds results of a study.
bool is_study_table(const std::string& path);
/// Throws InputError with one sentence.
StudyTable read_study_table(const std::string& path);

}  // namespace vedette::view
