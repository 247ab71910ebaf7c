// SPDX-License-Identifier: Apache-2.0
#include "study/build_designs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "study/factorial.hpp"
#include "study/latin_hypercube.hpp"
#include "study/sobol.hpp"
#include "world/document/key_hint.hpp"

namespace vedette {

namespace {

using Levels = std::vector<std::optional<FactorLevel>>;

std::uint64_t whole_of(const Located& at, const char* key, std::uint64_t otherwise) {
  const auto found = at.find(key);
  return found ? found->value().get<std::uint64_t>() : otherwise;
}

class Builder {
 public:
  Builder(const Located& root, const std::string& folder, Study& study, Diagnostics& diagnostics)
      : root_(root), folder_(folder), study_(study), diagnostics_(diagnostics) {
    for (const Factor& f : study.factors) names_.push_back(f.name);
  }

  void build() {
    if (const auto set = root_.find("set"))
      for (std::size_t i = 0; i < set->size(); ++i)
        common_.push_back(set->key(i) + "=" + set->at(i).value().dump());
    Levels as_it_stands(study_.factors.size());
    if (const auto baseline = root_.find("baseline"))
      as_it_stands = levels_at(*baseline, as_it_stands);
    const Located design = root_.find("design")->at(0);
    const std::string& kind = root_.find("design")->key(0);
    const bool needs_factors = kind != "list" && kind != "scenarios";
    if (needs_factors && study_.factors.empty()) {
      diagnostics_.error(root_.find("design")->at(0).key_place(),
                         fmt::format("{} needs factors", kind), "name them under 'factors'");
      return;
    }
    if (kind == "morris" || kind == "sobol") {
      sensitivity(kind, design);
      return;
    }
    study_.baseline = 0;
    add("baseline", as_it_stands);
    study_.designs[0].planned = false;
    if (kind == "full_factorial") full(design);
    if (kind == "fractional_factorial") fractional(design);
    if (kind == "latin_hypercube") hypercube(design);
    if (kind == "one_at_a_time") one_at_a_time(as_it_stands);
    if (kind == "list") list(design, as_it_stands);
    if (kind == "scenarios") scenarios(design);
  }

 private:
  // The levels that a map factor → level names, over `otherwise`.
  Levels levels_at(const Located& at, Levels otherwise) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      const auto found = std::find(names_.begin(), names_.end(), at.key(i));
      if (found == names_.end()) {
        diagnostics_.error(at.at(i).key_place(), fmt::format("there is no factor '{}'", at.key(i)),
                           key_hint(at.key(i), names_).text);
        continue;
      }
      const auto f = static_cast<std::size_t>(found - names_.begin());
      if (const auto level = level_of(study_.factors[f], at.at(i), diagnostics_))
        otherwise[f] = *level;
    }
    return otherwise;
  }

