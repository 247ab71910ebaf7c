// SPDX-License-Identifier: Apache-2.0
#include "cli/run_change.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "cli/words.hpp"
#include "world/equipment.hpp"

namespace vedette::cli {

namespace {

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0) || value > 1e9)
    return std::nullopt;
  return value;
}

// HH:MM or HH:MM:SS.
std::optional<double> clock_seconds(std::string_view text) {
  double sum = 0;
  int parts = 0;
  for (double unit = 3600;; unit /= 60, ++parts) {
    const std::size_t colon = text.find(':');
    const auto part = number(text.substr(0, colon));
    if (!part || parts > 2 || (parts > 0 && *part >= 60)) return std::nullopt;
    sum += *part * unit;
    if (colon == std::string_view::npos) return parts > 0 ? std::optional(sum) : std::nullopt;
    text.remove_prefix(colon + 1);
  }
}

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

// What may change in the middle of a run.
bool may_change(std::string_view path) {
  for (const std::string_view free : {"network.outages", "power.outages", "equipment.what_if",
                                      "city.road_changes", "city.stations", "site.duty_room"})
    if (path == free || (begins(path, free) && path[free.size()] == '.')) return true;
  if (begins(path, "site.cameras.")) return true;
  if (!begins(path, "units.")) return false;
  const std::string_view rest = path.substr(6);
  const std::size_t dot = rest.find('.');
  return dot == std::string_view::npos || rest.substr(dot) == ".count";
}

// Changes of the roads before `at` are the same in both.
bool same_roads_before(const World& a, const World& b, Time at) {
  const auto list = [](const World& world) {
    const auto json = nlohmann::json::parse(world.effective_json);
    const auto city = json.value("city", nlohmann::json::object());
    return city.value("road_changes", nlohmann::json::array());
  };
  const auto before = [&](const nlohmann::json& changes) {
    nlohmann::json out = nlohmann::json::array();
    for (const auto& one : changes)
      if (one.value("from_h", 0.0) * 3600 < at.seconds()) out.push_back(one);
    return out;
  };
  return before(list(a)) == before(list(b));
}

std::set<std::string> unit_names(const World& world) {
  std::set<std::string> out;
  for (const Unit& unit : world.city.units) out.insert(world.entities[unit.entity.index()].name);
  return out;
}

bool holds(const std::set<std::string>& all, const std::set<std::string>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// The scenario with every unit of both: of each fleet whichever count is larger.
std::shared_ptr<const World> with_all_units(const ScenarioOptions& options,
                                            const std::shared_ptr<const World>& before,
                                            const std::shared_ptr<const World>& after) {
  const auto old_units = unit_names(*before), new_units = unit_names(*after);
  if (holds(new_units, old_units)) return after;
  if (holds(old_units, new_units)) return before;
  std::map<std::string, int> more;  // fleets that grow
  for (const World* world : {before.get(), after.get()})
    for (const Unit& unit : world->city.units) more[unit.fleet] += world == after.get() ? 1 : -1;
  std::vector<std::string> kept;
  for (const std::string& one : options.overrides) {
    const std::string path = one.substr(0, one.find('='));
    if (!begins(path, "units.")) continue;
    const std::string fleet = path.substr(6, path.find('.', 6) - 6);
    if (more[fleet] > 0) kept.push_back(one);
  }
  Diagnostics ignored;
  return load_world(options.scenario, kept, ignored);
}

}  // namespace

std::optional<Duration> time_after_start(std::string_view text) {
  if (const auto clock = clock_seconds(text)) return seconds(*clock);
  double unit = 1;
  const auto ends = [&](std::string_view suffix, double of) {
    if (text.size() <= suffix.size() || text.substr(text.size() - suffix.size()) != suffix)
      return false;
    text.remove_suffix(suffix.size());
    unit = of;
    return true;
  };
  (void)(ends("min", 60) || ends("s", 1) || ends("h", 3600));
  const auto value = number(text);
  if (!value) return std::nullopt;
  return seconds(*value * unit);
}

bool fails_as_overrides(const std::vector<std::string>& fails, const Common& common,
                        std::vector<std::string>& overrides, int& exit_code) {
  std::string all;
  for (const std::string& text : fails) {
    const std::size_t at = text.rfind('@');
    const std::string_view name = std::string_view(text).substr(0, at);
    std::string_view times;
    if (at != std::string::npos) times = std::string_view(text).substr(at + 1);
    const std::size_t dots = times.find("..");
    const auto from = time_after_start(times.substr(0, dots));
    std::optional<Duration> to;
    if (dots != std::string_view::npos) to = time_after_start(times.substr(dots + 2));
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '/' ||
             c == '.';
    });
    if (name.empty() || !plain || !from || (dots != std::string_view::npos && !to) ||
        (to && *to <= *from)) {
      exit_code = fail(kBadInput, say("fail.form", common.language(), text), common);
      return false;
    }
    if (!all.empty()) all += ", ";
    all += fmt::format("fail-{}: {{element: \"{}\", from_s: {}", &text - fails.data() + 1, name,
                       from->seconds());
    if (to) all += fmt::format(", to_s: {}", to->seconds());
    all += "}";
  }
  if (!all.empty()) overrides.push_back("equipment.what_if={" + all + "}");
  return true;
}

std::unique_ptr<ChangedRun> changed_run(const ScenarioOptions& options, const std::string& from,
                                        const Common& common, int& exit_code) {
  const Lang lang = common.language();
  const auto refuse = [&](const std::string& sentence) {
    exit_code = fail(kBadInput, sentence, common);
    return nullptr;
  };
  const auto span = time_after_start(from);
  if (!span) return refuse(say("from.form", lang, from));
  if (options.overrides.empty()) return refuse(say("from.nothing", lang));
  for (const std::string& one : options.overrides) {
    const std::string path = one.substr(0, one.find('='));
    if (!may_change(path)) return refuse(say("from.refused", lang, path));
  }
  ScenarioOptions plain = options;
  plain.overrides.clear();
  const auto before = open_scenario(plain, common, exit_code);
  if (!before) return nullptr;
  if (*span >= before->horizon)
    return refuse(say("from.late", lang, from, number_text(before->horizon.seconds())));
  const auto after = open_scenario(options, common, exit_code);
  if (!after) return nullptr;
  const Time at = Time{0} + *span;
  if (!same_roads_before(*before, *after, at))
    return refuse(say("from.past", lang, "city.road_changes", number_text(at.seconds())));
  const auto all = with_all_units(options, before, after);
  auto out = std::make_unique<ChangedRun>();
  try {
    out->staged = std::make_unique<StagedWorld>(before, after, all, at);
  } catch (const InputError& e) {
    return refuse(e.diagnostic.message + ": " + e.diagnostic.hint);
  }
  StagedWorld& staged = *out->staged;
  out->change.at = at;
  out->change.outages = staged.outages();
  out->change.ends_outage = staged.ends_outage();
  out->change.unit_begins = staged.begins();
  out->change.unit_ends = staged.ends();
  out->change.take_over = [&staged] { staged.take_over(); };
  return out;
}

}  // namespace vedette::cli
