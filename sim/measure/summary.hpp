// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/lang.hpp"
#include "measure/figures.hpp"

namespace vedette {

/// Figures over replications: per figure the mean of the replications' figures, with a 95 %
/// Student-t interval when there are two or more (otherwise low = high = value and no interval is
/// shown). Replications in which a figure has no observation do not count for it.
struct Summary {
  struct Row {
    std::string id;
    double mean = 0;
    double low = 0, high = 0;
    bool has_interval = false;
    std::uint64_t replications = 0;  ///< that had observations
    std::uint64_t n = 0;             ///< observations over all of them
  };
  std::uint64_t replications = 0;
  std::vector<Row> rows;
  std::vector<std::uint64_t> response_histogram;
  const Row* find(std::string_view id) const;
};

Summary summarise(const std::vector<RepFigures>& replications);
/// {"replications": n, "measures": [{"id", "label", "unit", "value", "low", "high", "n", …}],
///  "response_histogram": …}; low and high are absent with one replication.
nlohmann::ordered_json to_json(const Summary& summary, Lang lang);
Summary summary_from_json(const nlohmann::ordered_json& json);
/// A table for people: the headline figures first.
std::string to_text(const Summary& summary, Lang lang);

}  // namespace vedette