  bool same(const Levels& a, const Levels& b) const {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i].has_value() != b[i].has_value()) return false;
      if (a[i] && a[i]->value != b[i]->value) return false;
    }
    return true;
  }

  // The baseline comes first; a design that is the same is not run twice.
  void add(const std::string& name, const Levels& levels, UnitPoint unit = {}) {
    if (study_.baseline && study_.designs.size() >= 1 && same(study_.designs[0].levels, levels) &&
        study_.designs[0].scenario == study_.scenario) {
      study_.designs[0].planned = true;
      study_.designs[0].unit = std::move(unit);
      return;
    }
    DesignPoint d;
    d.name = name;
    d.scenario = study_.scenario;
    d.overrides = common_;
    d.levels = levels;
    d.unit = std::move(unit);
    double cost = 0;
    bool known = false, missing = false;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const Factor& factor = study_.factors[i];
      if (levels[i]) d.overrides.push_back(factor.path + "=" + levels[i]->value.dump());
      const bool by_level = !factor.levels.empty() && factor.levels.front().cost.has_value();
      if (by_level && levels[i] && levels[i]->cost) {
        cost += *levels[i]->cost;
        known = true;
        continue;
      }
      if (!factor.unit_cost && !by_level) continue;
      if (factor.unit_cost && levels[i] && levels[i]->number == levels[i]->number) {
        cost += *factor.unit_cost * levels[i]->number;
        known = true;
      } else {
        missing = true;
      }
    }
    if (known && !missing) d.cost = cost;
    study_.designs.push_back(std::move(d));
  }

  // "cars=8,night_cars=4" while that is short, else "d17".
  std::string name_of(const Levels& levels, std::size_t number) const {
    std::string name;
    for (std::size_t i = 0; i < levels.size(); ++i)
      name += (i ? "," : "") + study_.factors[i].name + "=" + levels[i]->name;
    const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
      return std::isalnum(c) ||
             std::string_view("_=,.+-").find(static_cast<char>(c)) != std::string_view::npos;
    });
    return plain && name.size() <= 60 ? name : fmt::format("d{}", number);
  }

  bool too_many(double count, const Located& at) {
    if (count <= static_cast<double>(kMaxDesigns)) return false;
    diagnostics_.error(at.key_place(), fmt::format("these are {:.0f} designs", count),
                       fmt::format("a study has at most {}", kMaxDesigns));
    return true;
  }

  void full(const Located& at) {
    std::vector<std::size_t> counts;
    double all = 1;
    for (const Factor& f : study_.factors) {
      counts.push_back(f.levels.size());
      all *= static_cast<double>(f.levels.size());
    }
    if (too_many(all, at)) return;
    std::size_t number = 0;
    for (const auto& run : full_factorial(counts)) add_run(run, ++number);
  }

  void add_run(const std::vector<std::size_t>& run, std::size_t number) {
    Levels levels;
    for (std::size_t i = 0; i < run.size(); ++i) levels.push_back(study_.factors[i].levels[run[i]]);
    add(name_of(levels, number), levels);
  }

  void fractional(const Located& at) {
    std::vector<std::vector<std::size_t>> generators(study_.factors.size());
    const Located given = *at.find("generators");
    const auto factor = [&](const std::string& name, const Place& place) {
      const auto found = std::find(names_.begin(), names_.end(), name);
      if (found == names_.end())
        diagnostics_.error(place, fmt::format("there is no factor '{}'", name),
                           key_hint(name, names_).text);
      return found == names_.end() ? names_.size()
                                   : static_cast<std::size_t>(found - names_.begin());
    };
    const int errors = diagnostics_.errors();
    for (std::size_t g = 0; g < given.size(); ++g) {
      const std::size_t i = factor(given.key(g), given.at(g).key_place());
      for (std::size_t k = 0; k < given.at(g).size(); ++k) {
        const Located one = given.at(g).at(k);
        const auto& name = one.value().get_ref<const std::string&>();
        const std::size_t j = factor(name, one.place());
        if (j < names_.size() && given.find(name))
          diagnostics_.error(one.place(), fmt::format("'{}' is itself a product", name),
                             "products are of free factors");
        if (i < names_.size() && j < names_.size()) generators[i].push_back(j);
      }
    }
    for (const Factor& f : study_.factors)
      if (f.levels.size() != 2)
        diagnostics_.error(
            f.place, fmt::format("factor '{}' has {} levels, not two", f.name, f.levels.size()));
    const auto free = static_cast<std::size_t>(std::count_if(
        generators.begin(), generators.end(), [](const auto& g) { return g.empty(); }));
    if (free > 17)
      too_many(static_cast<double>(std::uint64_t{1} << std::min<std::size_t>(free, 62)), at);
    if (diagnostics_.errors() > errors) return;
    const FractionalFactorial design = fractional_factorial(generators);
    study_.resolution = design.resolution;
    std::size_t number = 0;
    for (const auto& run : design.runs) add_run(run, ++number);
  }

  void add_points(const std::vector<UnitPoint>& points) {
    for (std::size_t p = 0; p < points.size(); ++p) {
      Levels levels;
      for (std::size_t i = 0; i < points[p].size(); ++i)
        levels.push_back(study_.factors[i].at(points[p][i]));
      add(fmt::format("p{}", p + 1), levels, points[p]);
    }
  }

  void hypercube(const Located& at) {
    add_points(latin_hypercube(
        study_.factors.size(), whole_of(at, "points", 2),
        Random(whole_of(at, "seed", 1), 0).stream("study/latin-hypercube", "points")));
  }

  void sensitivity(const std::string& kind, const Located& at) {
    const std::size_t k = study_.factors.size();
    const std::uint64_t seed = whole_of(at, "seed", 1);
    study_.morris_levels = static_cast<unsigned>(whole_of(at, "levels", 4));
    const std::uint64_t n = whole_of(at, kind == "morris" ? "trajectories" : "points", 2);
    if (too_many(static_cast<double>(n) * static_cast<double>(k + (kind == "morris" ? 1 : 2)), at))
      return;
    add_points(kind == "morris" ? morris_points(k, n, study_.morris_levels, seed)
                                : sobol_points(k, n, seed));
  }

  void one_at_a_time(const Levels& baseline) {
    for (std::size_t i = 0; i < study_.factors.size(); ++i) {
      for (const FactorLevel& level : study_.factors[i].levels) {
        Levels levels = baseline;
        levels[i] = level;
        const std::string name = study_.factors[i].name + "=" + level.name;
        const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
          return std::isalnum(c) ||
                 std::string_view("_=,.+-").find(static_cast<char>(c)) != std::string_view::npos;
        });
        add(plain && name.size() <= 60 ? name : fmt::format("d{}", study_.designs.size()), levels);
      }
    }
  }

  void list(const Located& at, const Levels& baseline) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (at.key(i) == "baseline")
        diagnostics_.error(at.at(i).key_place(), "the baseline stands under 'baseline'");
      const std::size_t before = study_.designs.size();
      add(at.key(i), levels_at(at.at(i), baseline));
      if (study_.designs.size() == before && study_.designs[0].planned)
        diagnostics_.warning(at.at(i).key_place(),
                             fmt::format("'{}' is the baseline and is not run twice", at.key(i)));
    }
  }

  void scenarios(const Located& at) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (at.key(i) == "baseline")
        diagnostics_.error(at.at(i).key_place(), "the baseline is the base scenario");
      DesignPoint d;
      d.name = at.key(i);
      d.scenario = (std::filesystem::path(folder_) / at.at(i).value().get<std::string>())
                       .lexically_normal()
                       .string();
      d.overrides = common_;
      d.levels.resize(study_.factors.size());
      study_.designs.push_back(std::move(d));
    }
  }

  const Located& root_;
  const std::string& folder_;
  Study& study_;
  Diagnostics& diagnostics_;
  std::vector<std::string> names_, common_;
};

}  // namespace

