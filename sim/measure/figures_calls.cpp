// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "measure/sample.hpp"

namespace vedette::measure {

namespace {

constexpr std::size_t kHistogramBins = 181;  // 10 s each to 1800 s, then the rest
constexpr std::int64_t kBin_us = 10'000'000;
constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kFirstRoom = 256;  // calls of a group, before it has to move

Figure share(std::string id, std::uint64_t part, std::uint64_t whole) {
  return {std::move(id), whole ? static_cast<double>(part) / static_cast<double>(whole) : 0, whole};
}

std::string within(const std::string& id, std::int64_t mark_us) {
  return fmt::format("{}.within.{:.10g}", id, static_cast<double>(mark_us) * 1e-6);
}

}  // namespace

// Groups put together. Samples are made one after another, so that there is one copy at a time.
struct CallFigures::Joined {
  std::vector<const Group*> groups;

  std::uint64_t n() const {
    std::uint64_t sum = 0;
    for (const Group* g : groups) sum += g->n;
    return sum;
  }
  template <class Span>
  SpanSample sample(Span span) const {
    std::size_t size = 0;
    for (const Group* g : groups) size += g->reached.size();
    SpanSample out;
    out.reserve(size);
    for (const Group* g : groups)
      for (const Reached& r : g->reached)
        if (const std::int64_t us = span(r); us != kNone) out.add({us});
    return out;
  }

