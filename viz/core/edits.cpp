// SPDX-License-Identifier: Apache-2.0
#include "viz/core/edits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace vedette::view {

namespace {

constexpr const char* kKinds[] = {"move_camera", "turn_camera", "close_road", "move_station",
                                  "paint_patrol"};

std::string quoted_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string name_of_node(const Scene& scene, std::uint32_t node) {
  const auto& nodes = scene.geometry.city.nodes;
  if (node >= nodes.size()) return "0";
  return nodes[node].name.empty() ? std::to_string(node) : quoted_text(nodes[node].name);
}

std::string list_of_nodes(const Scene& scene, const std::vector<std::uint32_t>& nodes) {
  std::string text;
  for (const std::uint32_t n : nodes) text += (text.empty() ? "" : ", ") + name_of_node(scene, n);
  return "[" + text + "]";
}

}  // namespace

void Edits::add(Edit edit) {
  const bool same = dragging_ && !done_.empty() && done_.back().kind == edit.kind &&
                    done_.back().name == edit.name && edit.kind != Edit::Kind::kCloseRoad;
  if (same) done_.pop_back();
  done_.push_back(std::move(edit));
  undone_.clear();
  dragging_ = true;
  ++version_;
}

bool Edits::undo() {
  if (done_.empty()) return false;
  undone_.push_back(std::move(done_.back()));
  done_.pop_back();
  dragging_ = false;
  ++version_;
  return true;
}

bool Edits::redo() {
  if (undone_.empty()) return false;
  done_.push_back(std::move(undone_.back()));
  undone_.pop_back();
  dragging_ = false;
  ++version_;
  return true;
}

void Edits::clear() {
  done_.clear();
  undone_.clear();
  dragging_ = false;
  ++version_;
}

Design Edits::design(const Scene& scene) const {
  Design d{scene.geometry.cameras, scene.geometry.stations, {}, {}};
  const auto named = [&](EntityId e, const std::string& name) {
    return e.valid() && e.index() < scene.entities.size() && scene.entities[e.index()].name == name;
  };
  for (const Edit& e : done_) switch (e.kind) {
      case Edit::Kind::kMoveCamera:
        for (auto& c : d.cameras)
          if (named(c.entity, e.name)) c.at = millimetres(e.x_m, e.y_m);
        break;
      case Edit::Kind::kTurnCamera:
        for (auto& c : d.cameras)
          if (named(c.entity, e.name)) c.azimuth_deg = e.azimuth_deg;
        break;
      case Edit::Kind::kMoveStation:
        for (auto& s : d.stations)
          if (named(s.entity, e.name) && !e.nodes.empty() &&
              e.nodes[0] < scene.geometry.city.nodes.size())
            s.node = e.nodes[0];
        break;
      case Edit::Kind::kCloseRoad:
        for (std::uint32_t i = 0; i < scene.geometry.city.roads.size() && e.nodes.size() == 2;
             ++i) {
          const auto& r = scene.geometry.city.roads[i];
          if ((r.from == e.nodes[0] && r.to == e.nodes[1]) ||
              (r.from == e.nodes[1] && r.to == e.nodes[0]))
            d.closed_roads.push_back(i);
        }
        break;
      case Edit::Kind::kPaint: {
        auto at = std::find_if(d.patrols.begin(), d.patrols.end(),
                               [&](const Design::Patrol& p) { return p.name == e.name; });
        if (at == d.patrols.end()) at = d.patrols.insert(at, {e.name, {}});
        at->nodes = e.nodes;
        break;
      }
    }
  std::sort(d.closed_roads.begin(), d.closed_roads.end());
  d.closed_roads.erase(std::unique(d.closed_roads.begin(), d.closed_roads.end()),
                       d.closed_roads.end());
  return d;
}

std::string Edits::to_json() const {
  auto list = nlohmann::ordered_json::array();
  for (const Edit& e : done_)
    list.push_back({{"edit", kKinds[static_cast<std::size_t>(e.kind)]},
                    {"name", e.name},
                    {"x_m", e.x_m},
                    {"y_m", e.y_m},
                    {"azimuth_deg", e.azimuth_deg},
                    {"nodes", e.nodes}});
  return nlohmann::ordered_json{{"vedette_edits", 1}, {"edits", list}}.dump(1) + "\n";
}

bool Edits::from_json(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("edits") || !json["edits"].is_array()) return false;
  std::vector<Edit> read;
  try {
    for (const auto& j : json["edits"]) {
      Edit e;
      const auto kind = std::find(std::begin(kKinds), std::end(kKinds), j.at("edit"));
      if (kind == std::end(kKinds)) return false;
      e.kind = static_cast<Edit::Kind>(kind - std::begin(kKinds));
      e.name = j.at("name").get<std::string>();
      e.x_m = j.value("x_m", 0.0), e.y_m = j.value("y_m", 0.0);
      e.azimuth_deg = j.value("azimuth_deg", 0.0);
      if (std::abs(e.x_m) > kMaxMetres || std::abs(e.y_m) > kMaxMetres) return false;
      e.nodes = j.value("nodes", std::vector<std::uint32_t>());
      read.push_back(std::move(e));
    }
  } catch (const nlohmann::json::exception&) {
    return false;
  }
  done_ = std::move(read);
  undone_.clear();
  ++version_;
  return true;
}

