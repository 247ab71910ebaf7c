// SPDX-License-Identifier: Apache-2.0
#include "study/load_study.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <set>

#include "base/embedded.hpp"
#include "study/build_designs.hpp"
#include "study/check_designs.hpp"
#include "study/check_measure.hpp"
#include "study/comparison.hpp"
#include "study/factor_costs.hpp"
#include "study/site_levels.hpp"
#include "world/document/document.hpp"
#include "world/load.hpp"

VEDETTE_EMBEDDED(study_schema);

namespace vedette {

namespace {

namespace fs = std::filesystem;

StudyText text_of(const std::optional<Located>& at) {
  return at ? label_text(at->value()) : StudyText{};
}

std::optional<double> number_of(const Located& at, const char* key) {
  const auto found = at.find(key);
  return found ? std::optional(found->value().get<double>()) : std::nullopt;
}

void range_of(const Located& at, Factor& factor, Diagnostics& diagnostics) {
  factor.is_range = true;
  factor.from = *number_of(at, "from");
  factor.to = *number_of(at, "to");
  const auto whole = at.find("whole");
  factor.whole = whole && whole->value().get<bool>();
  if (factor.to <= factor.from)
    diagnostics.error(at.find("to")->place(),
                      fmt::format("{} is not greater than from, {}", number_text(factor.to),
                                  number_text(factor.from)));
  if (factor.whole &&
      (std::trunc(factor.from) != factor.from || std::trunc(factor.to) != factor.to))
    diagnostics.error(at.find("from")->place(), "the ends of a range of whole numbers are whole");
  const auto level = [&](double x) {
    factor.levels.push_back(
        level_from(factor.whole ? Json(static_cast<std::int64_t>(x)) : Json(x)));
  };
  const double step = number_of(at, "step").value_or(factor.to - factor.from);
  if ((factor.to - factor.from) / step > 1000) {
    diagnostics.error(at.find("step")->place(), "these are more than 1,000 levels");
    return;
  }
  if (factor.whole && std::trunc(step) != step)
    diagnostics.error(at.find("step")->place(), "the step of a range of whole numbers is whole");
  for (std::uint64_t i = 0;; ++i) {
    const double x = factor.from + static_cast<double>(i) * step;
    if (x > factor.to + step * 1e-9 || !(step > 0)) break;
    level(std::min(x, factor.to));
  }
}

Factor factor_of(const Located& at, const std::string& name, Diagnostics& diagnostics) {
  Factor factor;
  factor.name = name;
  factor.label = text_of(at.find("label"));
  factor.path = at.find("path")->value().get<std::string>();
  factor.place = at.find("path")->place();
  factor.unit_cost = number_of(at, "unit_cost");
  const auto levels = at.find("levels");
  const bool range = at.find("from") && at.find("to");
  if (levels && (at.find("from") || at.find("to"))) {
    diagnostics.error(at.key_place(), "a factor has levels or a range, not both");
  } else if (levels) {
    for (std::size_t i = 0; i < levels->size(); ++i) {
      factor.levels.push_back(level_from(levels->at(i).value()));
      if (levels->value().is_object()) factor.levels.back().name = levels->key(i);
    }
  } else if (range) {
    range_of(at, factor, diagnostics);
  } else {
    diagnostics.error(at.key_place(), fmt::format("factor '{}' has no levels", name),
                      "give 'levels', or a range by 'from' and 'to'");
  }
  if (factor.path.find('=') != std::string::npos)
    diagnostics.error(factor.place, "a path holds no '='");
  costs_of(at, factor, diagnostics);
  const auto names = at.find("names");
  for (std::size_t i = 0; names && i < names->size(); ++i)
    if (std::none_of(factor.levels.begin(), factor.levels.end(),
                     [&](const FactorLevel& level) { return level.name == names->key(i); }))
      diagnostics.error(names->at(i).key_place(),
                        fmt::format("there is no level '{}'", names->key(i)));
  return factor;
}

ReplicationRule rule_of(const Located& at) {
  ReplicationRule rule;
  if (at.value().is_number()) {
    rule.count = at.value().get<std::uint64_t>();
    return rule;
  }
  const Located inner = at.at(0);
  const std::string& kind = at.key(0);
  rule.kind = kind == "sequential" ? RuleKind::kSequential
              : kind == "kn"       ? RuleKind::kKn
                                   : RuleKind::kOcba;
  const auto whole = [&](const char* key, std::uint64_t otherwise) {
    const auto found = inner.find(key);
    return found ? found->value().get<std::uint64_t>() : otherwise;
  };
  rule.first = whole("first", rule.kind == RuleKind::kOcba ? 10 : 20);
  rule.step = whole("step", rule.kind == RuleKind::kOcba ? 50 : 10);
  rule.most = whole("most", 1);
  rule.budget = whole("budget", 0);
  rule.indifference = number_of(inner, "indifference").value_or(0);
  return rule;
}

void measures_of(const Located& list, Study& study, Diagnostics& diagnostics) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Located at = list.at(i);
    StudyMeasure m;
    m.id = at.find("id")->value().get<std::string>();
    if (!seen.insert(m.id).second)
      diagnostics.error(at.find("id")->place(), fmt::format("'{}' is there already", m.id));
    if (const auto goal = at.find("goal")) m.goal = goal->value() == "largest" ? 1 : -1;
    m.at_least = number_of(at, "at_least");
    m.at_most = number_of(at, "at_most");
    m.half_width = number_of(at, "half_width");
    m.difference_half_width = number_of(at, "difference_half_width");
    if (m.at_least && m.at_most && *m.at_least > *m.at_most)
      diagnostics.error(at.find("at_least")->place(), "no value is both at least and at most this");
    study.measures.push_back(std::move(m));
  }
}

