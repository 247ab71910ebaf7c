// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "viz/map/map_panel.hpp"

namespace vedette::view {

/// Names on the map, drawn when all that they must not cover is known: no name lies on another, on
/// a sign or on the legend, and none reaches out of the map. Who asks first is served first, but
/// for those that must be there.
class Labels {
 public:
  explicit Labels(const MapArea& m);

  /// Right of `at`, else left, below or above; left out where there is no room.
  void put(ImVec2 at, const std::string& text, Colour colour, float gap, bool must = false);
  /// In the middle of `at`, or a line above or below.
  void put_middle(ImVec2 at, const std::string& text, Colour colour);
  /// A sign that names keep off.
  void block(ImVec2 middle, float r);
  void block(ImVec2 a, ImVec2 b);
  void draw();

 private:
  struct Asked {
    ImVec2 at;
    std::string text;
    Colour colour;
    float gap;
    bool must, middle;
  };
  bool free(ImVec2 a, ImVec2 b) const;
  void draw(const Asked& label);
  void show(const Asked& label, ImVec2 at, ImVec2 size) const;

  const MapArea& m_;
  std::vector<Asked> asked_;
  int columns_ = 0, rows_ = 0;
  std::vector<std::uint8_t>& taken_;  ///< squares of the map, row by row
};

}  // namespace vedette::view
