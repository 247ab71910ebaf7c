// SPDX-License-Identifier: Apache-2.0
// Models erlang, priority_queue and md1.
#include <fmt/format.h>

#include <iterator>

#include "cover/erlang.hpp"
#include "cover/md1.hpp"
#include "cover/priority_queue.hpp"
#include "study/validation/queue_simulation.hpp"

namespace vedette::validation {

namespace {

constexpr struct {
  const char* name;
  double p;
} kQuantiles[] = {
    {"wait_p50_s", .50}, {"wait_p90_s", .90}, {"wait_p95_s", .95}, {"wait_p99_s", .99}};

[[noreturn]] void refuse(const Inputs& inputs, std::string message) {
  throw InputError{{inputs.located().key_place(), Severity::kError, std::move(message), ""}};
}

// Rates per second, times in seconds. `load` alone: service takes 1 s on average.
Mmc line_of(const Inputs& inputs) {
  const int servers = inputs.integer("servers", 1);
  const bool by_rates = inputs.has("arrivals_per_h") || inputs.has("service_s");
  if (by_rates == inputs.has("load"))
    refuse(inputs, "the inputs need either 'load' or 'arrivals_per_h' and 'service_s'");
  if (!by_rates) return {inputs.number("load"), 1, servers};
  return {inputs.number("arrivals_per_h") / 3600, inputs.number("service_s"), servers};
}

// Without a steady state a simulation shows nothing but its own length.
void require_settled(const Inputs& inputs, double load, double servers) {
  if (!(load > 0)) refuse(inputs, "without arrivals there is nothing to simulate");
  if (load < servers) return;
  refuse(inputs,
         fmt::format("a load of {:.6g} on {:.6g} server(s) never settles: nothing to simulate",
                     load, servers));
}

// A service time with this mean and coefficient of variation.
Distribution service(double mean_s, double cv) {
  if (cv == 0) return Distribution::constant(mean_s);
  if (cv == 1) return Distribution::exponential(mean_s);
  return Distribution::gamma(mean_s, cv);
}

}  // namespace

Figures erlang_figures(const Inputs& inputs, const DataFolder&) {
  const Mmc line = line_of(inputs);
  const MmcResult result = mmc(line);
  Figures figures{{"erlang_b", probability(erlang_b(result.load, line.servers))},
                  {"erlang_c", probability(erlang_c(result.load, line.servers))},
                  {"utilisation", probability(result.utilisation)}};
  if (inputs.has("capacity")) {
    const MmckResult full = mmck(line, inputs.integer("capacity", 0));
    figures["p_lost"] = probability(full.p_lost);
    figures["p_wait"] = probability(full.p_wait);
    figures["mean_wait_s"] = number(full.mean_wait);
    figures["mean_queue"] = number(full.mean_queue);
    figures["mean_time_s"] = number(full.mean_wait + line.mean_service);
    figures["utilisation"] = probability(full.utilisation);
    return figures;
  }
  figures["p_lost"] = probability(0);
  figures["p_wait"] = probability(result.p_wait);
  figures["mean_wait_s"] = number(result.mean_wait);
  figures["mean_queue"] = number(result.mean_queue);
  figures["mean_time_s"] = number(result.mean_time);
  for (const auto& q : kQuantiles) figures[q.name] = number(mmc_wait_quantile(line, q.p));
  if (inputs.has("t_s")) {
    Figure exceeds = probabilities({});
    for (const double t : inputs.numbers("t_s"))
      exceeds.values.push_back(mmc_wait_exceeds(line, t));
    figures["p_wait_exceeds"] = exceeds;
  }
  return figures;
}

SimulatedFigures simulate_erlang(const Inputs& inputs, const SimulateOptions& options,
                                 const Wanted& wanted) {
  const Mmc line = line_of(inputs);
  const double load = line.arrival_rate * line.mean_service;
  QueueOrder order;
  order.classes = {{line.arrival_rate, Distribution::exponential(line.mean_service)}};
  order.servers = static_cast<std::size_t>(line.servers);
  order.capacity = static_cast<std::size_t>(inputs.integer("capacity", 0));
  std::vector<const char*> names;
  for (const auto& q : kQuantiles) {
    if (!wanted.contains(q.name)) continue;
    names.push_back(q.name);
    order.quantiles.push_back(q.p);
  }
  if (wanted.contains("p_wait_exceeds")) order.exceeds = inputs.numbers("t_s");

  SimulatedFigures figures;
  Wanted waiting = wanted;
  for (const char* of_formula : {"erlang_b", "erlang_c", "utilisation", "mean_queue"})
    waiting.erase(of_formula);
  if (!waiting.empty() || wanted.contains("erlang_c")) {
    if (order.capacity == 0 || !(load > 0)) require_settled(inputs, load, line.servers);
    const QueueFindings found = simulate_queue(order, options);
    figures["p_wait"] = {found.p_wait};
    if (order.capacity == 0) figures["erlang_c"] = {found.p_wait};
    figures["p_lost"] = {found.p_lost};
    figures["mean_wait_s"] = {found.mean_wait_all};
    figures["mean_time_s"] = {found.mean_time};
    for (std::size_t i = 0; i < names.size(); ++i) figures[names[i]] = {found.quantiles[i]};
    if (!order.exceeds.empty()) figures["p_wait_exceeds"] = found.exceeds;
  }
  if (wanted.contains("erlang_b") && load > 0) {  // a desk without a waiting room
    order.capacity = order.servers;
    order.quantiles.clear();
    order.exceeds.clear();
    figures["erlang_b"] = {simulate_queue(order, options).p_lost};
  }
  return figures;
}

namespace {

std::vector<PriorityClass> classes_of(const Inputs& inputs) {
  std::vector<PriorityClass> classes;
  for (const Inputs& given : inputs.list("classes"))
    classes.push_back({given.number("arrivals_per_h") / 3600, given.number("service_s"),
                       given.number("service_cv", 1)});
  if (inputs.integer("servers", 1) > 1)
    for (const PriorityClass& c : classes)
      if (c.mean_service != classes[0].mean_service || c.service_cv != 1)
        refuse(inputs, "with several servers all classes share one exponential service time");
  return classes;
}

}  // namespace

Figures priority_queue_figures(const Inputs& inputs, const DataFolder&) {
  const std::vector<PriorityClass> classes = classes_of(inputs);
  const int servers = inputs.integer("servers", 1);
  PriorityResult result;
  if (servers == 1) {
    result = priority_queue(classes);
  } else {
    std::vector<double> rates;
    for (const PriorityClass& c : classes) rates.push_back(c.arrival_rate);
    result = priority_queue(rates, classes[0].mean_service, servers);
  }
  return {{"mean_wait_s", numbers(result.mean_wait)},
          {"mean_wait_all_s", number(result.mean_wait_all)},
          {"utilisation", probability(result.utilisation)}};
}

SimulatedFigures simulate_priority_queue(const Inputs& inputs, const SimulateOptions& options,
                                         const Wanted&) {
  QueueOrder order;
  order.servers = static_cast<std::size_t>(inputs.integer("servers", 1));
  double load = 0;
  for (const PriorityClass& c : classes_of(inputs)) {
    if (!(c.arrival_rate > 0)) refuse(inputs, "a class without arrivals cannot be simulated");
    order.classes.push_back({c.arrival_rate, service(c.mean_service, c.service_cv)});
    load += c.arrival_rate * c.mean_service;
  }
  require_settled(inputs, load, static_cast<double>(order.servers));
  const QueueFindings found = simulate_queue(order, options);
  return {{"mean_wait_s", found.mean_wait}, {"mean_wait_all_s", {found.mean_wait_all}}};
}

Figures md1_figures(const Inputs& inputs, const DataFolder&) {
  const double rate = inputs.number("arrivals_per_h") / 3600;
  const double service_s = inputs.number("service_s"), cv = inputs.number("service_cv", 0);
  const Mg1Result result = mg1(rate, service_s, cv);
  Figures figures{{"mean_wait_s", number(result.mean_wait)},
                  {"mean_queue", number(result.mean_queue)},
                  {"mean_time_s", number(result.mean_time)},
                  {"utilisation", probability(result.utilisation)}};
  if (cv == 0 && inputs.has("t_s")) {
    Figure within = probabilities({});
    for (const double t : inputs.numbers("t_s"))
      within.values.push_back(md1_wait_cdf(rate, service_s, t));
    figures["p_wait_within"] = within;
  }
  return figures;
}

SimulatedFigures simulate_md1(const Inputs& inputs, const SimulateOptions& options,
                              const Wanted& wanted) {
  const double rate = inputs.number("arrivals_per_h") / 3600, mean_s = inputs.number("service_s");
  require_settled(inputs, rate * mean_s, 1);
  QueueOrder order;
  order.classes = {{rate, service(mean_s, inputs.number("service_cv", 0))}};
  if (wanted.contains("p_wait_within")) order.exceeds = inputs.numbers("t_s");
  const QueueFindings found = simulate_queue(order, options);
  SimulatedFigures figures{{"mean_wait_s", {found.mean_wait_all}},
                           {"mean_time_s", {found.mean_time}}};
  for (const Interval& exceeds : found.exceeds)
    figures["p_wait_within"].push_back({1 - exceeds.value, 1 - exceeds.high, 1 - exceeds.low});
  return figures;
}

}  // namespace vedette::validation