void check_rule(const Located& root, const Study& study, Diagnostics& diagnostics) {
  const Located at = *root.find("replications");
  const ReplicationRule& rule = study.rule;
  if (rule.kind == RuleKind::kFixed) return;
  if (rule.kind != RuleKind::kOcba && rule.most < rule.first)
    diagnostics.error(at.at(0).find("most")->place(),
                      fmt::format("most {} is less than first {}", rule.most, rule.first));
  if (rule.kind == RuleKind::kSequential) {
    bool asked = false;
    for (const StudyMeasure& m : study.measures) asked |= m.half_width || m.difference_half_width;
    if (!asked)
      diagnostics.error(at.at(0).key_place(), "no measure says how narrow its interval is to be",
                        "give a measure 'half_width' or 'difference_half_width'");
  } else {
    if (study.measures.front().goal == 0)
      diagnostics.error(root.find("measures")->at(0).place(),
                        "the best is picked by the first measure, which has no goal",
                        "goal: largest or goal: smallest");
    const std::uint64_t least = rule.first * study.designs.size();
    if (rule.kind == RuleKind::kOcba && rule.budget < least)
      diagnostics.error(at.at(0).find("budget")->place(),
                        fmt::format("{} runs are fewer than the first {} of {} designs",
                                    rule.budget, rule.first, study.designs.size()));
  }
}

// What does not need the designs.
void read_frame(const Located& root, Study& study, Diagnostics& diagnostics) {
  study.name = text_of(root.find("study"));
  study.question = text_of(root.find("question"));
  if (const auto seed = root.find("seed")) study.seed = seed->value().get<std::uint64_t>();
  if (const auto factors = root.find("factors"))
    for (std::size_t i = 0; i < factors->size(); ++i)
      study.factors.push_back(factor_of(factors->at(i), factors->key(i), diagnostics));
  measures_of(*root.find("measures"), study, diagnostics);
  study.rule = rule_of(*root.find("replications"));
  const auto keep = root.find("keep");
  study.keep_all = keep && keep->value() == "all";
  study.confidence = number_of(root, "confidence").value_or(0.95);
  if (const auto correction = root.find("correction"))
    study.correction = correction->value() == "holm"         ? Correction::kHolm
                       : correction->value() == "bonferroni" ? Correction::kBonferroni
                                                             : Correction::kNone;
}

