// SPDX-License-Identifier: Apache-2.0
#include "study/check_designs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "world/load.hpp"

namespace vedette {

namespace {

/// Studies of so many designs or fewer are tried whole: levels may clash.
constexpr std::size_t kFewDesigns = 12;

using FactorValue = std::pair<std::size_t, std::string>;  // factor, value

// A range that no list of levels stands for.
bool open_range(const Study& study, std::size_t factor) {
  return study.factors[factor].is_range && !study.designs.empty() &&
         !study.designs.back().unit.empty();
}

std::vector<std::size_t> designs_to_try(const Study& study) {
  std::vector<std::size_t> out;
  std::set<FactorValue> seen;
  std::vector<std::pair<std::size_t, std::size_t>> ends(study.factors.size(), {0, 0});
  const auto number = [&](std::size_t d, std::size_t f) {
    const auto& levels = study.designs[d].levels;
    return f < levels.size() && levels[f] ? levels[f]->number : 0;
  };
  for (std::size_t d = 0; d < study.designs.size(); ++d) {
    const DesignPoint& point = study.designs[d];
    bool fresh = study.kind == DesignKind::kScenarios || study.designs.size() <= kFewDesigns;
    for (std::size_t f = 0; f < point.levels.size(); ++f) {
      if (!point.levels[f]) continue;
      if (!open_range(study, f)) {
        fresh |= seen.emplace(f, point.levels[f]->value.dump()).second;
      } else {
        if (number(d, f) < number(ends[f].first, f)) ends[f].first = d;
        if (number(d, f) > number(ends[f].second, f)) ends[f].second = d;
      }
    }
    if (fresh) out.push_back(d);
  }
  for (std::size_t f = 0; f < study.factors.size(); ++f)
    if (open_range(study, f)) out.insert(out.end(), {ends[f].first, ends[f].second});
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Whether one of two dotted paths leads through the other.
bool on_one_way(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '.');
}

// The factor whose value a finding is about, by the place that overrides have; none: no factor.
const Factor* factor_at(const Study& study, const DesignPoint& design, const Diagnostic& d,
                        std::size_t& index) {
  constexpr std::string_view kSet = "--set ";
  std::string_view path = d.place.file;
  if (!path.starts_with(kSet)) return nullptr;
  path.remove_prefix(kSet.size());
  path = path.substr(0, path.find('='));
  for (index = 0; index < design.levels.size(); ++index)
    if (design.levels[index] && on_one_way(path, study.factors[index].path))
      return &study.factors[index];
  return nullptr;
}

void tell(const Factor& factor, const FactorLevel& level, const Diagnostic& d,
          Diagnostics& diagnostics) {
  diagnostics.error(factor.place,
                    fmt::format("with {} = {}: {}", factor.name, level.name, d.message), d.hint);
}

}  // namespace

void check_designs(const Study& study, const std::vector<std::string>& common,
                   Diagnostics& diagnostics) {
  for (const std::size_t i : designs_to_try(study)) {
    const DesignPoint& design = study.designs[i];
    if (design.scenario == study.scenario && design.overrides == common) continue;  // the base
    std::error_code ignored;
    if (!std::filesystem::exists(design.scenario, ignored)) continue;  // told where it is named
    Diagnostics found;
    (void)load_world(design.scenario, design.overrides, found);
    for (const Diagnostic& d : found.all()) {
      if (d.severity != Severity::kError) continue;
      std::size_t f = 0;
      if (const Factor* factor = factor_at(study, design, d, f))
        tell(*factor, *design.levels[f], d, diagnostics);
      else if (study.kind == DesignKind::kScenarios)
        diagnostics.error(d.place, d.message, d.hint);
      else
        diagnostics.error(d.place, fmt::format("design {}: {}", design.name, d.message), d.hint);
    }
  }
}

void check_idle_levels(const Study& study, const std::vector<std::string>& common,
                       Diagnostics& diagnostics) {
  std::set<FactorValue> used;
  for (const DesignPoint& design : study.designs)
    for (std::size_t f = 0; f < design.levels.size(); ++f)
      if (design.levels[f]) used.emplace(f, design.levels[f]->value.dump());
  for (std::size_t f = 0; f < study.factors.size(); ++f) {
    const Factor& factor = study.factors[f];
    std::vector<FactorLevel> levels = factor.levels;
    if (factor.is_range && levels.size() > 2) levels = {levels.front(), levels.back()};
    for (const FactorLevel& level : levels) {
      if (used.contains({f, level.value.dump()})) continue;
      Diagnostics found;
      std::vector<std::string> overrides = common;
      overrides.push_back(factor.path + "=" + level.value.dump());
      (void)load_world(study.scenario, overrides, found);
      for (const Diagnostic& d : found.all())
        if (d.severity == Severity::kError) tell(factor, level, d, diagnostics);
    }
  }
}

std::vector<std::string> common_overrides(const Json& document) {
  std::vector<std::string> out;
  if (const auto set = document.find("set"); set != document.end() && set->is_object())
    for (const auto& [path, value] : set->items()) out.push_back(path + "=" + value.dump());
  return out;
}

}  // namespace vedette