  // A share is over all calls of the replication: one that nobody reached is not within any mark.
  void put(const std::string& id, const std::vector<std::int64_t>& marks,
           const FigureChoice& choice, std::vector<Figure>& out) const {
    const std::uint64_t all = n();
    out.push_back({id + ".n", static_cast<double>(all), 1});
    SpanSample response = sample([](const Reached& r) { return r.response; });
    const std::uint64_t reached = response.size();
    if (choice.wants_any(id + ".within"))
      for (const std::int64_t mark : marks)
        out.push_back({within(id, mark),
                       all ? response.share_within(mark) * static_cast<double>(reached) /
                                 static_cast<double>(all)
                           : 0,
                       all});
    const auto put_span = [&](const char* name, auto&& sample_of) {
      const std::string path = id + name;
      if (choice.wants_any(path)) sample_of().put(path, out, choice);
    };
    put_span(".response_s", [&]() -> SpanSample& { return response; });
    put_span(".dispatch_s", [&] { return sample([](const Reached& r) { return r.dispatch; }); });
    put_span(".turnout_s", [&] { return sample([](const Reached& r) { return r.turnout; }); });
    put_span(".travel_s", [&] {
      return sample([](const Reached& r) {
        return r.turnout == kNone ? kNone : r.response - r.dispatch - r.turnout;
      });
    });
    put_span(".to_scene_s",
             [&] { return sample([](const Reached& r) { return r.response - r.dispatch; }); });
    SpanSample complete;
    for (const Group* g : groups)
      for (const std::int64_t us : g->complete) complete.add({us});
    if (complete.size() > 0) complete.put(id + ".complete_s", out, choice);
    out.push_back({id + ".unanswered", static_cast<double>(all - reached), 1});
  }
};

CallFigures::CallFigures(const FigureFrame& frame)
    : frame_(frame),
      types_(std::max<std::size_t>(1, frame.call_types.size())),
      start_us_(frame.start_second_of_day * kSecond.us),
      by_district_(frame.districts.size() + 1, 0),
      by_hour_(24, 0),
      groups_(types_ * kPriorities),
      histogram_(kHistogramBins) {}

void CallFigures::add(const Incident& i) {
  std::size_t district = by_district_.size() - 1;
  if (i.place.valid() && i.place.index() < frame_.district_of.size())
    district = std::min<std::size_t>(frame_.district_of[i.place.index()], district);
  std::size_t hour = 0;
  const Stage received = i.has(Stage::kPoliceCalled) ? Stage::kPoliceCalled : Stage::kOccurred;
  if (i.has(received)) {
    const std::int64_t day_us = (i[received].us % kDay.us + start_us_) % kDay.us;
    hour = static_cast<std::size_t>(std::max<std::int64_t>(day_us, 0) / kHour.us);
    ++by_hour_[hour];
    ++by_district_[district];
  }
  Group& group = groups_[i.type * kPriorities + std::min<std::size_t>(i.priority, kPriorities - 1)];
  ++group.n;
  if (i.has(Stage::kAllArrived) && i.has(Stage::kPoliceCalled))
    group.complete.push_back(i.between(Stage::kPoliceCalled, Stage::kAllArrived).us);
  // A damaged recording may lack an earlier stage of a call that was reached.
  if (!i.has(Stage::kPoliceArrived) || !i.has(Stage::kPoliceCalled) ||
      !i.has(Stage::kPoliceDispatched))
    return;
  if (group.reached.capacity() == 0) group.reached.reserve(kFirstRoom);
  std::uint16_t fleet = kNoFleet;
  if (i.responder.valid() && i.responder.index() < frame_.fleet_of.size())
    fleet = static_cast<std::uint16_t>(
        std::min<std::uint32_t>(frame_.fleet_of[i.responder.index()], kNoFleet));
  const std::int64_t response = i.between(Stage::kPoliceCalled, Stage::kPoliceArrived).us;
  group.reached.push_back(
      {response, i.between(Stage::kPoliceCalled, Stage::kPoliceDispatched).us,
       i.has(Stage::kPoliceEnRoute) ? i.between(Stage::kPoliceDispatched, Stage::kPoliceEnRoute).us
                                    : kNone,
       static_cast<std::uint32_t>(district), static_cast<std::uint16_t>(hour), fleet});
  // Bins hold (10 k, 10 (k + 1)] s, as "within" means <=.
  const std::int64_t bin = response <= 0 ? 0 : (response - 1) / kBin_us;
  ++histogram_[static_cast<std::size_t>(
      std::min<std::int64_t>(bin, static_cast<std::int64_t>(kHistogramBins) - 1))];
}

void CallFigures::put(const FigureChoice& choice, std::vector<Figure>& out) const {
  const auto joined = [&](auto&& pick) {
    Joined some;
    for (std::size_t t = 0; t < types_; ++t)
      for (std::size_t p = 0; p < kPriorities; ++p)
        if (const Group& g = groups_[t * kPriorities + p]; g.n > 0 && pick(t, p))
          some.groups.push_back(&g);
    return some;
  };
  const auto put = [&](const std::string& id, const Joined& some) {
    if (choice.wants_any(id)) some.put(id, frame_.marks_us, choice, out);
  };
  put("calls", joined([](std::size_t, std::size_t) { return true; }));
  for (std::size_t p = 1; p < kPriorities && choice.wants_any("calls.priority"); ++p)
    if (const Joined some = joined([&](std::size_t, std::size_t q) { return q == p; });
        !some.groups.empty())
      put(fmt::format("calls.priority.{}", p), some);
  // One type: the same as all.
  for (std::size_t t = 0; t < types_ && frame_.call_types.size() > 1; ++t)
    if (const Joined some = joined([&](std::size_t u, std::size_t) { return u == t; });
        !some.groups.empty())
      put("calls.type." + frame_.call_types[t], some);
  put_places(choice, out);
}

// Response alone, by where, when and by whom.
void CallFigures::put_places(const FigureChoice& choice, std::vector<Figure>& out) const {
  if (!choice.wants_any("calls.district") && !choice.wants_any("calls.hour") &&
      !choice.wants_any("calls.fleet"))
    return;
  const std::size_t some_fleets = frame_.fleets.size() > 1 ? frame_.fleets.size() : 0;
  std::vector<SpanSample> districts(by_district_.size()), hours(by_hour_.size()),
      fleets(some_fleets);
  for (const Group& group : groups_)
    for (const Reached& r : group.reached) {
      districts[r.district].add({r.response});
      hours[r.hour].add({r.response});
      if (r.fleet < some_fleets) fleets[r.fleet].add({r.response});
    }
  const auto put = [&](const std::string& id, std::uint64_t all, SpanSample& response) {
    if (all == 0 || !choice.wants_any(id)) return;
    const auto whole = static_cast<double>(all), reached = static_cast<double>(response.size());
    out.push_back({id + ".n", whole, 1});
    for (const std::int64_t mark : frame_.marks_us)
      out.push_back({within(id, mark), response.share_within(mark) * reached / whole, all});
    response.put(id + ".response_s", out);
    out.push_back({id + ".unanswered", whole - reached, 1});
  };
  for (std::size_t d = 0; d < frame_.districts.size() && frame_.districts.size() > 1; ++d)
    put("calls.district." + frame_.districts[d], by_district_[d], districts[d]);
  for (std::size_t h = 0; h < hours.size(); ++h)
    put(fmt::format("calls.hour.{:02}", h), by_hour_[h], hours[h]);
  // Of the calls at which the fleet was first: what nobody reached is nobody's.
  for (std::size_t f = 0; f < some_fleets; ++f) {
    const std::string id = "calls.fleet." + frame_.fleets[f];
    if (!choice.wants_any(id)) continue;
    const std::uint64_t n = fleets[f].size();
    out.push_back({id + ".n", static_cast<double>(n), 1});
    for (const std::int64_t mark : frame_.marks_us)
      out.push_back({within(id, mark), fleets[f].share_within(mark), n});
    fleets[f].put(id + ".response_s", out);
  }
}

TaskFigures::TaskFigures(const FigureFrame& frame)
    : frame_(frame),
      deadlines_(frame.deadlines),
      by_type_(std::max<std::size_t>(1, frame.call_types.size())) {
  deadlines_.resize(by_type_.size(), kUnreachable);
}

void TaskFigures::add(const Incident& i) {
  Group& group = by_type_[i.type];
  ++group.n;
  const bool done = i.closed && i.has(Stage::kCleared);
  group.done += done;
  // A task is known from when it stands in the command centre's list.
  const Stage known = i.has(Stage::kPoliceCalled) ? Stage::kPoliceCalled : Stage::kOccurred;
  const Duration deadline = deadlines_[i.type];
  if (deadline != kUnreachable) {
    ++group.due;
    group.in_time += done && i.has(known) && i.between(known, Stage::kCleared) <= deadline;
  }
  if (i.has(Stage::kPoliceArrived) && i.has(known))
    group.response.push_back(i.between(known, Stage::kPoliceArrived).us);
}

void TaskFigures::put(std::vector<Figure>& out) const {
  const auto put = [&](const std::string& id, auto&& pick) {
    Group sum;
    SpanSample response;
    for (std::size_t t = 0; t < by_type_.size(); ++t) {
      if (!pick(t)) continue;
      const Group& g = by_type_[t];
      sum.n += g.n, sum.done += g.done, sum.due += g.due, sum.in_time += g.in_time;
      for (const std::int64_t us : g.response) response.add({us});
    }
    if (sum.n == 0) return;
    out.push_back({id + ".n", static_cast<double>(sum.n), 1});
    out.push_back(share(id + ".done", sum.done, sum.n));
    out.push_back(share(id + ".in_time", sum.in_time, sum.due));
    response.put(id + ".response_s", out);
  };
  put("tasks", [](std::size_t) { return true; });
  if (frame_.call_types.size() < 2) return;
  for (std::size_t t = 0; t < by_type_.size(); ++t)
    put("tasks.type." + frame_.call_types[t], [t](std::size_t u) { return u == t; });
}

}  // namespace vedette::measure
