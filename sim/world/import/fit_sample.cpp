// SPDX-License-Identifier: Apache-2.0
#include "world/import/fit_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "world/import/csv_text.hpp"

namespace vedette {

namespace {

constexpr std::uint64_t kBootstrapSeed = 1;
// Fewer samples for long logs; one in 25 is still below kLeastP.
constexpr int bootstrap_samples(std::size_t n) {
  return n > 20'000 ? 24 : 99;
}

const FitCandidate* taken(const SampleFit& fit, bool best) {
  if (fit.chosen) return &fit.candidates[*fit.chosen];
  return best && !fit.candidates.empty() ? &fit.candidates.front() : nullptr;
}

Json parameters(const Distribution& d) {
  const double a = six_digits(d.parameter(0)), b = six_digits(d.parameter(1));
  switch (d.kind()) {
    case Distribution::Kind::kExponential:
      return {{"mean", a}};
    case Distribution::Kind::kWeibull:
      return {{"shape", a}, {"scale", b}};
    default:
      return {{"mean", a}, {"cv", b}};
  }
}

Json interval_json(const Interval& i) {
  if (!i.known()) return {{"value", six_digits(i.value)}};
  return {{"value", six_digits(i.value)}, {"low", six_digits(i.low)}, {"high", six_digits(i.high)}};
}

}  // namespace

double six_digits(double x) {
  if (!std::isfinite(x)) return 0;
  const std::string text = fmt::format("{:.6g}", x);
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

SampleFit fit_sample(const std::string& name, LogTable::SpanValues values) {
  SampleFit out;
  out.name = name;
  out.sorted = std::move(values.values);
  out.missing = values.missing;
  out.outside = values.outside;
  out.bounds = values.bounds;
  std::sort(out.sorted.begin(), out.sorted.end());
  out.step_s = clock_step_s(out.sorted);
  Accumulator all;
  for (const double x : out.sorted) all.add(x);
  out.mean = all.interval();
  out.sd = all.count() > 1 ? all.sd() : 0;
  out.cv = all.count() > 1 && all.mean() > 0 ? out.sd / all.mean() : 0;
  if (out.sorted.size() < kLeastValues) return out;

  Observation observation;
  observation.step_s = out.step_s;
  if (out.bounds.above) observation.above = *out.bounds.above;
  if (out.bounds.at_most) observation.at_most = *out.bounds.at_most;
  const Random random(kBootstrapSeed, 0);
  for (const Family family : kFamilies) {
    const auto fit = fit_family(family, out.sorted);
    if (!fit) continue;
    FitCandidate candidate{*fit, ks_distance(out.sorted, fit->distribution), 0, 0};
    candidate.p_known = ks_p_value(candidate.ks, out.sorted.size());
    candidate.p_bootstrap = ks_bootstrap_p(*fit, candidate.ks, out.sorted.size(), observation,
                                           random.stream("fit:" + name, family_name(family)),
                                           bootstrap_samples(out.sorted.size()));
    out.candidates.push_back(candidate);
  }
  std::stable_sort(
      out.candidates.begin(), out.candidates.end(),
      [](const FitCandidate& a, const FitCandidate& b) { return a.fit.aic < b.fit.aic; });
  for (std::size_t i = 0; i < out.candidates.size() && !out.chosen; ++i)
    if (out.candidates[i].p_bootstrap >= kLeastP) out.chosen = i;
  return out;
}

std::string describe(const FitCandidate& candidate) {
  std::string inside;
  const Json said = parameters(candidate.fit.distribution);
  for (const auto& [key, value] : said.items())
    inside += fmt::format("{}{} {:.4g}", inside.empty() ? "" : ", ", key, value.get<double>());
  return fmt::format("{}({})", family_name(candidate.fit.family), inside);
}

Json to_json(const SampleFit& fit) {
  Json out{{"values", fit.sorted.size()},
           {"missing", fit.missing},
           {"outside", fit.outside},
           {"limits", fit.bounds.text()}};
  if (!fit.any()) return out;
  out["clock_step_s"] = fit.step_s;
  out["mean_s"] = interval_json(fit.mean);
  out["sd_s"] = six_digits(fit.sd);
  out["cv"] = six_digits(fit.cv);
  for (const auto& [key, p] : {std::pair{"p50_s", 0.5}, {"p90_s", 0.9}, {"p95_s", 0.95}})
    out[key] = six_digits(fit.quantile(p));
  Json list = Json::array();
  for (const FitCandidate& c : fit.candidates)
    list.push_back({{"family", family_name(c.fit.family)},
                    {"parameters", parameters(c.fit.distribution)},
                    {"mean_s", interval_json(c.fit.mean)},
                    {"log_likelihood", six_digits(c.fit.log_likelihood)},
                    {"aic", six_digits(c.fit.aic)},
                    {"ks_distance", six_digits(c.ks)},
                    {"ks_p_parameters_known", six_digits(c.p_known)},
                    {"ks_p_bootstrap", six_digits(c.p_bootstrap)}});
  out["families"] = std::move(list);
  out["chosen"] = fit.chosen ? family_name(fit.candidates[*fit.chosen].fit.family) : "sample";
  return out;
}

Json duration_of(const SampleFit& fit, bool best, const std::string& file, bool& uses_file) {
  const FitCandidate* c = taken(fit, best);
  uses_file = c == nullptr;
  if (!c) return {{"sample", {{"file", file}, {"column", "seconds"}}}};
  return {{family_name(c->fit.family), parameters(c->fit.distribution)}};
}

std::string source_of(const SampleFit& fit, const std::string& log, const std::string& what,
                      bool best) {
  std::string text = fmt::format("{}: {}, {} times with {}, mean {:.6g} s, cv {:.3g}", log, what,
                                 fit.sorted.size(), fit.bounds.text(), fit.mean.value, fit.cv);
  if (fit.candidates.empty()) return text + "; too few or too alike to fit a family";
  const FitCandidate& c = taken(fit, best) ? *taken(fit, best) : fit.candidates.front();
  return text + fmt::format("; {}{} by maximum likelihood, KS {:.3g}, bootstrap p {:.2g}",
                            fit.chosen ? ""
                            : best     ? "no family fits; the best, "
                                       : "no family fits; the best was ",
                            family_name(c.fit.family), c.ks, c.p_bootstrap);
}

std::string sample_csv(const SampleFit& fit) {
  CsvText out({"seconds"});
  for (const double x : fit.sorted) out.row({number_text(x)});
  return out.text();
}

}  // namespace vedette
