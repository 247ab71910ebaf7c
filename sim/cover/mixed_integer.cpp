// SPDX-License-Identifier: Apache-2.0
#include "cover/mixed_integer.hpp"

#include <coin/Cbc_C_Interface.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "base/require.hpp"

namespace vedette {

namespace {

// How far a row may be off, relative to its size; CBC's own tolerance is 1e-7.
constexpr double kTolerance = 1e-6;

struct DeleteModel {
  void operator()(void* model) const { Cbc_deleteModel(model); }
};

}  // namespace

double MixedIntegerAnswer::gap() const {
  if (status == MixedIntegerStatus::kOptimal) return 0;
  if (values.empty()) return std::numeric_limits<double>::infinity();
  return objective == bound ? 0 : (objective - bound) / std::abs(objective);
}

std::uint32_t MixedInteger::add_column(double lower, double upper, double cost, bool whole) {
  require(true, "lower bound of a column", lower, "finite");
  require(true, "cost of a column", cost, "finite");
  if (!(upper >= lower))
    throw std::invalid_argument(fmt::format("a column from {} to {}", lower, upper));
  columns_.push_back({lower, upper, cost, whole});
  return static_cast<std::uint32_t>(columns_.size() - 1);
}

void MixedInteger::add_row(std::span<const Entry> entries, RowSense sense, double side) {
  require(true, "right-hand side of a row", side, "finite");
  for (const Entry& e : entries) {
    require(true, "entry of a row", e.value, "finite");
    if (e.column >= columns_.size())
      throw std::invalid_argument(fmt::format("a row names column {} of {}", e.column, columns()));
  }
  const std::size_t begin = entries_.size();
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  rows_.push_back({begin, entries_.size(), sense, side});
}

void MixedInteger::check(std::span<const double> values) const {
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const double room = kTolerance * std::max(1.0, std::abs(values[c]));
    if (values[c] < columns_[c].lower - room || values[c] > columns_[c].upper + room)
      throw std::runtime_error(fmt::format("CBC: column {} is {}", c, values[c]));
  }
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    double sum = 0, size = 1;
    for (std::size_t e = rows_[r].begin; e < rows_[r].end; ++e) {
      const double term = entries_[e].value * values[entries_[e].column];
      sum += term;
      size = std::max(size, std::abs(term));
    }
    const double off = sum - rows_[r].side;
    if ((rows_[r].sense != RowSense::kAtMost && off < -kTolerance * size) ||
        (rows_[r].sense != RowSense::kAtLeast && off > kTolerance * size))
      throw std::runtime_error(fmt::format("CBC: row {} is off by {}", r, off));
  }
}

MixedIntegerAnswer MixedInteger::solve(int node_limit) const {
  // CBC's driver keeps global state.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);

  // Its tolerances are absolute (a better solution must be better by 1e-5): costs that are not
  // whole are brought to a common size by a power of two, which changes none of their bits.
  double largest = 0;
  bool whole_costs = true;
  for (const Column& c : columns_) {
    largest = std::max(largest, std::abs(c.cost));
    whole_costs = whole_costs && c.cost == std::floor(c.cost);
  }
  int power = 0;
  if (largest > 0 && (!whole_costs || largest > 0x1p24)) power = 21 - std::ilogb(largest);
  const double scale = std::ldexp(1.0, power);

  const std::unique_ptr<void, DeleteModel> holder(Cbc_newModel());
  auto* const model = static_cast<Cbc_Model*>(holder.get());
  Cbc_setLogLevel(model, 0);
  Cbc_setObjSense(model, 1);
  for (const Column& c : columns_)
    Cbc_addCol(model, "", c.lower,
               std::isinf(c.upper) ? std::numeric_limits<double>::max() : c.upper, c.cost * scale,
               c.whole, 0, nullptr, nullptr);
  std::vector<int> index;
  std::vector<double> value;
  for (const Row& row : rows_) {
    index.clear();
    value.clear();
    for (std::size_t e = row.begin; e < row.end; ++e) {
      index.push_back(static_cast<int>(entries_[e].column));
      value.push_back(entries_[e].value);
    }
    const char sense = row.sense == RowSense::kAtLeast  ? 'G'
                       : row.sense == RowSense::kAtMost ? 'L'
                                                        : 'E';
    Cbc_addRow(model, "", static_cast<int>(index.size()), index.data(), value.data(), sense,
               row.side);
  }
  const std::string nodes = std::to_string(node_limit);
  for (const auto& [name, text] :
       {std::pair("log", "0"), std::pair("threads", "0"), std::pair("randomSeed", "1"),
        std::pair("randomCbcSeed", "1"), std::pair("ratioGap", "0"), std::pair("allowableGap", "0"),
        std::pair("maxNodes", nodes.c_str())})
    Cbc_setParameter(model, name, text);
  Cbc_solve(model);

  MixedIntegerAnswer answer;
  if (Cbc_isProvenInfeasible(model) || Cbc_isContinuousUnbounded(model)) return answer;
  if (Cbc_isAbandoned(model)) throw std::runtime_error("CBC gave up on numerical difficulties");
  answer.status =
      Cbc_isProvenOptimal(model) ? MixedIntegerStatus::kOptimal : MixedIntegerStatus::kLimit;
  answer.bound = Cbc_getBestPossibleObjValue(model) / scale;
  const double* const found = Cbc_getColSolution(model);
  const bool any = answer.status == MixedIntegerStatus::kOptimal ||
                   std::abs(Cbc_getObjValue(model)) < 1e49;  // 1e50: no solution
  if (found == nullptr || !any) {
    if (answer.status == MixedIntegerStatus::kOptimal) throw std::runtime_error("CBC: no values");
    return answer;
  }
  answer.values.assign(found, found + columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (columns_[c].whole) answer.values[c] = std::round(answer.values[c]);
    answer.objective += columns_[c].cost * answer.values[c];
  }
  check(answer.values);
  if (answer.status == MixedIntegerStatus::kOptimal) answer.bound = answer.objective;
  return answer;
}

}  // namespace vedette
