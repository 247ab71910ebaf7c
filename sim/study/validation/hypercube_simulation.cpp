// SPDX-License-Identifier: Apache-2.0
// Dispatch of the hypercube model on the calendar: a caller, and a process for each unit.
#include <deque>
#include <memory>
#include <string>

#include "base/random.hpp"
#include "cover/hypercube.hpp"
#include "engine/kernel/mailbox.hpp"
#include "engine/kernel/process.hpp"
#include "study/validation/hypercube_inputs.hpp"

namespace vedette::validation {

namespace {

struct Call {
  Time came;
  std::size_t atom = 0;
};

// One replication.
struct District {
  const HypercubeModel& model;
  double seconds_per_unit;  // of the model's time
  Calendar calendar;
  Stream arrivals, places;
  std::vector<Stream> services;
  std::vector<std::unique_ptr<Mailbox<Call>>> inboxes;
  std::vector<bool> busy;
  std::size_t busy_units = 0;
  std::deque<Call> queue;

  // What is counted, from `began` on.
  bool counting = false;
  Time began{0};
  std::vector<TimeWeighted> work;
  TimeWeighted all_busy, waiting;
  std::uint64_t came = 0, lost = 0, served = 0, inter_area = 0;
  std::vector<std::uint64_t> by_unit;
  double wait_s = 0;

  void set_busy(std::size_t unit, bool value) {
    busy[unit] = value;
    busy_units += value ? 1 : std::size_t(-1);
    work[unit].set(calendar.now().seconds(), value);
    all_busy.set(calendar.now().seconds(), busy_units == busy.size());
  }
  void give(std::size_t unit, const Call& call) {
    if (counting) {
      const HypercubeAtom& atom = model.atoms[call.atom];
      const std::size_t home =
          atom.home == HypercubeAtom::kFirstChoice ? atom.preference[0] : atom.home;
      ++served;
      ++by_unit[unit];
      inter_area += unit != home;
      wait_s += (calendar.now() - call.came).seconds();
    }
    inboxes[unit]->send(call);
  }
  // The first free unit of the place's list goes.
  void dispatch(const Call& call) {
    for (const std::size_t unit : model.atoms[call.atom].preference) {
      if (busy[unit]) continue;
      set_busy(unit, true);
      give(unit, call);
      return;
    }
    if (model.queue) {
      queue.push_back(call);
      waiting.add(calendar.now().seconds(), 1);
    } else if (counting) {
      ++lost;
    }
  }
};

Process unit_on_duty(District& d, std::size_t unit) {
  const double mean = d.seconds_per_unit / d.model.service_rate[unit];
  for (;;) {
    const std::optional<Call> call = co_await d.inboxes[unit]->receive();
    if (!call) co_return;
    const double service = mean * d.services[unit].exponential();
    if (!co_await Delay(d.calendar, seconds(service))) co_return;
    if (d.queue.empty()) {
      d.set_busy(unit, false);
      continue;
    }
    const Call next = d.queue.front();
    d.queue.pop_front();
    d.waiting.add(d.calendar.now().seconds(), -1);
    d.give(unit, next);
  }
}

Process callers(District& d, std::uint64_t warm_up, std::uint64_t calls) {
  double rate = 0;
  std::vector<double> up_to;
  for (const HypercubeAtom& atom : d.model.atoms) up_to.push_back(rate += atom.call_rate);
  for (std::uint64_t i = 0; i < warm_up + calls; ++i) {
    if (i == warm_up) {
      const double now = d.calendar.now().seconds();
      for (std::size_t u = 0; u < d.busy.size(); ++u) d.work[u] = TimeWeighted(now, d.busy[u]);
      d.all_busy = TimeWeighted(now, d.busy_units == d.busy.size());
      d.waiting = TimeWeighted(now, static_cast<double>(d.queue.size()));
      d.began = d.calendar.now();
      d.counting = true;
    }
    const double gap = d.seconds_per_unit / rate * d.arrivals.exponential();
    if (!co_await Delay(d.calendar, seconds(gap))) co_return;
    const double place = d.places.uniform() * rate;
    const auto at = std::upper_bound(up_to.begin(), up_to.end() - 1, place);
    const Call call{d.calendar.now(), static_cast<std::size_t>(at - up_to.begin())};
    d.came += d.counting;
    d.dispatch(call);
  }
  d.calendar.stop();
}

}  // namespace

SimulatedFigures simulate_hypercube(const Inputs& inputs, const SimulateOptions& options,
                                    const Wanted&) {
  const HypercubeModel model = hypercube_of(inputs);
  check(model);
  const std::size_t n = model.service_rate.size();
  // A service lasts some 1000 s, so that whole microseconds round nothing of weight.
  const double scale =
      1000 * *std::max_element(model.service_rate.begin(), model.service_rate.end());
  std::vector<Accumulator> workload(n), unit_share(n);
  Accumulator all_busy, lost, queue, wait, inter_area;
  for (std::uint64_t r = 0; r < options.replications; ++r) {
    const Random random(options.seed, r);
    District d{model, scale, {}, {}, {}, {}, {}, {}, 0,  {}, false,
               {},    {},    {}, {}, 0,  0,  0,  0,  {}, 0};
    d.arrivals = random.stream("district", "arrivals");
    d.places = random.stream("district", "places");
    for (std::size_t u = 0; u < n; ++u) {
      d.services.push_back(random.stream("unit " + std::to_string(u), "service"));
      d.inboxes.push_back(std::make_unique<Mailbox<Call>>(d.calendar));
      d.calendar.start(unit_on_duty(d, u));
    }
    d.busy.resize(n);
    d.work.resize(n);
    d.by_unit.resize(n);
    d.calendar.start(callers(d, options.warm_up, options.calls));
    while (!d.calendar.stopped()) d.calendar.run_next();
    d.calendar.clear();

    const double now = d.calendar.now().seconds();
    for (std::size_t u = 0; u < n; ++u) workload[u].add(d.work[u].mean(now));
    all_busy.add(d.all_busy.mean(now));
    lost.add(static_cast<double>(d.lost) / static_cast<double>(d.came));
    queue.add(d.waiting.mean(now));
    if (d.served == 0) continue;
    const auto served = static_cast<double>(d.served);
    wait.add(d.wait_s / served / scale);
    inter_area.add(static_cast<double>(d.inter_area) / served);
    for (std::size_t u = 0; u < n; ++u)
      unit_share[u].add(static_cast<double>(d.by_unit[u]) / served);
  }
  SimulatedFigures figures{{"p_all_busy", {all_busy.interval(kLevel)}},
                           {"p_lost", {lost.interval(kLevel)}},
                           {"mean_queue", {queue.interval(kLevel)}},
                           {"mean_wait", {wait.interval(kLevel)}},
                           {"inter_area", {inter_area.interval(kLevel)}}};
  for (std::size_t u = 0; u < n; ++u) {
    figures["workload"].push_back(workload[u].interval(kLevel));
    figures["unit_share"].push_back(unit_share[u].interval(kLevel));
  }
  return figures;
}

}  // namespace vedette::validation
