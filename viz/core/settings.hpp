// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/lang.hpp"
#include "viz/core/layers.hpp"

namespace vedette::view {

/// What is remembered from one start to the next.
struct Settings {
  Lang lang = Lang::kEn;
  bool dark = true;
  float scale = 1;  ///< 0.75 to 3
  int width = 1600, height = 900;
  float left = 270, right = 390, bottom = 250, right_split = 0.58f;  ///< unscaled pixels; a share
  bool show_left = true, show_right = true, show_bottom = true, show_legend = true;
  Layers layers;
  std::vector<std::string> pinned;  ///< lanes kept on top: "lane.units", or an entity's name
  std::map<std::string, std::string> keys;  ///< commands with another key than the table's
};
inline constexpr float kLeastScale = 0.75f, kMostScale = 3;

/// $XDG_CONFIG_HOME/vedette/view.json, else in ~/.config; "" if there is no home.
std::string settings_path();
std::string to_json(const Settings& settings);
/// What is missing or out of bounds keeps its default.
Settings settings_from_json(const std::string& text);

}  // namespace vedette::view
