// SPDX-License-Identifier: Apache-2.0
// What buildings and things are called by people, as the effective scenario says.
#include <nlohmann/json.hpp>

#include "viz/core/scene.hpp"

namespace vedette::view {

namespace {

// One text for both languages, or one for each; where the Chinese is missing the other serves.
SceneLabel label_of(const nlohmann::json& all, const std::string& name) {
  if (!all.is_object() || !all.contains(name) || !all[name].is_object()) return {};
  const auto& said = all[name];
  if (!said.contains("label")) return {};
  const auto& label = said["label"];
  if (label.is_string()) return {label.get<std::string>(), label.get<std::string>()};
  const auto text = [&](const char* lang) {
    return label.is_object() && label.contains(lang) && label[lang].is_string()
               ? label[lang].get<std::string>()
               : std::string();
  };
  SceneLabel out{text("en"), text("zh")};
  if (out.zh.empty()) out.zh = out.en;
  return out;
}

}  // namespace

void read_labels(Scene& scene, const nlohmann::json& json) {
  const auto part = [&](const char* pointer) {
    const nlohmann::json::json_pointer at(pointer);
    return json.contains(at) ? json[at] : nlohmann::json();
  };
  const auto buildings = part("/site/buildings"), stations = part("/city/stations");
  scene.building_labels.clear();
  for (const auto& b : scene.geometry.buildings)
    scene.building_labels.push_back(label_of(buildings, b.name));
  for (const auto& s : scene.geometry.stations)
    if (s.entity.valid() && s.entity.index() < scene.entities.size())
      if (auto label = label_of(stations, scene.entities[s.entity.index()].name); !label.en.empty())
        scene.entity_labels[s.entity.value] = std::move(label);
}

const std::string& Scene::building_name(std::size_t building, Lang lang) const {
  if (building < building_labels.size())
    if (const std::string& label = building_labels[building].in(lang); !label.empty()) return label;
  return geometry.buildings[building].name;
}

const std::string& Scene::building_name(const std::string& id, Lang lang) const {
  for (std::size_t b = 0; b < geometry.buildings.size(); ++b)
    if (geometry.buildings[b].name == id) return building_name(b, lang);
  return id;
}

const std::string& Scene::entity_name(EntityId entity, Lang lang) const {
  const auto label = entity_labels.find(entity.value);
  return label != entity_labels.end() ? label->second.in(lang) : entities[entity.index()].name;
}

}  // namespace vedette::view
