// SPDX-License-Identifier: Apache-2.0
#include "study/analysis_effects.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "study/estimate.hpp"
#include "study/morris.hpp"
#include "study/regression.hpp"
#include "study/sobol.hpp"

namespace vedette {

namespace {

std::uint64_t common_last(const StudyContents& c) {
  std::uint64_t last = c.results.complete_to(0);
  for (std::size_t d = 1; d < c.study.designs.size(); ++d)
    last = std::min(last, c.results.complete_to(d));
  return last;
}

// Of a series by replication.
Json with_interval(const Study& study, const std::vector<double>& series) {
  const Interval i = series_interval(study, series, study.confidence);
  return {{"mean", number_or_null(i.value)},
          {"low", number_or_null(i.low)},
          {"high", number_or_null(i.high)}};
}

// Which level (by value) a design has of a factor.
std::optional<std::size_t> level_index(const Factor& factor,
                                       const std::optional<FactorLevel>& level) {
  if (!level) return std::nullopt;
  for (std::size_t i = 0; i < factor.levels.size(); ++i)
    if (factor.levels[i].value == level->value) return i;
  return std::nullopt;
}

double mean_of(const StudyContents& c, std::size_t d, const std::string& measure) {
  double sum = 0, n = 0;
  for (const double x : c.results.series(d, measure, c.results.complete_to(d))) {
    if (std::isnan(x)) continue;
    sum += x;
    n += 1;
  }
  return n > 0 ? sum / n : std::nan("");
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<double> out(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    while (j < order.size() && values[order[j]] == values[order[i]]) ++j;
    for (std::size_t k = i; k < j; ++k)
      out[order[k]] = static_cast<double>(i + j - 1) / 2;  // ties share their mean rank
    i = j;
  }
  return out;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  Accumulator x, y;
  for (std::size_t i = 0; i < a.size(); ++i) {
    x.add(a[i]);
    y.add(b[i]);
  }
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - x.mean()) * (b[i] - y.mean());
  const double scale = static_cast<double>(a.size() - 1) * x.sd() * y.sd();
  return scale > 0 ? sum / scale : std::nan("");
}

}  // namespace

Json main_effects(const StudyContents& c, const std::vector<StudyMeasure>& measures) {
  const Study& study = c.study;
  const std::uint64_t last = common_last(c);
  Json out = Json::array();
  for (const StudyMeasure& m : measures) {
    std::vector<std::vector<double>> series;
    for (std::size_t d = 0; d < study.designs.size(); ++d)
      series.push_back(c.results.series(d, m.id, last));
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
      const Factor& factor = study.factors[f];
      std::vector<std::vector<double>> sums(factor.levels.size(), std::vector<double>(last, 0));
      std::vector<double> counts(factor.levels.size(), 0);
      for (std::size_t d = 0; d < study.designs.size(); ++d) {
        const auto level = level_index(factor, study.designs[d].levels[f]);
        if (!level || !study.designs[d].planned) continue;
        counts[*level] += 1;
        for (std::uint64_t r = 0; r < last; ++r) sums[*level][r] += series[d][r];  // NaN stays NaN
      }
      Json one{{"measure", m.id}, {"factor", factor.name}, {"levels", Json::array()}};
      for (std::size_t l = 0; l < sums.size(); ++l) {
        for (double& x : sums[l]) x = counts[l] > 0 ? x / counts[l] : std::nan("");
        Json level = with_interval(study, sums[l]);
        level["name"] = factor.levels[l].name;
        one["levels"].push_back(std::move(level));
      }
      if (sums.size() == 2) {
        for (std::uint64_t r = 0; r < last; ++r) sums[1][r] -= sums[0][r];
        one["effect"] = with_interval(study, sums[1]);
      }
      out.push_back(std::move(one));
    }
  }
  return out;
}

