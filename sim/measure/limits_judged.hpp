// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/lang.hpp"
#include "measure/figures.hpp"
#include "world/limits.hpp"

namespace vedette {

/// One limit held against what was measured.
struct JudgedLimit {
  Limit limit;
  std::string figure;           ///< with its statistic: "latency.to_user_s.max"
  std::optional<double> value;  ///< none: there was nothing to measure
  std::uint64_t n = 0;          ///< observations behind it
  bool met() const {
    return value && (limit.at_least ? *value >= limit.limit : *value <= limit.limit);
  }
};

/// Holds every limit against the figures. What must never be exceeded (max) is judged by the
/// largest of all replications, quantiles, means and shares by the mean of the replications'. Where
/// a figure has no observation the limit is not judged.
std::vector<JudgedLimit> judge_limits(const Limits& limits,
                                      const std::vector<RepFigures>& replications);
/// Those of a recording's scenario.
Limits limits_of(RecordingReader& recording);

/// False when one that could be judged is not met.
bool all_met(const std::vector<JudgedLimit>& judged);
/// {"limits": [{"id", "label", "standard", "edition", "clause", "unconfirmed", "figure", "limit",
///  "at_least", "value", "n", "met", "source"}, …], "limits_met": bool}; value and met are null
///  where
/// there was nothing to judge.
nlohmann::ordered_json to_json(const std::vector<JudgedLimit>& judged, Lang lang);
/// The table for people.
std::string to_text(const std::vector<JudgedLimit>& judged, Lang lang);

}  // namespace vedette
