// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace vedette {

/// What a clause of a standard allows.
struct Limit {
  std::string name;                ///< key under models.standards
  std::string label_en, label_zh;  ///< what is limited
  std::string standard;            ///< "GB/T 28181"
  std::string edition;             ///< "2016"
  std::string clause;              ///< "5.3 a)"; empty: not known
  std::string figure;              ///< id of the figure it is about, without the statistic
  std::string statistic;           ///< as the clause means it: max, p95, mean, share
  double limit = 0;                ///< seconds, or a share
  bool at_least = false;           ///< the figure must not be less; else not more
  bool unconfirmed = false;        ///< nobody here has checked it against the standard's text
  std::string source;
};

/// Clauses that a run is held against, by name.
struct Limits {
  std::vector<Limit> all;
};

/// Of a checked `models.standards`, of a scenario or of the one in a recording.
Limits limits_of(const nlohmann::json& standards);

}  // namespace vedette