Json rank_correlations(const StudyContents& c, const std::vector<StudyMeasure>& measures) {
  Json out = Json::array();
  for (const StudyMeasure& m : measures) {
    for (std::size_t f = 0; f < c.study.factors.size(); ++f) {
      std::vector<double> at, means;
      for (std::size_t d = 0; d < c.study.designs.size(); ++d) {
        if (c.study.designs[d].unit.empty()) continue;
        const double mean = mean_of(c, d, m.id);
        if (std::isnan(mean)) continue;
        at.push_back(c.study.designs[d].unit[f]);
        means.push_back(mean);
      }
      if (at.size() < 3) continue;
      out.push_back({{"measure", m.id},
                     {"factor", c.study.factors[f].name},
                     {"correlation", number_or_null(correlation(ranks(at), ranks(means)))},
                     {"designs", at.size()}});
    }
  }
  return out;
}

namespace {

// 0 at the low end of a range (the first level), 1 at the other end.
double place_in_range(const Factor& factor, const FactorLevel& level) {
  if (factor.is_range) return (level.number - factor.from) / (factor.to - factor.from);
  const auto at = level_index(factor, level);
  return static_cast<double>(at.value_or(0)) /
         static_cast<double>(std::max<std::size_t>(2, factor.levels.size()) - 1);
}

std::vector<double> places_of(const Study& study, const DesignPoint& design) {
  std::vector<double> x;
  for (std::size_t f = 0; f < study.factors.size(); ++f)
    x.push_back(design.levels[f] ? place_in_range(study.factors[f], *design.levels[f]) : 0);
  return x;
}

}  // namespace

Json regression(const StudyContents& c, const std::vector<StudyMeasure>& measures) {
  const Study& study = c.study;
  std::vector<std::size_t> designs;
  std::vector<std::vector<double>> points;
  for (std::size_t d = 0; d < study.designs.size(); ++d) {
    const DesignPoint& design = study.designs[d];
    if (design.unit.empty()) continue;
    designs.push_back(d);
    points.push_back(places_of(study, design));
  }
  const auto model = LinearModel::of(points);
  if (!model) return Json::array();
  const std::uint64_t last = common_last(c);
  Json out = Json::array();
  for (const StudyMeasure& m : measures) {
    std::vector<std::vector<double>> series, effects(study.factors.size());
    for (const std::size_t d : designs) series.push_back(c.results.series(d, m.id, last));
    std::vector<double> means(designs.size(), 0);
    std::size_t used = 0;
    for (std::uint64_t r = 0; r < last; ++r) {
      std::vector<double> y;
      for (const auto& one : series) y.push_back(one[r]);
      if (std::any_of(y.begin(), y.end(), [](double v) { return std::isnan(v); })) {
        for (auto& effect : effects) effect.push_back(std::nan(""));
        continue;
      }
      ++used;
      for (std::size_t i = 0; i < y.size(); ++i) means[i] += y[i];
      const std::vector<double> b = model->fit(std::move(y));
      for (std::size_t f = 0; f < effects.size(); ++f) effects[f].push_back(b[f + 1]);
    }
    if (used == 0) continue;
    for (double& mean : means) mean /= static_cast<double>(used);
    Json one{{"measure", m.id},
             {"replications", used},
             {"explained", number_or_null(model->explained(means))},
             {"factors", Json::array()}};
    for (std::size_t f = 0; f < effects.size(); ++f) {
      Json effect = with_interval(study, effects[f]);
      effect["factor"] = study.factors[f].name;
      one["factors"].push_back(std::move(effect));
    }
    out.push_back(std::move(one));
  }
  return out;
}

