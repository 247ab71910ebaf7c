// SPDX-License-Identifier: Apache-2.0
#include "study/analysis.hpp"

#include <algorithm>
#include <cmath>

#include "measure/labels.hpp"
#include "study/analysis_effects.hpp"
#include "study/answer.hpp"
#include "study/build_designs.hpp"
#include "study/estimate.hpp"
#include "study/frontier.hpp"
#include "study/multiple_comparison.hpp"
#include "study/needed.hpp"

namespace vedette {

namespace {

/// With more designs than this only the deciding measures are shown.
constexpr std::size_t kFewDesigns = 20;

Json both(const StudyText& text) {
  return {{"en", text.en}, {"zh", text.zh}};
}

bool has_target(const StudyMeasure& m) {
  return m.at_least || m.at_most;
}

// "met": even the interval's worse end is good; "missed": not even its better end is; else "open".
std::string verdict(const StudyMeasure& m, const Interval& i) {
  if (!i.known()) return "open";
  const bool missed = (m.at_least && i.high < *m.at_least) || (m.at_most && i.low > *m.at_most);
  const bool met = (!m.at_least || i.low >= *m.at_least) && (!m.at_most || i.high <= *m.at_most);
  return missed ? "missed" : met ? "met" : "open";
}

const char* kind_name(IntervalKind kind) {
  switch (kind) {
    case IntervalKind::kNone:
      return "none";
    case IntervalKind::kStudent:
      return "student";
    case IntervalKind::kTwoStage:
      return "two_stage";
    case IntervalKind::kWilson:
      return "wilson";
    case IntervalKind::kAllAlike:
      return "all_alike";
  }
  return "";
}

class Analyst {
 public:
  explicit Analyst(const StudyContents& c)
      : c_(c), study_(c.study), shown_(shown_measures(c)), needed_(needed(c.study, c.results)) {
    for (const StudyMeasure& m : shown_.all) targets_ += has_target(m);
  }

  Json result() {
    Json out{{"study", frame()}, {"factors", factors()}, {"measures", measures()}};
    out["absent"] = shown_.absent;
    out["absent_labels"] = Json::array();
    for (const std::string& id : shown_.absent) out["absent_labels"].push_back(label(id));
    out["failed"] = failed();
    const bool points_only =
        study_.kind == DesignKind::kMorris || study_.kind == DesignKind::kSobol;
    const std::vector<StudyMeasure> decide(
        shown_.all.begin(), shown_.all.begin() + static_cast<std::ptrdiff_t>(shown_.decide));
    if (points_only) {
      out[study_.kind == DesignKind::kMorris ? "morris" : "sobol"] = sensitivity(c_, decide);
      out["answer"] = most_important(out[study_.kind == DesignKind::kMorris ? "morris" : "sobol"]);
      if (!decide.empty()) out["watch"] = worth_watching(c_, decide.front());
      return out;
    }
    Json designs = Json::array();
    for (std::size_t d = 0; d < study_.designs.size(); ++d) designs.push_back(design(d));
    correct(designs);
    out["designs"] = std::move(designs);
    if (study_.kind == DesignKind::kFullFactorial ||
        study_.kind == DesignKind::kFractionalFactorial)
      out["main_effects"] = main_effects(c_, decide);
    if (study_.kind == DesignKind::kLatinHypercube) {
      out["correlations"] = rank_correlations(c_, decide);
      out["regression"] = regression(c_, decide);
    }
    if (Json money = frontiers(c_, decide); !money.empty()) out["frontiers"] = std::move(money);
    if (needed_.kn || needed_.ocba) out["selection"] = selection();
    out["answer"] = answer_of(out);
    return out;
  }

 private:
  Json frame() const {
    std::uint64_t runs = c_.results.count();
    static constexpr const char* kKinds[] = {
        "full_factorial", "fractional_factorial", "latin_hypercube", "list",
        "scenarios",      "one_at_a_time",        "morris",          "sobol"};
    static constexpr const char* kRules[] = {"fixed", "sequential", "kn", "ocba"};
    static constexpr const char* kCorrections[] = {"holm", "bonferroni", "none"};
    Json out = {{"name", both(study_.name)},
                {"question", both(study_.question)},
                {"file", study_.file},
                {"design", kKinds[static_cast<int>(study_.kind)]},
                {"resolution", study_.resolution},
                {"rule", kRules[static_cast<int>(study_.rule.kind)]},
                {"first", study_.rule.first},
                {"confidence", study_.confidence},
                {"correction", kCorrections[static_cast<int>(study_.correction)]},
                {"seed", study_.seed.value_or(1)},
                {"designs", study_.designs.size()},
                {"runs", runs},
                {"failures", c_.results.failures()},
                {"base_hash", c_.base_hash},
                {"version", c_.version}};
    // The intervals that were asked for are wider than asked.
    if (needed_.asked > study_.rule.most)
      out["cap"] = {{"most", study_.rule.most}, {"asked", needed_.asked}};
    return out;
  }

