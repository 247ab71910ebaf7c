// SPDX-License-Identifier: Apache-2.0
// Work that nobody calls for: warnings to follow up, posts to be manned, visits to be made.
#include <algorithm>
#include <vector>

#include "engine/city/arrivals.hpp"
#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

CallCase& open_task(Run& run, EntityId place, NodeId node, std::uint16_t type, Stream random) {
  const City& city = run.world.city;
  const RoadGraph::Node& at = city.roads->node(node);
  CallCase& call = new_case(run);
  call.random = random;
  call.node = node;
  call.cell = city.areas[node.index()].cell;
  Incident& incident = run.new_incident();
  incident.kind = IncidentKind::kTask;
  incident.type = type;
  incident.priority = static_cast<std::uint8_t>(city.call_types[type].priority);
  incident.x_m = at.x_m;
  incident.y_m = at.y_m;
  incident.place = place;
  incident[Stage::kOccurred] = incident[Stage::kPoliceCalled] = run.now();
  call.incident = &incident;
  prepare_case(run, call);
  run.open(incident);
  return call;
}

namespace {

Stream draws_of(const Run& run, EntityId source, std::uint64_t n) {
  return run.random.stream(run.world.entities[source.index()].hash,
                           name_hash("task") + (n + 1) * 0x9e3779b97f4a7c15u);
}

Process stream_of_work(Run& run, const WorkStream& stream) {
  static const WeekRates kEven = [] {
    WeekRates even;
    even.fill(1.0);
    return even;
  }();
  const RatesOfWeek week(stream.by_hour ? *stream.by_hour : kEven);
  const Arrivals arrivals(week, stream.per_day, run.world);
  Stream gaps = run.stream(stream.entity, "arrivals");
  const Time end = Time{0} + run.world.horizon;
  for (std::uint64_t n = 0;; ++n) {
    const Time at = arrivals.next(run.now(), gaps.exponential());
    if (at > end) co_return;
    (void)co_await Delay(run.calendar, at);
    Stream random = draws_of(run, stream.entity, n);
    const auto place =
        std::upper_bound(stream.weight.begin(), stream.weight.end(), random.uniform());
    const std::size_t i = std::min<std::size_t>(
        static_cast<std::size_t>(place - stream.weight.begin()), stream.nodes.size() - 1);
    const NodeId node = stream.nodes[i];
    dispatch(run,
             open_task(run, run.world.city.areas[node.index()].entity, node, stream.type, random));
  }
}

// One window of one post: ordered a little before, over at its end whoever has come.
Process window_of_post(Run& run, const Post& post, Time from, Time to, std::uint64_t n) {
  CallCase& call = open_task(run, post.entity, post.node, post.type, draws_of(run, post.entity, n));
  const IncidentId id = call.incident->id;
  call.post = &post;
  call.simple = false;
  call.until = to;
  dispatch(run, call);
  (void)co_await Delay(run.calendar, to, Priority::kLate);
  if (post.stays) {
    const Tally window{TallyKind::kPostWindow, {}, post.entity, from, to};
    run.sinks.each([&](Sink& s) { s.tally(window); });
  }
  // The case may have been ended and its place be used by another one.
  if (call.post != &post || call.until != to || call.incident->id != id || call.over) co_return;
  if (call.waiting) {
    leave_line(run, call);
    end_case(run, call);
  } else {
    call.expired = true;  // whoever is on the way finds the window over
  }
}

Process windows_of(Run& run, const Post& post) {
  const World& world = run.world;
  const std::int64_t offset = static_cast<std::int64_t>(world.start_second_of_day) * kSecond.us;
  const Time end = Time{0} + world.horizon;
  std::uint64_t n = 0;
  for (std::int64_t day = 0;; ++day) {
    const Time midnight{day * kDay.us - offset};
    if (midnight > end) co_return;
    if (!(post.weekdays >> ((world.start_weekday + day) % 7) & 1)) continue;
    for (const auto& [from_s, to_s] : post.windows) {
      const Time from = midnight + from_s * kSecond, to = midnight + to_s * kSecond;
      ++n;
      if (from < Time{0} || to > end) continue;
      const Time call = std::max(from - post.lead, run.now());
      if (call > run.now()) (void)co_await Delay(run.calendar, call);
      run.calendar.start(window_of_post(run, post, from, to, n));
    }
  }
}

// The exits are ordered closed at once, so that one choice serves them all.
Process blockade(Run& run, const BlockadeOrder& order) {
  (void)co_await Delay(run.calendar, order.at);
  std::vector<CallCase*> calls;
  for (std::size_t i = 0; i < order.exits.size(); ++i) {
    const BlockadeOrder::Exit& exit = order.exits[i];
    CallCase& call =
        open_task(run, exit.entity, exit.node, order.type, draws_of(run, exit.entity, i));
    call.on_scene = order.hold;
    calls.push_back(&call);
  }
  if (!calls.empty()) close_exits(run, calls);
}

}  // namespace

void start_work(Run& run) {
  const City& city = run.world.city;
  for (const WorkStream& stream : city.streams) run.calendar.start(stream_of_work(run, stream));
  for (const BlockadeOrder& order : city.blockades)
    if (order.at <= Time{0} + run.world.horizon) run.calendar.start(blockade(run, order));
  for (const Post& post : city.posts) run.calendar.start(windows_of(run, post));
}

}  // namespace vedette
