// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/lang.hpp"
#include "viz/core/heat.hpp"
#include "viz/core/store.hpp"

namespace vedette::view {

/// A figure of one recording, or of two side by side.
struct FigureRow {
  std::string id, label;
  std::string_view unit;  ///< "s", "share", "count", "ratio"
  double a = 0, b = 0;
  bool has_a = false, has_b = false;
  /// The incident that is the worst of those behind the figure, for going to it; invalid if none.
  IncidentId worst;
  double delta() const { return b - a; }
};

/// The figures of one recording (`b` null) or of two, in the order of the first, the headline
/// first.
std::vector<FigureRow> figure_rows(Store& a, Store* b, Lang lang);

/// "123.4 s", "79.4 %", "651"
std::string figure_text(double value, std::string_view unit);

/// Calls that both recordings have: the same area and number in it, told by time received and
/// place.
struct CallPair {
  std::uint32_t a = kNoIndex, b = kNoIndex;  ///< indices into the stores' incidents
  double change_s = 0;                       ///< response time of b less that of a
};
/// Pairs of calls received at the same time and place (runs of one seed), in order of time.
std::vector<CallPair> paired_calls(const Store& a, const Store& b);
/// What differs between two effective scenarios, "units.night_cars.count  7 -> 4" each, in the
/// order of the paths; names and labels left out.
std::vector<std::string> changed_settings(const std::string& a_json, const std::string& b_json);
/// Mean change of the pairs per patrol cell, or per place of demand where there are no cells.
HeatField change_by_place(const Scene& scene, const Store& a, const std::vector<CallPair>& pairs);

}  // namespace vedette::view
