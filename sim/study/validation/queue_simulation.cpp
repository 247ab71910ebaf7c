// SPDX-License-Identifier: Apache-2.0
#include "study/validation/queue_simulation.hpp"

#include <algorithm>
#include <string>

#include "base/random.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/resource.hpp"

namespace vedette::validation {

namespace {

// One replication.
struct Desk {
  const QueueOrder& order;
  Calendar calendar;
  Resource servers{calendar, order.servers};
  std::vector<Stream> arrivals, services;  // per class
  std::uint64_t first = 0, last = 0;       // calls that count
  std::uint64_t came = 0, open = 0;        // all calls so far; counted ones without their service

  std::vector<Accumulator> waits;  // per class
  Accumulator times;
  std::vector<double> all_waits;
  std::uint64_t lost = 0, waited = 0, served = 0;

  explicit Desk(const QueueOrder& what) : order(what) {}
  // Calls go on until the last counted one is served, so that it meets the same competition.
  void done() {
    if (--open == 0) calendar.stop();
  }
};

Process call(Desk& desk, std::size_t of_class, bool counted) {
  const Time came = desk.calendar.now();
  const Duration service =
      seconds(desk.order.classes[of_class].service.sample(desk.services[of_class]));
  const Grant server = co_await desk.servers.acquire(static_cast<std::int64_t>(of_class));
  if (counted) {
    const Duration wait = desk.calendar.now() - came;
    desk.waits[of_class].add(wait.seconds());
    desk.times.add((wait + service).seconds());
    desk.waited += wait.us > 0;
    ++desk.served;
    if (!desk.order.quantiles.empty() || !desk.order.exceeds.empty())
      desk.all_waits.push_back(wait.seconds());
    desk.done();
  }
  (void)co_await Delay(desk.calendar, service);
}

Process callers(Desk& desk, std::size_t of_class) {
  const double mean = 1 / desk.order.classes[of_class].arrivals_per_s;
  for (;;) {
    const double gap = mean * desk.arrivals[of_class].exponential();
    if (!co_await Delay(desk.calendar, seconds(gap))) co_return;
    const std::uint64_t number = desk.came++;
    const bool counted = number >= desk.first && number < desk.last;
    const std::size_t inside = desk.servers.in_use() + desk.servers.waiting();
    if (desk.order.capacity == 0 || inside < desk.order.capacity) {
      desk.calendar.start(call(desk, of_class, counted));
    } else if (counted) {
      ++desk.lost;
      desk.done();
    }
  }
}

void run(Desk& desk, const SimulateOptions& options, std::uint64_t replication) {
  const Random random(options.seed, replication);
  for (std::size_t i = 0; i < desk.order.classes.size(); ++i) {
    const std::string name = "class " + std::to_string(i);
    desk.arrivals.push_back(random.stream(name, "arrivals"));
    desk.services.push_back(random.stream(name, "service"));
  }
  desk.first = options.warm_up;
  desk.last = options.warm_up + options.calls;
  desk.open = options.calls;
  desk.waits.resize(desk.order.classes.size());
  for (std::size_t i = 0; i < desk.order.classes.size(); ++i) desk.calendar.start(callers(desk, i));
  while (!desk.calendar.stopped()) desk.calendar.run_next();
  desk.calendar.clear();
}

}  // namespace

QueueFindings simulate_queue(const QueueOrder& order, const SimulateOptions& options) {
  const std::size_t classes = order.classes.size();
  std::vector<Accumulator> waits(classes), quantiles(order.quantiles.size()),
      exceeds(order.exceeds.size());
  Accumulator wait_all, time, p_wait, p_lost;
  for (std::uint64_t r = 0; r < options.replications; ++r) {
    Desk desk(order);
    run(desk, options, r);
    Accumulator all;
    for (std::size_t i = 0; i < classes; ++i) {
      all.merge(desk.waits[i]);
      if (desk.waits[i].count() > 0) waits[i].add(desk.waits[i].mean());
    }
    p_lost.add(static_cast<double>(desk.lost) / static_cast<double>(options.calls));
    if (desk.served == 0) continue;
    wait_all.add(all.mean());
    time.add(desk.times.mean());
    p_wait.add(static_cast<double>(desk.waited) / static_cast<double>(desk.served));
    std::sort(desk.all_waits.begin(), desk.all_waits.end());
    for (std::size_t i = 0; i < order.quantiles.size(); ++i)
      quantiles[i].add(quantile_sorted(desk.all_waits, order.quantiles[i]));
    for (std::size_t i = 0; i < order.exceeds.size(); ++i) {
      const auto above =
          desk.all_waits.end() -
          std::upper_bound(desk.all_waits.begin(), desk.all_waits.end(), order.exceeds[i]);
      exceeds[i].add(static_cast<double>(above) / static_cast<double>(desk.served));
    }
  }
  const auto intervals = [](const std::vector<Accumulator>& all) {
    std::vector<Interval> out;
    for (const Accumulator& a : all) out.push_back(a.interval(kLevel));
    return out;
  };
  return {intervals(waits),        wait_all.interval(kLevel), time.interval(kLevel),
          p_wait.interval(kLevel), p_lost.interval(kLevel),   intervals(quantiles),
          intervals(exceeds)};
}

}  // namespace vedette::validation
