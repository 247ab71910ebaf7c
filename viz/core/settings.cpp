// SPDX-License-Identifier: Apache-2.0
#include "viz/core/settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace vedette::view {

std::string settings_path() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config)
    return std::string(config) + "/vedette/view.json";
  if (const char* home = std::getenv("HOME"); home && *home)
    return std::string(home) + "/.config/vedette/view.json";
  return "";
}

std::string to_json(const Settings& s) {
  auto layers = nlohmann::ordered_json::array();
  for (const Layer& l : s.layers.in_order())
    layers.push_back({{"layer", layer_name(l.id)}, {"on", l.on}, {"opacity", l.opacity}});
  return nlohmann::ordered_json{{"lang", lang_code(s.lang)},
                                {"dark", s.dark},
                                {"scale", s.scale},
                                {"width", s.width},
                                {"height", s.height},
                                {"left", s.left},
                                {"right", s.right},
                                {"bottom", s.bottom},
                                {"right_split", s.right_split},
                                {"show_left", s.show_left},
                                {"show_right", s.show_right},
                                {"show_bottom", s.show_bottom},
                                {"show_legend", s.show_legend},
                                {"layers", layers},
                                {"pinned", s.pinned},
                                {"keys", s.keys}}
             .dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

Settings settings_from_json(const std::string& text) {
  Settings s;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return s;
  const auto number = [&](const char* key, auto& value, double low, double high) {
    if (json.contains(key) && json[key].is_number())
      value = static_cast<std::decay_t<decltype(value)>>(
          std::clamp(json[key].get<double>(), low, high));
  };
  const auto flag = [&](const char* key, bool& value) {
    if (json.contains(key) && json[key].is_boolean()) value = json[key].get<bool>();
  };
  if (json.contains("lang") && json["lang"].is_string())
    s.lang = lang_from(json["lang"].get<std::string>()).value_or(s.lang);
  flag("dark", s.dark);
  flag("show_left", s.show_left);
  flag("show_right", s.show_right);
  flag("show_bottom", s.show_bottom);
  flag("show_legend", s.show_legend);
  number("scale", s.scale, kLeastScale, kMostScale);
  number("width", s.width, 320, 16384);
  number("height", s.height, 240, 16384);
  number("left", s.left, 120, 1000);
  number("right", s.right, 160, 1500);
  number("bottom", s.bottom, 100, 1200);
  number("right_split", s.right_split, 0.1, 0.9);
  if (json.contains("pinned") && json["pinned"].is_array())
    for (const auto& p : json["pinned"])
      if (p.is_string()) s.pinned.push_back(p.get<std::string>());
  if (json.contains("keys") && json["keys"].is_object())
    for (const auto& [id, key] : json["keys"].items())
      if (key.is_string()) s.keys[id] = key.get<std::string>();
  if (!json.contains("layers") || !json["layers"].is_array()) return s;
  int place = 0;
  for (const auto& l : json["layers"]) {
    LayerId id{};
    if (!l.is_object() || !l.contains("layer") || !l["layer"].is_string() ||
        !s.layers.find(l["layer"].get<std::string>(), id))
      continue;
    s.layers.move(id, -static_cast<int>(kLayers));
    s.layers.move(id, place++);
    if (l.contains("on") && l["on"].is_boolean()) s.layers[id].on = l["on"].get<bool>();
    if (l.contains("opacity") && l["opacity"].is_number())
      s.layers[id].opacity = static_cast<float>(std::clamp(l["opacity"].get<double>(), 0.0, 1.0));
  }
  return s;
}

}  // namespace vedette::view
