// SPDX-License-Identifier: Apache-2.0
#include "viz/core/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>
#include <utility>

#include "measure/figures.hpp"
#include "measure/labels.hpp"
#include "viz/core/time_axis.hpp"

namespace vedette::view {

namespace {

// What the spans of figures are called, as stages.
struct Span {
  std::string_view part;
  Stage from, to;
};
constexpr Span kCallSpans[] = {{".response_s.", Stage::kPoliceCalled, Stage::kPoliceArrived},
                               {".within.", Stage::kPoliceCalled, Stage::kPoliceArrived},
                               {".dispatch_s.", Stage::kPoliceCalled, Stage::kPoliceDispatched},
                               {".turnout_s.", Stage::kPoliceDispatched, Stage::kPoliceEnRoute},
                               {".travel_s.", Stage::kPoliceEnRoute, Stage::kPoliceArrived},
                               {".to_scene_s.", Stage::kPoliceDispatched, Stage::kPoliceArrived},
                               {".complete_s.", Stage::kPoliceCalled, Stage::kAllArrived}};

std::optional<int> priority_of(std::string_view id) {
  constexpr std::string_view kPart = ".priority.";
  const std::size_t at = id.find(kPart);
  if (at == std::string_view::npos) return std::nullopt;
  return id[at + kPart.size()] - '0';
}

// What comes after "calls.KIND." in the figure's id; empty: it is about no such group.
std::string_view about(std::string_view id, std::string_view kind) {
  constexpr std::string_view kCalls = "calls.";
  if (!id.starts_with(kCalls)) return {};
  id.remove_prefix(kCalls.size());
  if (!id.starts_with(kind) || id.substr(kind.size(), 1) != ".") return {};
  return id.substr(kind.size() + 1);
}

// Whether that begins with the name, as a whole part of the id.
bool begins_with(std::string_view rest, std::string_view name) {
  return !name.empty() && rest.starts_with(name) && rest.substr(name.size(), 1) == ".";
}

// Those among the ids, of which there may be thousands: each incident is asked about.
std::function<bool(EntityId)> among(std::vector<std::uint32_t> ids) {
  std::sort(ids.begin(), ids.end());
  return [ids = std::move(ids)](EntityId id) {
    return std::binary_search(ids.begin(), ids.end(), id.value);
  };
}

// Calls of one type, district, fleet or hour of the day, where the figure is about such; all else
// passes.
std::function<bool(const Incident&)> group_of(const Store& store, std::string_view id) {
  const auto& types = store.call_types();
  if (const std::string_view type = about(id, "type"); !type.empty())
    for (std::size_t t = 0; t < types.size(); ++t)
      if (begins_with(type, types[t].name)) return [t](const Incident& n) { return n.type == t; };
  const auto& g = store.geometry();
  if (const std::string_view rest = about(id, "district"); !rest.empty()) {
    std::uint32_t district = 0;
    for (const RecordedEntity& e : store.entities()) {
      if (e.kind != EntityKind::kDistrict) continue;
      if (begins_with(rest, e.name)) {
        std::vector<std::uint32_t> places;
        for (const auto& area : g.areas)
          if (area.district == district) places.push_back(area.entity.value);
        return [in = among(std::move(places))](const Incident& n) { return in(n.place); };
      }
      ++district;
    }
  }
  if (const std::string_view rest = about(id, "fleet"); !rest.empty())
    for (const auto& unit : g.units) {
      if (!begins_with(rest, unit.fleet)) continue;
      std::vector<std::uint32_t> fleet;
      for (const auto& u : g.units)
        if (u.fleet == unit.fleet) fleet.push_back(u.entity.value);
      return [in = among(std::move(fleet))](const Incident& n) { return in(n.responder); };
    }
  const std::int64_t start = Clock(store.info().start).second_of_day0;
  if (const std::string_view rest = about(id, "hour"); !rest.empty())
    for (int hour = 0; hour < 24; ++hour)
      if (begins_with(rest, fmt::format("{:02}", hour)))
        return [start, hour](const Incident& n) {
          return (n[Stage::kPoliceCalled].us / kSecond.us + start) % 86'400 / 3'600 == hour;
        };
  return [](const Incident&) { return true; };
}

// The incident with the longest span of the kind that the figure is about.
IncidentId worst_of(const Store& store, std::string_view id) {
  IncidentId worst;
  Duration longest{-1};
  const auto priority = priority_of(id);
  const auto in_group = group_of(store, id);
  const auto look = [&](IncidentKind kind, Stage from, Stage to, int real) {
    for (const Incident& n : store.incidents()) {
      if (n.kind != kind || (priority && n.priority != *priority)) continue;
      if ((real >= 0 && n.real != (real == 1)) || !n.has(from) || !n.has(to)) continue;
      if (n.between(from, to) > longest && in_group(n)) longest = n.between(from, to), worst = n.id;
    }
  };
  if (id.starts_with("calls.")) {
    for (const Span& s : kCallSpans)
      if (id.find(s.part) != std::string_view::npos) look(IncidentKind::kCall, s.from, s.to, -1);
  } else if (id.starts_with("alarms.")) {
    const int real = id.starts_with("alarms.real.")       ? 1
                     : id.starts_with("alarms.nuisance.") ? 0
                                                          : -1;
    for (std::size_t s = 0; s < kStages; ++s)
      if (id.find("." + std::string(stage_name(static_cast<Stage>(s))) + "_s.") !=
          std::string_view::npos)
        look(IncidentKind::kAlarm, Stage::kOccurred, static_cast<Stage>(s), real);
  }
  return worst;
}

}  // namespace

std::vector<FigureRow> figure_rows(Store& a, Store* b, Lang lang) {
  std::vector<FigureRow> rows;
  std::map<std::string, std::size_t> place;
  const auto take = [&](Store& store, bool second) {
    for (const Figure& f : figures_of(store.reader()).figures) {
      if (f.n == 0) continue;
      const auto [at, is_new] = place.try_emplace(f.id, rows.size());
      if (is_new)
        rows.push_back({f.id, figure_label(f.id, lang), unit_name(figure_unit(f.id)), 0, 0, false,
                        false, worst_of(a, f.id)});
      FigureRow& row = rows[at->second];
      (second ? row.b : row.a) = f.value;
      (second ? row.has_b : row.has_a) = true;
    }
  };
  take(a, false);
  if (b) take(*b, true);
  return rows;
}

std::string figure_text(double value, std::string_view unit) {
  if (!std::isfinite(value)) return "-";
  if (unit == "share") return fmt::format("{:.1f} %", value * 100);
  if (unit == "count") return fmt::format("{:.0f}", value);
  if (unit == "s") return fmt::format("{:.1f} s", value);
  return fmt::format("{:.3f}", value);
}

std::vector<CallPair> paired_calls(const Store& a, const Store& b) {
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
  const auto key = [](const Incident& n) {
    return Key{n[Stage::kOccurred].us, std::llround(n.x_m * 1000), std::llround(n.y_m * 1000)};
  };
  std::map<Key, std::uint32_t> in_b;
  for (std::uint32_t i = 0; i < b.incidents().size(); ++i)
    if (b.incidents()[i].kind == IncidentKind::kCall) in_b.emplace(key(b.incidents()[i]), i);
  std::vector<CallPair> pairs;
  for (std::uint32_t i = 0; i < a.incidents().size(); ++i) {
    const Incident& x = a.incidents()[i];
    if (x.kind != IncidentKind::kCall) continue;
    const auto found = in_b.find(key(x));
    if (found == in_b.end()) continue;
    const Incident& y = b.incidents()[found->second];
    const auto response = [](const Incident& n) -> std::optional<double> {
      if (!n.has(Stage::kPoliceCalled) || !n.has(Stage::kPoliceArrived)) return std::nullopt;
      return n.between(Stage::kPoliceCalled, Stage::kPoliceArrived).seconds();
    };
    if (const auto ra = response(x), rb = response(y); ra && rb)
      pairs.push_back({i, found->second, *rb - *ra});
  }
  return pairs;
}

HeatField change_by_place(const Scene& scene, const Store& a, const std::vector<CallPair>& pairs) {
  const RecordedGeometry& g = scene.geometry;
  HeatField f;
  f.by_cell = !g.cells.empty();
  f.value.assign(f.by_cell ? g.cells.size() : g.areas.size(), 0);
  f.n.assign(f.value.size(), 0);
  std::map<std::uint32_t, std::uint32_t> place_of;
  for (std::uint32_t i = 0; i < g.areas.size(); ++i)
    place_of[g.areas[i].entity.value] = f.by_cell ? g.areas[i].cell : i;
  for (const CallPair& p : pairs) {
    const auto at = place_of.find(a.incidents()[p.a].place.value);
    if (at == place_of.end() || at->second >= f.value.size()) continue;
    f.value[at->second] += p.change_s;
    ++f.n[at->second];
  }
  for (std::size_t i = 0; i < f.value.size(); ++i)
    if (f.n[i]) f.value[i] /= f.n[i];
  return f;
}

std::vector<std::string> changed_settings(const std::string& a_json, const std::string& b_json) {
  const auto parse = [](const std::string& text) {
    const nlohmann::json j = nlohmann::json::parse(text, nullptr, false);
    return j.is_object() ? j.flatten() : nlohmann::json::object();
  };
  const nlohmann::json a = parse(a_json), b = parse(b_json);
  std::vector<std::string> out;
  if (a.empty() || b.empty()) return out;  // an older recording: nothing is known
  const auto value = [](const nlohmann::json& all, const std::string& path) {
    const auto at = all.find(path);
    std::string text = at == all.end()   ? "-"
                       : at->is_string() ? at->get<std::string>()
                                         : at->dump();
    return text.size() > 24 ? std::string("…") : text;
  };
  nlohmann::json both = a;
  both.update(b);
  for (const auto& [path, any] : both.items()) {
    if (path.starts_with("/name") || (a.contains(path) && b.contains(path) && a[path] == b[path]))
      continue;
    std::string name = path.substr(path.empty() ? 0 : 1);
    std::replace(name.begin(), name.end(), '/', '.');
    out.push_back(fmt::format("{}  {} -> {}", name, value(a, path), value(b, path)));
  }
  return out;
}

}  // namespace vedette::view