namespace {

// Shares of a variance lie in [0, 1] and the total is no smaller than the first order: estimates
// far from that, or with intervals wider than half of all there is, come of too few points.
bool few_points(const Json& factors) {
  constexpr double kSlack = 0.1, kWide = 0.5;
  for (const Json& f : factors) {
    for (const char* kind : {"first", "total"}) {
      const Json& x = f[kind];
      if (!x["value"].is_number() || !x["low"].is_number()) continue;
      const double value = x["value"].get<double>();
      if (value < -kSlack || value > 1 + kSlack ||
          x["high"].get<double>() - x["low"].get<double>() > kWide)
        return true;
    }
    const Json &first = f["first"]["value"], &total = f["total"]["value"];
    if (first.is_number() && total.is_number() &&
        first.get<double>() > total.get<double>() + kSlack)
      return true;
  }
  return false;
}

// Where the levels lie, not where in [0, 1] they were drawn: of few levels or whole numbers a step
// is as long as what it changes.
std::vector<UnitPoint> points_of(const Study& study) {
  std::vector<UnitPoint> points;
  for (const DesignPoint& d : study.designs) points.push_back(places_of(study, d));
  return points;
}

std::vector<double> means_of(const StudyContents& c, const std::string& measure) {
  std::vector<double> values;
  for (std::size_t d = 0; d < c.study.designs.size(); ++d) values.push_back(mean_of(c, d, measure));
  return values;
}

// Largest size first.
std::vector<std::size_t> by_size(const std::vector<MorrisEffect>& effects) {
  std::vector<std::size_t> order(effects.size());
  for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
  const auto size = [&](std::size_t f) {
    const double x = effects[f].mean_absolute.value;
    return std::isnan(x) ? -1 : x;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

// Whether the largest size is larger than the next beyond chance: trajectory by trajectory. Null:
// too few to say.
Json order_sure(const std::vector<MorrisEffect>& effects, double level) {
  if (effects.size() < 2) return {};
  const std::vector<std::size_t> order = by_size(effects);
  std::vector<double> lead;
  for (std::size_t t = 0; t < effects[0].all.size(); ++t) {
    const double x = std::fabs(effects[order[0]].all[t]) - std::fabs(effects[order[1]].all[t]);
    if (!std::isnan(x)) lead.push_back(x);
  }
  const Interval i = mean_interval(lead, level);
  return i.known() ? Json(i.low > 0) : Json();
}

}  // namespace

Json sensitivity(const StudyContents& c, const std::vector<StudyMeasure>& measures) {
  const Study& study = c.study;
  const std::vector<UnitPoint> points = points_of(study);
  Json out = Json::array();
  const auto bounds = [](const Interval& i) {
    return Json{{"value", number_or_null(i.value)},
                {"low", number_or_null(i.low)},
                {"high", number_or_null(i.high)}};
  };
  for (const StudyMeasure& m : measures) {
    const std::vector<double> values = means_of(c, m.id);
    Json factors = Json::array(), sure;
    if (study.kind == DesignKind::kMorris) {
      const auto effects = morris_effects(points, values, study.confidence);
      sure = order_sure(effects, study.confidence);
      for (std::size_t f = 0; f < effects.size(); ++f) {
        const MorrisEffect& e = effects[f];
        factors.push_back({{"factor", study.factors[f].name},
                           {"mean", number_or_null(e.mean.value)},
                           {"mean_low", number_or_null(e.mean.low)},
                           {"mean_high", number_or_null(e.mean.high)},
                           {"mean_absolute", number_or_null(e.mean_absolute.value)},
                           {"size_low", number_or_null(std::max(e.mean_absolute.low, 0.0))},
                           {"size_high", number_or_null(e.mean_absolute.high)},
                           {"sd", number_or_null(e.sd)},
                           {"effects", e.effects}});
      }
    } else {
      const auto indices =
          sobol_indices(study.factors.size(), values, study.confidence, study.seed.value_or(1));
      for (std::size_t f = 0; f < indices.size(); ++f)
        factors.push_back({{"factor", study.factors[f].name},
                           {"first", bounds(indices[f].first)},
                           {"total", bounds(indices[f].total)}});
    }
    Json one{{"measure", m.id}, {"factors", std::move(factors)}};
    if (study.kind == DesignKind::kSobol) one["few_points"] = few_points(one["factors"]);
    if (sure.is_boolean()) one["order_sure"] = sure;
    out.push_back(std::move(one));
  }
  return out;
}

Json worth_watching(const StudyContents& c, const StudyMeasure& m) {
  const Study& study = c.study;
  Json out = Json::array();
  const auto note = [&](const char* what, std::size_t d, std::uint64_t rep, double value) {
    out.push_back({{"what", what},
                   {"design", study.designs[d].name},
                   {"rep", rep},
                   {"value", number_or_null(value)}});
  };
  const auto series = [&](std::size_t d) {
    return c.results.series(d, m.id, c.results.complete_to(d));
  };
  struct Run {
    double value;
    std::size_t design;
    std::uint64_t rep;
    bool operator<(const Run& o) const {
      return std::tie(value, design, rep) < std::tie(o.value, o.design, o.rep);
    }
  };
  std::vector<Run> runs;
  for (std::size_t d = 0; d < study.designs.size(); ++d) {
    const std::vector<double> values = series(d);
    for (std::uint64_t r = 0; r < values.size(); ++r)
      if (!std::isnan(values[r])) runs.push_back({values[r], d, r + 1});
  }
  if (runs.empty()) return out;
  std::sort(runs.begin(), runs.end());
  const Run &median = runs[(runs.size() - 1) / 2],
            &worst = m.direction() > 0 ? runs.front() : runs.back();
  note("median", median.design, median.rep, median.value);
  note("worst", worst.design, worst.rep, worst.value);
  if (study.kind != DesignKind::kMorris) return out;
  const auto effects = morris_effects(points_of(study), means_of(c, m.id), study.confidence);
  const std::size_t after = effects[by_size(effects)[0]].largest;
  if (after == 0) return out;
  // The step that changed most, in the replication that stands in the middle of what it changed.
  const std::vector<double> low = series(after - 1), high = series(after);
  std::vector<std::pair<double, std::uint64_t>> changes;
  for (std::uint64_t r = 0; r < std::min(low.size(), high.size()); ++r)
    if (!std::isnan(high[r] - low[r])) changes.emplace_back(high[r] - low[r], r);
  if (changes.empty()) return out;
  std::sort(changes.begin(), changes.end());
  const std::uint64_t r = changes[(changes.size() - 1) / 2].second;
  note("step_from", after - 1, r + 1, low[r]);
  note("step_to", after, r + 1, high[r]);
  return out;
}

Json most_important(const Json& sensitivity) {
  Json out{{"kind", "points"}, {"design", nullptr}, {"factor", nullptr}};
  if (sensitivity.empty()) return out;
  const Json& one = sensitivity[0];
  out["measure"] = one["measure"];
  const auto size = [](const Json& f) {
    const Json& x = f.contains("total") ? f["total"]["value"] : f["mean_absolute"];
    return x.is_number() ? x.get<double>() : -1.0;
  };
  std::vector<const Json*> order;
  for (const Json& f : one["factors"])
    if (size(f) >= 0) order.push_back(&f);
  std::stable_sort(order.begin(), order.end(),
                   [&](const Json* a, const Json* b) { return size(*a) > size(*b); });
  if (order.empty() || size(*order[0]) == 0) return out;
  out["factor"] = (*order[0])["factor"];
  out["size"] = size(*order[0]);
  if (order.size() < 2) return out;
  out["next"] = (*order[1])["factor"];
  out["next_size"] = size(*order[1]);
  if (one.contains("order_sure")) out["sure"] = one["order_sure"];
  if (!one.contains("few_points")) return out;
  // The order is sure where the bootstrap intervals lie apart.
  const Json &low = (*order[0])["total"]["low"], &high = (*order[1])["total"]["high"];
  out["few_points"] = one["few_points"];
  out["sure"] = !one["few_points"].get<bool>() && low.is_number() && high.is_number() &&
                low.get<double>() > high.get<double>();
  return out;
}

}  // namespace vedette