StudyText label_text(const Json& value) {
  if (value.is_string()) return {value, value};
  StudyText text{value.value("en", ""), value.value("zh", "")};
  if (text.en.empty()) text.en = text.zh;
  if (text.zh.empty()) text.zh = text.en;
  return text;
}

FactorLevel level_from(const Json& value) {
  FactorLevel level;
  level.value = value;
  if (value.is_number()) level.number = value.get<double>();
  level.name = value.is_number()   ? number_text(value)
               : value.is_string() ? value.get<std::string>()
                                   : value.dump();
  return level;
}

std::optional<FactorLevel> level_of(const Factor& factor, Located at, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  bool named = false;
  for (const FactorLevel& level : factor.levels) {
    if (at.value() == level.value) return level;
    if (at.value().is_string() && at.value() == level.name) return level;
    names.push_back(level.name);
    named |= level.value.is_structured();
  }
  if (!named) return level_from(at.value());
  diagnostics.error(at.place(),
                    fmt::format("factor '{}' has no level {}", factor.name, describe(at.value())),
                    at.value().is_string() ? key_hint(at.value().get<std::string>(), names).text
                                           : "name one of its levels");
  return std::nullopt;
}

void build_designs(Located root, const std::string& folder, Study& study,
                   Diagnostics& diagnostics) {
  const std::string kind = root.find("design")->key(0);
  static const std::map<std::string, DesignKind> kKinds{
      {"full_factorial", DesignKind::kFullFactorial},
      {"fractional_factorial", DesignKind::kFractionalFactorial},
      {"latin_hypercube", DesignKind::kLatinHypercube},
      {"list", DesignKind::kList},
      {"scenarios", DesignKind::kScenarios},
      {"one_at_a_time", DesignKind::kOneAtATime},
      {"morris", DesignKind::kMorris},
      {"sobol", DesignKind::kSobol}};
  study.kind = kKinds.at(kind);
  Builder(root, folder, study, diagnostics).build();
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < study.designs.size(); ++i) {
    std::string& name = study.designs[i].name;
    if (!seen.emplace(name, i).second) name += fmt::format("+{}", i);
  }
  const auto labels = root.find("labels");
  for (std::size_t i = 0; labels && i < labels->size(); ++i) {
    const auto design = std::find_if(study.designs.begin(), study.designs.end(),
                                     [&](const auto& d) { return d.name == labels->key(i); });
    if (design == study.designs.end())
      diagnostics.error(labels->at(i).key_place(),
                        fmt::format("there is no design '{}'", labels->key(i)),
                        "the scenario as it stands is called 'baseline'");
    else
      design->label = label_text(labels->at(i).value());
  }
}

}  // namespace vedette
