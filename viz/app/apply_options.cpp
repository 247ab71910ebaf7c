// SPDX-License-Identifier: Apache-2.0
#include "viz/app/apply_options.hpp"

#include <array>
#include <cstdlib>
#include <span>
#include <sstream>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace vedette::view {

namespace {

constexpr std::array kLeftTabs{"incidents", "layers", "search"};
constexpr std::array kUpperTabs{"inspector", "incident", "what_if"};
constexpr std::array kLowerTabs{"log", "plots", "figures", "notes"};
static_assert(kLeftTabs.size() == static_cast<std::size_t>(LeftTab::kCount));
static_assert(kUpperTabs.size() == static_cast<std::size_t>(UpperTab::kCount));
static_assert(kLowerTabs.size() == static_cast<std::size_t>(LowerTab::kCount));
constexpr std::array kFits{"all", "city", "site", "selected"};
constexpr std::string_view kHeat = "heat.";

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

std::vector<std::string> strings(std::span<const char* const> names) {
  return {names.begin(), names.end()};
}

// "incident:9", "unit:day_cars-1", or a name alone.
bool select_by_name(Session& s, const std::string& what, std::string& problem) {
  const std::size_t colon = what.find(':');
  const std::string kind = colon == std::string::npos ? "" : what.substr(0, colon);
  const std::string name = colon == std::string::npos ? what : what.substr(colon + 1);
  if (kind == "incident") {
    const IncidentId id(static_cast<std::size_t>(std::strtoul(name.c_str(), nullptr, 10)));
    if (!s.incident(id)) {
      problem = "--select " + what + ": no such incident";
      if (s.store()) problem += ", there are " + std::to_string(s.store()->incidents().size());
      return false;
    }
    s.select(Selection::of(id));
    s.set_tab(UpperTab::kIncident);
    return true;
  }
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < s.main->scene.entities.size(); ++i) {
    const RecordedEntity& e = s.main->scene.entities[i];
    if (!kind.empty() && entity_kind_name(e.kind) != kind) continue;
    if (e.name == name) {
      s.select(Selection::of(EntityId(i)));
      return true;
    }
    names.push_back(e.name);
  }
  const std::string near = nearest(name, names);
  problem = "--select " + what + ": nothing " + (kind.empty() ? "" : "of that kind ") +
            "has that name" + (near.empty() ? "" : ", did you mean " + near + "?");
  return false;
}

bool set_layers(Session& s, const std::string& list, std::string& problem) {
  std::istringstream in(list);
  for (std::string one; std::getline(in, one, ',');) {
    const bool off = one.starts_with("-");
    const std::string name = one.starts_with("-") || one.starts_with("+") ? one.substr(1) : one;
    LayerId id{};
    if (!s.settings.layers.find(name, id)) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < kLayers; ++i)
        names.emplace_back(layer_name(static_cast<LayerId>(i)));
      problem = "--layers " + none_of(name, "layer", names);
      return false;
    }
    s.settings.layers[id].on = !off;
  }
  return true;
}

template <class Tab>
bool pick(Session& s, const std::string& name, std::span<const char* const> names) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (name == names[i]) {
      s.set_tab(static_cast<Tab>(i));
      return true;
    }
  return false;
}

bool set_tabs(Session& s, const std::string& list, std::string& problem) {
  std::istringstream in(list);
  for (std::string one; std::getline(in, one, ',');) {
    if (pick<LeftTab>(s, one, kLeftTabs) || pick<UpperTab>(s, one, kUpperTabs) ||
        pick<LowerTab>(s, one, kLowerTabs))
      continue;
    std::vector<std::string> names;
    for (const std::span<const char* const> some :
         {std::span<const char* const>(kLeftTabs), std::span<const char* const>(kUpperTabs),
          std::span<const char* const>(kLowerTabs)})
      names.insert(names.end(), some.begin(), some.end());
    problem = "--tab " + none_of(one, "tab", names);
    return false;
  }
  return true;
}

bool set_heat(Session& s, const std::string& name, std::string& problem) {
  std::vector<std::string> names;
  for (int k = 0; k < static_cast<int>(HeatKind::kCount); ++k) {
    const auto kind = static_cast<HeatKind>(k);
    names.emplace_back(heat_key(kind).substr(kHeat.size()));
    if (names.back() != name) continue;
    s.heat_kind = kind;
    s.settings.layers[LayerId::kHeat].on = true;
    return true;
  }
  problem = "--heat " + none_of(name, "heat map", names);
  return false;
}

}  // namespace

std::string none_of(const std::string& word, const char* what,
                    const std::vector<std::string>& names) {
  const std::string near = nearest(word, names);
  return word + ": no such " + what + (near.empty() ? "" : ", did you mean " + near + "?") +
         (near.empty() ? "; there are " : " There are ") + listed(names);
}

bool apply_options(Session& s, const Options& o, std::string& problem) {
  if (!o.edits.empty()) {
    const auto text = read_file(o.edits);
    if (!text || !s.edits.from_json(*text)) {
      problem = o.edits + ": holds no edits";
      return false;
    }
    s.refresh_design();
  }
  if (!o.layers.empty() && !set_layers(s, o.layers, problem)) return false;
  if (!o.heat.empty() && !set_heat(s, o.heat, problem)) return false;
  if (!o.select.empty() && !select_by_name(s, o.select, problem)) return false;
  if (!o.tab.empty() && !set_tabs(s, o.tab, problem)) return false;
  if (o.at) s.seek(*o.at);
  if (o.fit.empty()) return true;
  for (std::size_t i = 0; i < kFits.size(); ++i)
    if (o.fit == kFits[i]) {
      s.fit = static_cast<Session::Fit>(i);
      return true;
    }
  problem = "--fit " + none_of(o.fit, "part of the map", strings(kFits));
  return false;
}

bool run_command(const Commands& commands, Session& s, const std::string& id,
                 std::string& problem) {
  if (commands.run(id, s)) return true;
  std::vector<std::string> names;
  for (const Command& c : commands.all()) names.push_back(c.id);
  problem =
      commands.find(id) ? id + ": cannot be run with what is open" : none_of(id, "command", names);
  return false;
}

}  // namespace vedette::view