namespace {

/// What the edits come to, in the words of a scenario: path → value in flow style.
struct Changed {
  std::vector<std::pair<std::string, std::string>> cameras;  ///< name → {at, azimuth_deg}
  std::string stations, road_changes;                        ///< "" where they are as before
  std::vector<std::pair<std::string, std::string>> patrols;
};

Changed changed(const Scene& scene, const Edits& edits, const std::string& effective_json,
                double from_s) {
  const auto whole = nlohmann::json::parse(effective_json, nullptr, false);
  const auto said = [&](const char* pointer) {
    const nlohmann::json::json_pointer at(pointer);
    return whole.is_object() && whole.contains(at) ? whole[at] : nlohmann::json();
  };
  double anchor_x = 0, anchor_y = 0;
  if (const auto a = said("/site/anchor");
      a.is_array() && a.size() == 2 && a[0].is_number() && a[1].is_number())
    anchor_x = a[0].get<double>(), anchor_y = a[1].get<double>();
  std::string patrol_type = "patrol-car";
  if (const auto units = said("/units"); units.is_object())
    for (const auto& [name, fleet] : units.items())
      if (fleet.is_object() && fleet.contains("type") && fleet["type"].is_string()) {
        patrol_type = fleet["type"].get<std::string>();
        break;
      }
  const Design d = edits.design(scene);
  Changed out;
  std::map<std::string, std::string> cameras;
  bool stations = false;
  for (const Edit& e : edits.done()) {
    if (e.kind == Edit::Kind::kMoveStation) stations = true;
    if (e.kind != Edit::Kind::kMoveCamera && e.kind != Edit::Kind::kTurnCamera) continue;
    for (const auto& c : d.cameras)
      if (c.entity.valid() && scene.entities[c.entity.index()].name == e.name)
        cameras[e.name] = fmt::format("{{at: [{:.3f}, {:.3f}], azimuth_deg: {:.1f}}}",
                                      static_cast<double>(c.at.x) / 1000 - anchor_x,
                                      static_cast<double>(c.at.y) / 1000 - anchor_y, c.azimuth_deg);
  }
  out.cameras.assign(cameras.begin(), cameras.end());
  if (stations) {
    for (const auto& s : d.stations)
      out.stations += (out.stations.empty() ? "" : ", ") +
                      quoted_text(scene.entities[s.entity.index()].name) +
                      ": {junction: " + name_of_node(scene, s.node) + "}";
    out.stations = "{" + out.stations + "}";
  }
  if (!d.closed_roads.empty()) {
    std::string roads;
    for (const std::uint32_t r : d.closed_roads) {
      const auto& road = scene.geometry.city.roads[r];
      roads += (roads.empty() ? "" : ", ") + list_of_nodes(scene, {road.from, road.to});
    }
    if (const auto before = said("/city/road_changes"); before.is_array())
      for (const auto& change : before) out.road_changes += change.dump() + ", ";
    out.road_changes +=
        fmt::format("{{from_h: {:.9g}, closed: true, roads: [{}]}}", from_s / 3600, roads);
    out.road_changes = "[" + out.road_changes + "]";
  }
  for (const auto& p : d.patrols)
    out.patrols.emplace_back(
        p.name, fmt::format("{{type: {}, count: 1, at: beat, beat: {}}}", quoted_text(patrol_type),
                            list_of_nodes(scene, p.nodes)));
  return out;
}

}  // namespace

std::string overlay_yaml(const Scene& scene, const Edits& edits, const std::string& base,
                         const std::string& effective_json, double from_s) {
  const Changed c = changed(scene, edits, effective_json, from_s);
  std::string out =
      "# Made by hand in vedette-view: what differs from the included scenario.\n"
      "vedette: 1\n";
  out += "include: [" + quoted_text(base) + "]\n";
  if (!c.cameras.empty()) {
    out += "site:\n  cameras:\n";
    for (const auto& [name, value] : c.cameras)
      out += "    " + quoted_text(name) + ": " + value + "\n";
  }
  if (!c.stations.empty() || !c.road_changes.empty()) out += "city:\n";
  if (!c.stations.empty()) out += "  stations: " + c.stations + "\n";
  if (!c.road_changes.empty()) out += "  road_changes: " + c.road_changes + "\n";
  if (!c.patrols.empty()) {
    out += "units:\n";
    for (const auto& [name, value] : c.patrols)
      out += "  " + quoted_text(name) + ": " + value + "\n";
  }
  return out;
}

std::vector<std::string> overrides_of(const Scene& scene, const Edits& edits,
                                      const std::string& effective_json, double from_s) {
  const Changed c = changed(scene, edits, effective_json, from_s);
  std::vector<std::string> out;
  for (const auto& [name, value] : c.cameras) {
    // What the camera is beside its pose stays as it was.
    const std::size_t comma = value.find("], ") + 1;
    out.push_back("site.cameras." + name + ".at=" + value.substr(5, comma - 5));
    out.push_back("site.cameras." + name + ".azimuth_deg=" +
                  value.substr(value.rfind(": ") + 2, value.size() - value.rfind(": ") - 3));
  }
  if (!c.stations.empty()) out.push_back("city.stations=" + c.stations);
  if (!c.road_changes.empty()) out.push_back("city.road_changes=" + c.road_changes);
  for (const auto& [name, value] : c.patrols) out.push_back("units." + name + "=" + value);
  return out;
}

}  // namespace vedette::view