  Json factors() const {
    Json out = Json::array();
    for (const Factor& f : study_.factors) {
      Json one{{"name", f.name}, {"path", f.path}};
      if (!f.label.en.empty()) one["label"] = both(f.label);
      // What people call its levels is for them alone.
      const Json::json_pointer names{"/factors/" + f.name + "/names"};
      if (study_.document.contains(names))
        for (const auto& [level, text] : study_.document.at(names).items())
          one["names"][level] = both(label_text(text));
      if (f.is_range) {
        one["from"] = f.from;
        one["to"] = f.to;
      }
      if (f.unit_cost) one["unit_cost"] = *f.unit_cost;
      out.push_back(std::move(one));
    }
    return out;
  }

  static Json label(const std::string& id) {
    return {{"en", figure_label(id, Lang::kEn)}, {"zh", figure_label(id, Lang::kZh)}};
  }

  Json measures() const {
    Json out = Json::array();
    for (std::size_t i = 0; i < shown_.all.size(); ++i) {
      const StudyMeasure& m = shown_.all[i];
      Json one{
          {"id", m.id},
          {"label", label(m.id)},
          {"unit", unit_name(figure_unit(m.id))},
          {"decides", i < shown_.decide}};
      if (m.goal) one["goal"] = m.goal > 0 ? "largest" : "smallest";
      if (m.at_least) one["at_least"] = *m.at_least;
      if (m.at_most) one["at_most"] = *m.at_most;
      out.push_back(std::move(one));
    }
    return out;
  }

  Json failed() const {
    Json out = Json::array();
    for (std::size_t d = 0; d < study_.designs.size(); ++d)
      for (const auto& [rep, run] : c_.results.runs(d))
        if (!run.failure.empty())
          out.push_back(
              {{"design", study_.designs[d].name}, {"rep", rep}, {"reason", run.failure}});
    return out;
  }

  Json design(std::size_t d) const {
    const DesignPoint& point = study_.designs[d];
    const std::uint64_t last = c_.results.complete_to(d);
    Json levels = Json::object();
    for (std::size_t f = 0; f < point.levels.size(); ++f)
      if (point.levels[f]) levels[study_.factors[f].name] = point.levels[f]->name;
    Json out{{"name", point.name},          {"baseline", study_.baseline == d},
             {"levels", std::move(levels)}, {"cost", point.cost ? Json(*point.cost) : Json()},
             {"replications", last},        {"scenario_hash", c_.hashes[d]}};
    if (!point.label.en.empty()) out["label"] = both(point.label);
    std::uint64_t failures = 0;
    for (const auto& [rep, run] : c_.results.runs(d)) failures += !run.failure.empty();
    if (failures > 0) out["failures"] = failures;
    Json results = Json::array(), differences = Json::array();
    std::string meets = targets_ > 0 ? "met" : "";
    for (std::size_t i = 0; i < shown_.all.size(); ++i) {
      const StudyMeasure& m = shown_.all[i];
      const Estimate one = estimate(study_, c_.results, d, m.id, last, study_.confidence);
      const std::size_t family = std::max<std::size_t>(1, targets_) * study_.designs.size();
      const Estimate all = estimate(study_, c_.results, d, m.id, last,
                                    simultaneous_level(study_.confidence, family));
      Json result{{"n", one.n},
                  {"mean", number_or_null(one.mean.value)},
                  {"low", number_or_null(one.mean.low)},
                  {"high", number_or_null(one.mean.high)},
                  {"low_all", number_or_null(all.mean.low)},
                  {"high_all", number_or_null(all.mean.high)},
                  {"sd", number_or_null(one.sd)},
                  {"interval", kind_name(one.kind)}};
      if (has_target(m)) {
        const std::string target = verdict(m, all.mean);
        result["target"] = target;
        if (target == "missed" || (target == "open" && meets == "met")) meets = target;
      }
      results.push_back(std::move(result));
      differences.push_back(difference(d, i));
    }
    out["results"] = std::move(results);
    if (study_.baseline && *study_.baseline != d) out["differences"] = std::move(differences);
    if (!meets.empty()) out["meets"] = meets;
    // Of two scenarios without a study file: what to run for watching one of them.
    if (study_.kind == DesignKind::kScenarios && study_.file.empty())
      out["scenario"] = point.scenario;
    if (const Json which = remarkable(d, last); !which.is_null()) out["replay"] = which;
    return out;
  }

  // Comparisons in one table: of the deciding measures, with every design but the baseline.
  std::size_t family() const { return shown_.decide * (study_.designs.size() - 1); }

