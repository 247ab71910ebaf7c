// SPDX-License-Identifier: Apache-2.0
// Model stages: a chain of independent stages, by formula and one after another on the calendar.
#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "cover/stages.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "study/validation/head_start.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

namespace {

constexpr struct {
  const char* name;
  double p;
} kQuantiles[] = {{"p50_s", .50}, {"p90_s", .90}, {"p95_s", .95}, {"p99_s", .99}};

std::vector<Distribution> stages_of(const Inputs& inputs) {
  const Located list = inputs.value("stages");
  std::vector<Distribution> stages;
  for (std::size_t i = 0; i < list.size(); ++i) stages.push_back(distribution_of(list.at(i)));
  return stages;
}

struct Chain {
  std::vector<Distribution> stages;
  Calendar calendar;
  Stream random;
  std::vector<double> times;
};

Process alarm(Chain& chain) {
  const Time began = chain.calendar.now();
  Duration prolonged{0};
  for (const Distribution& stage : chain.stages) {
    const Duration lead = head_start(stage);
    const Duration span = seconds(stage.sample(chain.random)) + lead;
    if (!co_await Delay(chain.calendar, span)) co_return;
    prolonged = prolonged + lead;
  }
  chain.times.push_back((chain.calendar.now() - began - prolonged).seconds());
}

// Of the standard deviation, from the spread of the squared deviations (large samples).
Interval sd_interval(const std::vector<double>& values, double mean) {
  Accumulator squares;
  for (const double x : values) squares.add((x - mean) * (x - mean));
  const double n = static_cast<double>(values.size());
  const double sd = std::sqrt(squares.sum() / (n - 1));
  const double error = sd > 0 ? squares.sd() / std::sqrt(n) / (2 * sd) : 0;
  const double half = normal_two_sided(kLevel) * error;
  return {sd, sd - half, sd + half};
}

// Between two order statistics, whatever the distribution (normal approximation of the binomial
// ranks; Conover, Practical Nonparametric Statistics, 3.2).
Interval quantile_interval(const std::vector<double>& sorted, double p) {
  const double n = static_cast<double>(sorted.size());
  const double reach = normal_two_sided(kLevel) * std::sqrt(n * p * (1 - p));
  const auto rank = [&](double r) {
    return sorted[static_cast<std::size_t>(std::clamp(r, 1.0, n)) - 1];
  };
  return {quantile_sorted(sorted, p), rank(std::floor(n * p - reach)),
          rank(std::ceil(n * p + reach) + 1)};
}

}  // namespace

Figures stages_figures(const Inputs& inputs, const DataFolder&) {
  const StageSum sum(stages_of(inputs));
  Figures figures{{"mean_s", number(sum.mean())}, {"sd_s", number(sum.sd())}};
  for (const auto& q : kQuantiles) figures[q.name] = number(sum.quantile(q.p));
  if (inputs.has("t_s")) {
    Figure within = probabilities({});
    for (const double t : inputs.numbers("t_s")) within.values.push_back(sum.cdf(t));
    figures["p_within"] = within;
  }
  return figures;
}

SimulatedFigures simulate_stages(const Inputs& inputs, const SimulateOptions& options,
                                 const Wanted&) {
  Chain chain;
  chain.stages = stages_of(inputs);
  for (std::uint64_t run = 0; run < options.replications; ++run) {
    chain.random = Random(options.seed, run).stream("alarm", "stages");
    chain.calendar.start(alarm(chain));
    while (chain.calendar.next_time() != kNever) chain.calendar.run_next();
  }
  std::vector<double>& times = chain.times;
  std::sort(times.begin(), times.end());
  const Interval mean = mean_interval(times, kLevel);
  SimulatedFigures figures{{"mean_s", {mean}}, {"sd_s", {sd_interval(times, mean.value)}}};
  for (const auto& q : kQuantiles) figures[q.name] = {quantile_interval(times, q.p)};
  for (const double t : inputs.numbers("t_s")) {
    const auto within = std::upper_bound(times.begin(), times.end(), t) - times.begin();
    figures["p_within"].push_back(wilson(static_cast<std::uint64_t>(within), times.size(), kLevel));
  }
  return figures;
}

}  // namespace vedette::validation
