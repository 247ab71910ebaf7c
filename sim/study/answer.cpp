// SPDX-License-Identifier: Apache-2.0
#include "study/answer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace vedette {

namespace {

// As StudyMeasure::direction.
int direction(const Json& measure) {
  if (measure.contains("goal")) return measure["goal"] == "largest" ? 1 : -1;
  return measure.contains("at_least") ? 1 : measure.contains("at_most") ? -1 : 0;
}

// Larger is better; designs without a value come last.
double score(const Json& design, const Json& measure) {
  const Json& mean = design["results"][0]["mean"];
  if (!mean.is_number()) return -std::numeric_limits<double>::infinity();
  return direction(measure) < 0 ? -mean.get<double>() : mean.get<double>();
}

bool all_failed(const Json& design) {
  const std::uint64_t failures = design.value("failures", std::uint64_t{0});
  return failures > 0 && failures >= design.value("replications", std::uint64_t{0});
}

// Designs of which no run worked are left out; null: there is none.
const Json* best_of(const Json& analysis, bool met_only) {
  const Json* best = nullptr;
  const Json& measure = analysis["measures"][0];
  for (const Json& design : analysis["designs"]) {
    if (all_failed(design)) continue;
    if (met_only && design.value("meets", "") != "met") continue;
    if (!best) {
      best = &design;
      continue;
    }
    if (met_only && design["cost"].is_number() && (*best)["cost"].is_number()) {
      const double mine = design["cost"].get<double>(), theirs = (*best)["cost"].get<double>();
      if (mine < theirs || (mine == theirs && score(design, measure) > score(*best, measure)))
        best = &design;
    } else if (score(design, measure) > score(*best, measure)) {
      best = &design;
    }
  }
  return best;
}

// The deciding figures with a goal or target that are better (+1) or worse (-1) in a design than in
// the baseline, beyond chance.
Json beyond_baseline(const Json& analysis, const Json& name, int which) {
  Json out = Json::array();
  for (const Json& design : analysis["designs"]) {
    if (design["name"] != name || !design.contains("differences")) continue;
    for (std::size_t i = 0; i < analysis["measures"].size(); ++i) {
      const Json &m = analysis["measures"][i], &d = design["differences"][i];
      const int better = direction(m);
      if (!m.value("decides", false) || better == 0 || !d["low_all"].is_number()) continue;
      const int sign = which * better;
      if (sign > 0 ? d["low_all"].get<double>() > 0 : d["high_all"].get<double>() < 0)
        out.push_back(m["id"]);
    }
  }
  return out;
}

// Whether a difference from the baseline is beyond chance; null: unknown.
Json beyond_chance(const Json& design) {
  if (!design.contains("differences")) return nullptr;
  const Json& d = design["differences"][0];
  if (!d["low_all"].is_number()) return d.value("identical", false) ? Json(false) : Json();
  return d["low_all"].get<double>() > 0 || d["high_all"].get<double>() < 0;
}

// The best is sure when its difference from the baseline is beyond chance; the baseline itself when
// those of all others are.
Json sure_of(const Json& analysis, const Json& best) {
  if (!best.value("baseline", false)) return beyond_chance(best);
  // One that may be chance is enough for no; else one that is unknown for unknown.
  Json out;
  bool unknown = false;
  for (const Json& design : analysis["designs"]) {
    if (&design == &best || all_failed(design)) continue;
    const Json one = beyond_chance(design);
    if (one.is_null()) {
      unknown = true;
      continue;
    }
    if (!one.get<bool>()) return false;
    out = true;
  }
  return unknown ? Json() : out;
}

// Of two scenarios: the deciding figure that differs most surely, by its difference in widths of
// the interval of all together; where none is beyond chance the first. Marks hang together: what
// is gained within one minute may not show within five.
Json surest_of(const Json& analysis) {
  if (analysis["study"]["design"] != "scenarios" || analysis["designs"].size() != 2 ||
      !analysis["designs"][1].contains("differences") || analysis["measures"].empty())
    return {};
  std::size_t lead = 0;
  double most = 0;
  for (std::size_t i = 0; i < analysis["measures"].size(); ++i) {
    const Json& d = analysis["designs"][1]["differences"][i];
    if (!analysis["measures"][i].value("decides", false) || !d["low_all"].is_number()) continue;
    const double low = d["low_all"].get<double>(), high = d["high_all"].get<double>();
    if (low <= 0 && high >= 0) continue;
    const double sure = std::fabs(low + high) /
                        std::max(high - low, std::numeric_limits<double>::min());
    if (sure > most) {
      most = sure;
      lead = i;
    }
  }
  return analysis["measures"][lead]["id"];
}

Json choice_of(const Json& analysis) {
  if (analysis["measures"].empty() || analysis["designs"].empty())
    return {{"kind", "comparison"}, {"design", nullptr}};
  std::size_t left = 0;
  for (const Json& design : analysis["designs"]) left += !all_failed(design);
  if (left == 0 || (left == 1 && analysis["designs"].size() > 1))
    return {{"kind", "none"}, {"design", nullptr}};
  const Json& first = analysis["measures"][0];
  bool targets = false;
  for (const Json& m : analysis["measures"])
    targets |= m.contains("at_least") || m.contains("at_most");
  if (analysis.contains("selection")) {
    Json out{{"kind", "selection"}, {"design", analysis["selection"]["best"]}};
    for (const Json& design : analysis["designs"])
      if (targets && design["name"] == out["design"]) out["met"] = design["meets"] == "met";
    return out;
  }
  if (targets) {
    if (const Json* best = best_of(analysis, true))
      return {{"kind", "targets"}, {"met", true}, {"design", (*best)["name"]}};
    return {{"kind", "targets"}, {"met", false}, {"design", (*best_of(analysis, false))["name"]}};
  }
  if (analysis["designs"].size() == 1)
    return {{"kind", "single"}, {"design", analysis["designs"][0]["name"]}};
  if (!first.contains("goal")) return {{"kind", "comparison"}, {"design", nullptr}};
  const Json& best = *best_of(analysis, false);
  return {{"kind", "best"}, {"design", best["name"]}, {"sure", sure_of(analysis, best)}};
}

}  // namespace

Json answer_of(const Json& analysis) {
  Json out = choice_of(analysis);
  if (!out["design"].is_null()) {
    out["better"] = beyond_baseline(analysis, out["design"], 1);
    out["worse"] = beyond_baseline(analysis, out["design"], -1);
  }
  if (Json lead = surest_of(analysis); !lead.is_null()) out["lead"] = std::move(lead);
  for (const Json& design : analysis["designs"])
    if (const std::uint64_t n = design.value("failures", std::uint64_t{0}); n > 0)
      out["failed"].push_back({{"design", design["name"]},
                               {"failures", n},
                               {"of", design["replications"]},
                               {"all", all_failed(design)}});
  return out;
}

}  // namespace vedette
