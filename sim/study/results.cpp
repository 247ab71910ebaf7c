// SPDX-License-Identifier: Apache-2.0
#include "study/results.hpp"

#include <algorithm>
#include <limits>

#include "measure/labels.hpp"

namespace vedette {

void StudyResults::add(const StudyRow& row) {
  Run& run = runs_.at(row.task.design)[row.task.rep];
  if (!run.cells.empty()) return;
  run.failure = row.failure;
  run.places = row.places;
  for (const Figure& figure : row.figures) {
    const auto [at, fresh] =
        numbers_.try_emplace(figure.id, static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.push_back(figure.id);
    run.cells.push_back({at->second, figure.value, figure.n});
  }
}

const StudyResults::Run* StudyResults::find(const StudyTask& task) const {
  if (task.design >= runs_.size()) return nullptr;
  const auto at = runs_[task.design].find(task.rep);
  return at == runs_[task.design].end() ? nullptr : &at->second;
}

std::uint64_t StudyResults::complete_to(std::size_t design) const {
  std::uint64_t last = 0;
  for (const auto& [rep, unused] : runs_[design]) {
    if (rep != last + 1) break;
    last = rep;
  }
  return last;
}

std::uint64_t StudyResults::count() const {
  std::uint64_t n = 0;
  for (const auto& design : runs_) n += design.size();
  return n;
}

std::uint64_t StudyResults::failures() const {
  std::uint64_t n = 0;
  for (const auto& design : runs_)
    for (const auto& [rep, run] : design) n += !run.failure.empty();
  return n;
}

std::vector<double> StudyResults::series(std::size_t design, std::string_view measure,
                                         std::uint64_t last) const {
  std::vector<double> out(last, std::numeric_limits<double>::quiet_NaN());
  const auto number = numbers_.find(measure);
  if (number == numbers_.end()) return out;
  for (const auto& [rep, run] : runs_[design]) {
    if (rep < 1 || rep > last) continue;
    for (const Cell& cell : run.cells)
      if (cell.measure == number->second) out[rep - 1] = cell.value;
  }
  return out;
}

bool StudyResults::yes_or_no(std::size_t design, std::string_view measure,
                             std::uint64_t last) const {
  const auto number = numbers_.find(measure);
  if (number == numbers_.end() || figure_unit(measure) != FigureUnit::kShare ||
      measure.starts_with("util"))
    return false;
  bool any = false;
  for (const auto& [rep, run] : runs_[design]) {
    if (rep < 1 || rep > last) continue;
    for (const Cell& cell : run.cells) {
      if (cell.measure != number->second) continue;
      any = true;
      if (cell.n != 1 || (cell.value != 0 && cell.value != 1)) return false;
    }
  }
  return any;
}

}  // namespace vedette
