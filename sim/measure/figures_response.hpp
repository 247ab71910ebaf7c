// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "measure/figures.hpp"

namespace vedette::measure {

/// Steps of written response plans against their targets, and what operators did with their time.
/// Each kind puts figures only if there was any of it.
class ResponseFigures {
 public:
  void step(const PlanStepRecord& step) { steps_.push_back(step); }
  void tally(const Tally& tally);
  void trust(EntityId who, double trust) { trust_[who.value] = trust; }
  /// "plans.…", "rounds.…", "roll_calls.…", "hand_over.…", "operators.…". `operators_us`: time on
  /// duty of all operators together; `end`: the latest time that the run told of.
  void put(const FigureFrame& frame, std::int64_t operators_us, Time end,
           std::vector<Figure>& out) const;

 private:
  void put_plans(const FigureFrame& frame, Time end, std::vector<Figure>& out) const;

  std::vector<PlanStepRecord> steps_;
  std::array<std::uint64_t, static_cast<std::size_t>(TallyKind::kCount)> counts_{};
  std::array<std::int64_t, static_cast<std::size_t>(TallyKind::kCount)> sums_us_{};
  std::map<std::uint32_t, double> trust_;  // the last one of each operator
};

}  // namespace vedette::measure
