// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viz/core/store.hpp"

namespace vedette::view {

/// A quantity over time: steps (counts) or dots (one value per incident).
struct Series {
  std::string key;  ///< of its name in the table of words
  bool steps = true;
  bool seconds = false;  ///< values are seconds (else counts)
  std::vector<Time> at;
  std::vector<float> value;
  float high = 1;
  bool share = false;  ///< values are shares, 0 to 1
  /// Of steps: the value at t; of dots: that of the last at or before t; 0 before the first.
  float at_time(Time t) const;
};

/// Open incidents, alarms waiting for an operator, calls waiting for a unit, units at work, units
/// on duty, guards at work, response times, devices out. Those without any value are left out.
std::vector<Series> series_of(const Store& store);

/// An entity's share of activities so far, for the inspector: seconds per Activity.
std::vector<double> activity_seconds(const Store& store, EntityId who, Time until);

}  // namespace vedette::view