std::string folder_of(const std::string& file) {
  return fs::path(file).parent_path().string();
}

std::string beside(const std::string& folder, const std::string& file) {
  return (fs::path(folder) / file).lexically_normal().string();
}

// The scenario's own value at a dotted path, where it is a plain one.
std::optional<Json> value_at(const Json& scenario, const std::string& path) {
  const Json* at = &scenario;
  for (std::size_t from = 0; from <= path.size();) {
    if (!at->is_object()) return std::nullopt;
    std::size_t end = std::min(path.find('.', from), path.size());
    while (!at->contains(path.substr(from, end - from)) && end < path.size())
      end = std::min(path.find('.', end + 1), path.size());
    const auto found = at->find(path.substr(from, end - from));
    if (found == at->end()) return std::nullopt;
    at = &*found;
    from = end + 1;
  }
  if (at->is_object() && at->contains("count")) at = &at->at("count");
  if (at->is_structured() || at->is_null()) return std::nullopt;
  return *at;
}

// Writes what the baseline is into the document, so that results tell it without the scenario.
void complete_baseline(const Study& study, const World& base, Json& document) {
  if (study.factors.empty()) return;
  const Json scenario = Json::parse(base.effective_json);
  Json baseline = document.value("baseline", Json::object());
  for (const Factor& factor : study.factors)
    if (!baseline.contains(factor.name))
      if (const auto value = value_at(scenario, factor.path)) baseline[factor.name] = *value;
  if (!baseline.empty()) document["baseline"] = std::move(baseline);
}

// Scenarios that designs are and that are not there, told where the study names them.
void find_scenarios(const Located& root, const std::string& folder, Diagnostics& diagnostics) {
  const Located design = *root.find("design");
  if (design.key(0) != "scenarios") return;
  for (std::size_t i = 0; i < design.at(0).size(); ++i) {
    const Located at = design.at(0).at(i);
    const auto& name = at.value().get_ref<const std::string&>();
    std::error_code ignored;
    if (!fs::exists(beside(folder, name), ignored))
      diagnostics.error(at.place(), fmt::format("there is no '{}'", name),
                        "it is looked for beside the study");
  }
}

