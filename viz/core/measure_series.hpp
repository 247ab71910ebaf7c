// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "viz/core/series.hpp"

namespace vedette {
class RecordingReader;
}

namespace vedette::view {

/// Every figure of a recording over time: taken anew for each window, from the incidents that begin
/// in it, the work and duty that lie in it, and what was told in it. Means and shares over all
/// windows are not their means: each window counts what happened in it.
class MeasureSeries {
 public:
  /// Windows of the clock's hours; of a short run quarters of an hour or minutes, of a long one
  /// days, so that there are at most about 200.
  static Duration window_for(Duration length);

  /// Reads the whole recording once. Throws InputError.
  MeasureSeries(RecordingReader& reader, Duration window);
  Duration window() const { return window_; }
  /// Steps, NaN where nothing was observed; null for a figure that never was.
  const Series* find(const std::string& id) const;

 private:
  Duration window_;
  std::map<std::string, Series> by_id_;
};

}  // namespace vedette::view
