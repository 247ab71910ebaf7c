// SPDX-License-Identifier: Apache-2.0
#include "engine/site/visitors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/devices.hpp"
#include "engine/site/guard_way.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

// What a party brings along, drawn when it comes: nothing of it depends on who was there before.
struct Party {
  Time came, closes;  // after that nobody is let in any more
  Duration check_in, stay;
  Stream doors;
};

class Visit {
 public:
  Visit(Run& run, std::uint32_t index, Party party)
      : run_(run),
        plan_(run.world.site.protection->visits[index]),
        state_(*run.site.visits[index]),
        party_(party) {}
  ~Visit() {
    if (place_) state_.taken[*place_] = false;
  }
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  void take_place() {
    const auto free = std::find(state_.taken.begin(), state_.taken.end(), false);
    place_ = static_cast<std::size_t>(free - state_.taken.begin());
    state_.taken[*place_] = true;
  }
  EntityId who() const { return plan_.places[place_.value_or(0)]; }

  /// A guard who is there and free goes along, with those first who came first; false: none was
  /// before the hours ended.
  Task<bool> find_guard() {
    if (plan_.staff.empty()) co_return true;
    const bool others_first = state_.line.in_use() > 0;
    if (others_first) run_.state(who(), "waiting for a guard");
    auto came = co_await first_of(state_.line.acquire(), Delay(run_.calendar, party_.closes));
    const Grant turn = std::move(came.get<0>());
    if (!turn) co_return false;
    for (bool waits = others_first;; waits = true) {
      for (const std::uint32_t guard : plan_.staff) {
        const GuardState& one = run_.site.guards[guard];
        if (one.order || one.absent || one.on_duty_since == kUnset) continue;
        guard_lost(run_, guard, "with visitors");
        guard_ = guard;
        co_return true;
      }
      if (run_.now() >= party_.closes) co_return false;
      if (!waits) run_.state(who(), "waiting for a guard");
      (void)co_await Delay(run_.calendar, std::min(party_.closes, run_.now() + seconds(30)));
    }
  }

  Task<> go() {
    tell(TallyKind::kVisitorWait, party_.came);
    run_.state(who(), "checked in");
    (void)co_await Delay(run_.calendar, party_.check_in);
    const Layout& layout = *run_.world.site.layout;
    Passer passer{who(), layout.badge_of_class[static_cast<std::size_t>(PersonClass::kVisitor)],
                  kNowhere, party_.doors};
    passer.kind = PersonClass::kVisitor;
    SiteWay way(run_, state_.movers[*place_], passer);
    way.stand(plan_.enters_at);
    const Time since = run_.now();
    run_.state(who(), "walking in");
    (void)co_await way.go(plan_.to, *run_.world.site.walking, true);
    tell(TallyKind::kVisitorWayIn, since);
    run_.state(who(), "visiting");
    (void)co_await Delay(run_.calendar, party_.stay);
    run_.state(who(), "walking out");
    (void)co_await way.go(plan_.enters_at, *run_.world.site.walking, true);
    tell(TallyKind::kVisitorLeft, party_.came);
    run_.state(who(), "gone");
    if (guard_) guard_back(run_, *guard_);
  }
  void turned_away() {
    tell(TallyKind::kVisitorTurnedAway, party_.came);
    if (place_) run_.state(who(), "gone");
  }

 private:
  void tell(TallyKind kind, Time since) {
    const Tally tally{kind, who(), {}, since, run_.now()};
    run_.sinks.each([&](Sink& s) { s.tally(tally); });
  }

  Run& run_;
  const Visits& plan_;
  VisitsState& state_;
  Party party_;
  std::optional<std::size_t> place_;
  std::optional<std::uint32_t> guard_;
};

Process visit(Run& run, std::uint32_t index, Party party) {
  VisitsState& state = *run.site.visits[index];
  auto came = co_await first_of(state.places.acquire(), Delay(run.calendar, party.closes));
  const Grant place = std::move(came.get<0>());
  Visit one(run, index, party);
  if (!place) {
    one.turned_away();
    co_return;
  }
  one.take_place();
  const bool accompanied = co_await one.find_guard();
  if (accompanied)
    co_await one.go();
  else
    one.turned_away();
}

// At random, evenly over the visiting hours of each day (a Poisson process); one span of them.
Process visitors(Run& run, std::uint32_t index, std::size_t span) {
  const Visits& plan = run.world.site.protection->visits[index];
  const auto length = [](const auto& hours) {
    return (hours.second - hours.first + (hours.second < hours.first ? 86400 : 0)) * kSecond.us;
  };
  Stream random = run.stream(plan.places.front(), fmt::format("visitors {}", span));
  std::int64_t open_us = 0;  // a day
  for (const auto& hours : plan.hours) open_us += length(hours);
  const double mean_us = static_cast<double>(open_us) / plan.per_day;
  const std::int64_t offset = std::int64_t{run.world.start_second_of_day} * kSecond.us;
  const auto& hours = plan.hours[span];
  for (std::int64_t day = -kDay.us;; day += kDay.us) {
    Time at{day + hours.first * kSecond.us - offset};
    const Time closes{at.us + length(hours)};
    for (std::uint64_t n = 0;; ++n) {
      at = at + Duration{std::llround(mean_us * random.exponential())};
      if (at >= closes) break;
      const Duration check_in = draw_duration(plan.check_in_s, random);
      const Duration stay = draw_duration(plan.stay_s, random);
      if (at < run.now()) continue;  // before the run began
      (void)co_await Delay(run.calendar, at);
      const Stream doors =
          run.stream(plan.places.front(), fmt::format("doors {} {} {}", span, day / kDay.us, n));
      const Party party{at, closes, check_in, stay, doors};
      run.calendar.start(visit(run, index, party));
    }
    if (closes > run.now()) (void)co_await Delay(run.calendar, closes);
  }
}

}  // namespace

void start_visits(Run& run) {
  for (std::uint32_t i = 0; i < run.site.visits.size(); ++i)
    for (std::size_t k = 0; k < run.world.site.protection->visits[i].hours.size(); ++k)
      run.calendar.start(visitors(run, i, k));
}

}  // namespace vedette