  Json difference(std::size_t d, std::size_t i) const {
    if (!study_.baseline || *study_.baseline == d) return {};
    const auto compared = [&](double level) {
      return compare_designs(study_, c_.results, d, *study_.baseline, shown_.all[i].id, level);
    };
    const PairedComparison one = compared(study_.confidence),
                           all = compared(simultaneous_level(study_.confidence, family()));
    return {{"pairs", one.pairs},
            {"mean", number_or_null(one.difference.value)},
            {"low", number_or_null(one.difference.low)},
            {"high", number_or_null(one.difference.high)},
            {"low_all", number_or_null(all.difference.low)},
            {"high_all", number_or_null(all.difference.high)},
            {"p", number_or_null(one.p)},
            {"identical", one.identical && one.pairs > 0},
            {"correlation", number_or_null(one.correlation)}};
  }

  // p-values over the whole table of deciding measures.
  void correct(Json& designs) const {
    std::vector<double> p;
    std::vector<Json*> where;
    for (Json& one : designs) {
      if (!one.contains("differences")) continue;
      for (std::size_t i = 0; i < shown_.decide; ++i) {
        Json& difference = one["differences"][i];
        p.push_back(difference["p"].is_number() ? difference["p"].get<double>() : std::nan(""));
        where.push_back(&difference);
      }
    }
    const std::vector<double> adjusted = study_.correction == Correction::kHolm ? holm_adjusted(p)
                                         : study_.correction == Correction::kBonferroni
                                             ? bonferroni_adjusted(p)
                                             : p;
    for (std::size_t i = 0; i < where.size(); ++i)
      (*where[i])["p_adjusted"] = number_or_null(adjusted[i]);
  }

  // By the first measure: the replication in the middle and the worst one.
  Json remarkable(std::size_t d, std::uint64_t last) const {
    if (shown_.all.empty()) return {};
    const StudyMeasure& m = shown_.all.front();
    const std::vector<double> series = c_.results.series(d, m.id, last);
    std::vector<std::pair<double, std::uint64_t>> order;
    for (std::uint64_t r = 0; r < last; ++r)
      if (!std::isnan(series[r])) order.emplace_back(series[r], r + 1);
    if (order.empty()) return {};
    std::sort(order.begin(), order.end());
    const auto& median = order[(order.size() - 1) / 2];
    const auto& worst = m.direction() > 0 ? order.front() : order.back();
    return {{"measure", m.id},
            {"median", median.second},
            {"median_value", median.first},
            {"worst", worst.second},
            {"worst_value", worst.first}};
  }

  Json selection() const {
    const auto name = [&](std::size_t d) { return study_.designs[d].name; };
    if (needed_.kn) {
      Json left = Json::array(), dropped = Json::array();
      for (const std::size_t d : needed_.kn->left) left.push_back(name(d));
      for (std::size_t d = 0; d < needed_.kn->dropped_at.size(); ++d)
        if (needed_.kn->dropped_at[d] > 0)
          dropped.push_back({{"design", name(d)},
                             {"after", needed_.kn->dropped_at[d]},
                             {"without_spread", bool(needed_.kn->without_spread[d])}});
      const KnResult& kn = *needed_.kn;
      Json out = {{"procedure", "kn"},
              {"best", left.front()},
              {"left", left},
              {"dropped", dropped},
              {"most", study_.rule.most},
              {"indifference", study_.rule.indifference},
              {"chance", kn.left.size() == 1 ? Json(study_.confidence) : Json()}};
      if (kn.left.size() > 1) {
        out["asked"] = kn.asked;
        out["alike"] = kn.alike;
        if (kn.asked > 0) out["widest"] = {name(kn.widest.first), name(kn.widest.second)};
      }
      return out;
    }
    return {{"procedure", "ocba"},
            {"best", name(needed_.ocba->best)},
            {"chance", number_or_null(needed_.ocba->chance)},
            {"budget", study_.rule.budget}};
  }

  const StudyContents& c_;
  const Study& study_;
  ShownMeasures shown_;
  Needed needed_;
  std::size_t targets_ = 0;
};

}  // namespace

Json number_or_null(double x) {
  return std::isfinite(x) ? Json(x) : Json();
}

ShownMeasures shown_measures(const StudyContents& c) {
  ShownMeasures out;
  const std::vector<std::string>& seen = c.results.measures();
  const auto is_seen = [&](const std::string& id) {
    return std::find(seen.begin(), seen.end(), id) != seen.end();
  };
  std::vector<std::string> rest = seen;
  for (const StudyMeasure& m : c.study.measures) {
    std::erase(rest, m.id);
    if (is_seen(m.id))
      out.all.push_back(m);
    else
      out.absent.push_back(m.id);
  }
  out.decide = out.all.size();
  if (!c.study.keep_all || c.study.designs.size() > kFewDesigns) return out;
  std::sort(rest.begin(), rest.end());
  for (const std::string& id : rest) {
    StudyMeasure m;
    m.id = id;
    out.all.push_back(std::move(m));
  }
  return out;
}

Json analyse(const StudyContents& contents) {
  return Analyst(contents).result();
}

}  // namespace vedette
