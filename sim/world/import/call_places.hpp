// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "world/import/log_import.hpp"

namespace vedette {

/// Where the calls of a log were, as its mapping's `coordinates`, `geo_origin` and `city` say.
struct CallPlaces {
  bool any = false;  ///< the log has places at all
  std::vector<std::optional<std::pair<double, double>>>
      of_row;   ///< m on the city's plane; kept rows
  Json report;  ///< for the report, where something was to be told; else null
};

/// Findings go to the list, at most 20 of a kind: degrees without an origin, degrees taken for
/// metres, places that are none, and calls absurdly far from every junction of the city.
CallPlaces find_call_places(const OpenedLog& opened, Diagnostics& diagnostics);

}  // namespace vedette