// With `all`, levels are tried in the scenario too, and nothing keeps back what else is wrong.
std::optional<LoadedStudy> load(Document document, const std::string& folder,
                                const std::string& file, Diagnostics& diagnostics,
                                bool all = false) {
  if (diagnostics.has_errors()) return std::nullopt;
  LoadedStudy out;
  Study& study = out.study;
  const std::string name = document.root["scenario"].get<std::string>();
  study.scenario = beside(folder, name);
  if (asks_for_sites(document.located())) {
    if (const auto base =
            load_world(study.scenario, common_overrides(document.root), diagnostics))
      fill_in_sites(document, *base, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
  }
  const Located root = document.located();
  const std::vector<std::string> common = common_overrides(document.root);
  read_frame(root, study, diagnostics);
  study.file = file;
  const bool sound = !diagnostics.has_errors();
  std::error_code ignored;
  if (!fs::exists(study.scenario, ignored)) {
    diagnostics.error(root.find("scenario")->place(), fmt::format("there is no '{}'", name),
                      folder.empty() ? "" : "it is looked for beside the study");
    return std::nullopt;
  }
  if (!file.empty()) find_scenarios(root, folder, diagnostics);
  out.base = load_world(study.scenario, common, diagnostics);
  if (out.base) {
    for (std::size_t i = 0; i < study.measures.size(); ++i)
      check_measure(study.measures[i].id, *out.base,
                    root.find("measures")->at(i).find("id")->place(), diagnostics);
  }
  if (!study.seed && out.base) study.seed = out.base->seed;
  if (sound) build_designs(root, folder, study, diagnostics);
  if (all && out.base) {
    check_designs(study, common, diagnostics);
    check_idle_levels(study, common, diagnostics);
  }
  if (!diagnostics.has_errors()) check_rule(root, study, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  // Once more, with what the scenario says about the baseline and the seed.
  study.document = std::move(document.root);
  study.document["seed"] = *study.seed;
  complete_baseline(study, *out.base, study.document);
  const std::string scenario = study.scenario;
  std::vector<Place> places;  // in the file as it was written
  for (const Factor& factor : study.factors) places.push_back(factor.place);
  study = study_of_document(study.document, file);
  study.scenario = scenario;
  for (std::size_t i = 0; i < places.size(); ++i) study.factors[i].place = places[i];
  for (DesignPoint& d : study.designs) d.scenario = beside(folder, d.scenario);
  return out;
}

Document document_of(const Json& json, const std::string& name, Diagnostics& diagnostics) {
  return load_document_text(json.dump(), name + ".json", study_schema(), {}, diagnostics);
}

}  // namespace

std::string_view study_schema_text() {
  return embedded::study_schema();
}

const Schema& study_schema() {
  static const Schema schema(study_schema_text());
  return schema;
}

std::string study_file(const std::string& file_or_folder) {
  std::error_code ignored;
  if (!fs::is_directory(file_or_folder, ignored)) return file_or_folder;
  return (fs::path(file_or_folder) / "study.yaml").lexically_normal().string();
}

bool is_study(const std::string& file_or_folder) {
  const std::string file = study_file(file_or_folder);
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return false;
  Diagnostics silent;
  const Document raw = read_document(file, silent);
  return raw.root.is_object() && raw.root.contains("study");
}

std::optional<LoadedStudy> load_study(const std::string& file_or_folder, Diagnostics& diagnostics) {
  const std::string file = study_file(file_or_folder);
  return load(load_document(file, study_schema(), {}, diagnostics), folder_of(file),
              fs::path(file).filename().string(), diagnostics);
}

std::optional<LoadedStudy> load_comparison(const std::string& baseline, const std::string& change,
                                           std::uint64_t replications, Diagnostics& diagnostics) {
  const auto stem = [](const std::string& path) {
    const fs::path p = fs::path(scenario_file(path)).lexically_normal();
    std::string name =
        p.stem() == "scenario" ? p.parent_path().filename().string() : p.stem().string();
    for (char& c : name)
      if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_') c = '-';
    return name.empty() || name == "baseline" ? std::string("change") : name;
  };
  const auto base = load_world(baseline, {}, diagnostics),
             other = load_world(change, {}, diagnostics);
  if (!base || !other) return std::nullopt;
  Json document{{"vedette", 1},
                {"study", {{"en", "Before and after"}, {"zh", "调整前后对比"}}},
                {"scenario", baseline},
                {"design", {{"scenarios", {{stem(change), change}}}}},
                {"measures", headline_measures(*base, *other)},
                {"keep", "all"},
                {"replications", replications}};
  if (base->name_en != other->name_en)
    document["labels"] = {{"baseline", {{"en", base->name_en}, {"zh", base->name_zh}}},
                          {stem(change), {{"en", other->name_en}, {"zh", other->name_zh}}}};
  if (Json doubts = doubts_of(*base, *other, one_place(baseline, change)); !doubts.is_null())
    document["question"] = std::move(doubts);
  return load(document_of(document, "comparison", diagnostics), "", "", diagnostics);
}

Study study_of_document(const Json& json, const std::string& file) {
  Diagnostics diagnostics;
  const Document document = document_of(json, "study", diagnostics);
  Study study;
  if (!diagnostics.has_errors()) {
    const Located root = document.located();
    read_frame(root, study, diagnostics);
    study.file = file;
    study.scenario = root.find("scenario")->value().get<std::string>();
    study.document = json;
    build_designs(root, "", study, diagnostics);
  }
  if (diagnostics.has_errors()) throw InputError{diagnostics.sorted().front()};
  return study;
}

bool check_study(const std::string& file_or_folder, Diagnostics& diagnostics) {
  const std::string file = study_file(file_or_folder);
  return load(load_document(file, study_schema(), {}, diagnostics), folder_of(file),
              fs::path(file).filename().string(), diagnostics, true)
      .has_value();
}

}  // namespace vedette
