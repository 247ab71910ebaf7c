// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "measure/figures.hpp"

namespace vedette {

/// One run of a study: replication `rep` (from 1) of design `design` (from 0).
struct StudyTask {
  std::uint32_t design = 0;
  std::uint64_t rep = 0;
  friend auto operator<=>(const StudyTask&, const StudyTask&) = default;
};

/// What came of it.
struct StudyRow {
  StudyTask task;
  std::string failure;          ///< empty: it worked
  std::vector<Figure> figures;  ///< those with observations (n > 0)
  std::string places{};         ///< what happened where: to_bytes() of place_counts.hpp
};

/// All rows of a study, held by design, replication and measure, whatever the order they came in.
class StudyResults {
 public:
  struct Cell {
    std::uint32_t measure;
    double value;
    std::uint64_t n;
  };
  struct Run {
    std::string failure;
    std::vector<Cell> cells;
    std::string places;
  };

  explicit StudyResults(std::size_t designs) : runs_(designs) {}

  /// A second row of the same run takes the place of a failed one; else it is ignored.
  void add(const StudyRow& row);
  const std::map<std::uint64_t, Run>& runs(std::size_t design) const { return runs_[design]; }
  std::size_t designs() const { return runs_.size(); }
  const Run* find(const StudyTask& task) const;
  /// Replications 1, 2, … that are there without a gap, failed ones included.
  std::uint64_t complete_to(std::size_t design) const;
  std::uint64_t count() const;
  std::uint64_t failures() const;

  /// Names of the measures seen, by the numbers that cells use (of no meaning beyond this object).
  const std::vector<std::string>& measures() const { return names_; }
  /// The value of a measure in replication 1 … `last` of a design; NaN where there is none.
  std::vector<double> series(std::size_t design, std::string_view measure,
                             std::uint64_t last) const;
  /// Whether every observation of the measure is one yes or no a replication (up to `last`).
  bool yes_or_no(std::size_t design, std::string_view measure, std::uint64_t last) const;

 private:
  std::vector<std::map<std::uint64_t, Run>> runs_;
  std::vector<std::string> names_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

}  // namespace vedette
