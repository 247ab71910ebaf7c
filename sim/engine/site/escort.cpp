// SPDX-License-Identifier: Apache-2.0
#include "engine/site/escort.hpp"

#include <algorithm>
#include <optional>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/devices.hpp"
#include "engine/site/guard_way.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

class Trip {
 public:
  Trip(Run& run, std::uint32_t index)
      : run_(run),
        plan_(run.world.site.protection->escorts[index]),
        me_(*run.site.escorts[index]),
        gate_(run.world.site.gate),
        own_(run.stream(plan_.entity, "escort")) {
    me_.mover.place(gate_);
    arm(false);
    // Body-worn and deployable cameras show nothing while they lie in their cupboard.
    for (const auto* cameras : {&plan_.worn, &plan_.set_up})
      for (const std::uint32_t camera : *cameras) put_camera_away(run_, camera);
  }

  /// The first departure after `now`.
  Time next_departure() const {
    const std::int64_t offset = std::int64_t{run_.world.start_second_of_day} * kSecond.us;
    const std::int64_t local = run_.now().us + offset, day = local / kDay.us * kDay.us;
    for (const std::int64_t base : {day, day + kDay.us})
      for (const std::int32_t departs : plan_.departs_s)
        if (const std::int64_t at = base + departs * kSecond.us; at >= local && at != last_local_)
          return Time{at - offset};
    return kNever;
  }
  void departs() {
    last_local_ = run_.now().us + std::int64_t{run_.world.start_second_of_day} * kSecond.us;
  }

  /// Everybody of the list who is there and free is taken; false when not all are in time.
  Task<bool> muster(const std::vector<std::uint32_t>& staff) {
    const Time until = run_.now() + plan_.patience;
    std::size_t have = 0;
    for (const std::uint32_t guard : staff) {
      const auto ready = [&] {
        const GuardState& one = run_.site.guards[guard];
        return !one.order && !one.absent && one.on_duty_since != kUnset;
      };
      while (!ready() && run_.now() < until)
        (void)co_await Delay(run_.calendar, std::min(until, run_.now() + kMinute));
      if (!ready()) break;
      guard_lost(run_, guard, "on escort");
      ++have;
    }
    if (have < staff.size())
      for (std::size_t i = 0; i < have; ++i) guard_back(run_, staff[i]);
    co_return have == staff.size();
  }

  Task<> go() {
    const Time began = run_.now();
    if (!co_await muster(plan_.staff)) {
      run_.log(Topic::kEscort, plan_.entity, "cancelled");
      tell(TallyKind::kEscortCancelled, began);
      co_return;
    }
    staff_ = &plan_.staff;
    me_.turns_back = false;
    arm(true);
    for (const std::uint32_t camera : plan_.worn) set_camera_up(run_, camera);
    enter(EscortPhase::kLoading);
    co_await work(draw_duration(plan_.load_s, own_));
    if (!me_.turns_back) {
      co_await through_the_site(true);
      enter(EscortPhase::kDriving);
      co_await drive(plan_.to);
    }
    if (!me_.turns_back) co_await stay();
    enter(EscortPhase::kReturning);
    co_await drive(gate_);
    co_await through_the_site(false);
    co_await work(draw_duration(plan_.unload_s, own_));
    for (const std::uint32_t camera : plan_.worn) put_camera_away(run_, camera);
    arm(false);
    enter(EscortPhase::kWaiting);
    for (const std::uint32_t guard : *staff_) guard_back(run_, guard);
    tell(TallyKind::kEscortTrip, began);
  }

 private:
  void enter(EscortPhase phase) {
    me_.phase = phase;
    run_.state(plan_.entity, escort_phase_name(phase));
    run_.log(Topic::kEscort, plan_.entity, escort_phase_name(phase));
    me_.changed.fire();
    me_.changed.reset();
  }
  void tell(TallyKind kind, Time since) {
    const Tally tally{kind, plan_.entity, {}, since, run_.now()};
    run_.sinks.each([&](Sink& s) { s.tally(tally); });
  }
  void arm(bool on) {
    for (const std::uint32_t zone : plan_.devices) {
      run_.site.protection.access[zone] = !on;
      run_.state(run_.world.site.zones[zone].entity, on ? "armed" : "access");
    }
  }
  void moved() {
    if (run_.sinks.wants_movement()) me_.mover.tell(run_, plan_.entity, run_.now());
  }
  // Nothing goes on while something happens; then it is over.
  Task<> stand_still() {
    run_.state(plan_.entity, "standing still");
    while (me_.trouble > 0) (void)co_await Forever(run_.calendar);
  }
  Task<> work(Duration span) {
    const Time until = run_.now() + span;
    while (run_.now() < until) {
      (void)co_await Delay(run_.calendar, until);
      if (me_.trouble == 0) continue;
      co_await stand_still();
      co_return;
    }
  }

  const Mode& mode() const {
    return run_.world.city.road_states[run_.city.road_state].modes.front();
  }
  double pace() const { return pace_of(run_, mode()); }
  // By the roads as they are when it sets out; where no road leads there it waits for one.
  Task<> drive(NodeId to) {
    for (;;) {
      const Time there = me_.mover.depart(*mode().travel, to, run_.now(),
                                          me_.mover.to_next_node(run_.now()), pace());
      if (there == kNever)
        (void)co_await Delay(run_.calendar, kMinute);
      else
        (void)co_await Delay(run_.calendar, there);
      if (me_.trouble > 0) {
        moved();
        me_.mover.place(me_.mover.next_node(run_.now()));
        co_await stand_still();
        if (to != gate_) co_return;
      } else if (run_.now() >= there) {
        moved();
        me_.mover.place(to);
        co_return;
      }
    }
  }

  // From where the vehicle stands to the gate, through doors that let vehicles pass, or back.
  Task<> through_the_site(bool out) {
    if (!plan_.parked.valid()) co_return;
    const Layout& layout = *run_.world.site.layout;
    Passer passer{plan_.entity,
                  layout.badge_of_class[static_cast<std::size_t>(PersonClass::kOfficer)], kNowhere,
                  run_.stream(plan_.entity, "doors")};
    passer.kind = PersonClass::kOfficer;
    passer.drives = true;
    Mover wheels;
    SiteWay way(run_, wheels, passer);
    way.stand(out ? plan_.parked : plan_.leaves_by);
    (void)co_await way.go(out ? plan_.leaves_by : plan_.parked, *layout.driving, true);
  }

  Task<> stay() {
    enter(EscortPhase::kStay);
    const Time until = run_.now() + draw_duration(plan_.stay_s, own_);
    const Time shown = run_.now() + draw_duration(plan_.set_up_s, own_);
    const Time relief = plan_.relief ? run_.now() + plan_.relief->after : kNever;
    bool cameras = false, relieved = false;
    while (run_.now() < until && !me_.turns_back) {
      Time next = until;
      if (!cameras && !plan_.set_up.empty()) next = std::min(next, shown);
      if (!relieved) next = std::min(next, relief);
      co_await work(next - run_.now());
      if (me_.turns_back) break;
      if (!cameras && run_.now() >= shown) {
        cameras = true;
        for (const std::uint32_t camera : plan_.set_up) set_camera_up(run_, camera);
        run_.log(Topic::kEscort, plan_.entity, "cameras set up");
      }
      if (!relieved && run_.now() >= relief && run_.now() < until) {
        relieved = true;
        co_await be_relieved();
      }
    }
    if (cameras)
      for (const std::uint32_t camera : plan_.set_up) put_camera_away(run_, camera);
  }

  // The others come by a vehicle of their own; those who are relieved go home in it.
  Task<> be_relieved() {
    const Time since = run_.now();
    const auto& relief = *plan_.relief;
    if (staff_ != &plan_.staff) co_return;
    if (!co_await muster(relief.staff)) {
      run_.log(Topic::kEscort, plan_.entity, "no relief");
      co_return;
    }
    const Duration way = mode().travel->time(gate_, plan_.to);
    const Duration drive{std::llround(static_cast<double>(way.us) * pace())};
    co_await work(drive);
    co_await work(draw_duration(relief.hand_over_s, own_));
    for (const std::uint32_t guard : plan_.staff) run_.calendar.start(goes_home(guard, drive));
    staff_ = &relief.staff;
    run_.log(Topic::kEscort, plan_.entity, "relieved");
    tell(TallyKind::kEscortRelief, since);
  }
  Process goes_home(std::uint32_t guard, Duration drive) {
    Run& run = run_;
    (void)co_await Delay(run.calendar, drive);
    guard_back(run, guard);
  }

  Run& run_;
  const Escort& plan_;
  EscortState& me_;
  const NodeId gate_;
  Stream own_;
  const std::vector<std::uint32_t>* staff_ = nullptr;
  std::int64_t last_local_ = -1;
};

Process escort(Run& run, std::uint32_t index) {
  Trip trip(run, index);
  for (;;) {
    const Time at = trip.next_departure();
    while (run.now() < at) (void)co_await Delay(run.calendar, at);
    trip.departs();
    co_await trip.go();
  }
}

}  // namespace

void start_escorts(Run& run) {
  for (std::uint32_t i = 0; i < run.site.escorts.size(); ++i)
    run.site.escorts[i]->process = run.calendar.start(escort(run, i));
}

ZonePlace place_of_zone(Run& run, std::uint32_t index) {
  const Site& site = run.world.site;
  const Zone& zone = site.zones[index];
  const ZoneRules& rules = site.protection->zones[index];
  if (rules.carried_by == kNoIndex)
    return {static_cast<double>(zone.spot.x) / 1000, static_cast<double>(zone.spot.y) / 1000,
            rules.junction};
  const NodeId node = run.site.escorts[rules.carried_by]->mover.next_node(run.now());
  const auto& at = run.world.city.roads->node(node);
  return {at.x_m, at.y_m, node};
}

void escort_in_trouble(Run& run, std::uint32_t escort) {
  EscortState& one = *run.site.escorts[escort];
  one.turns_back = true;
  if (++one.trouble == 1) one.process.interrupt();
}

void escort_out_of_trouble(Run& run, std::uint32_t escort) {
  if (--run.site.escorts[escort]->trouble == 0) run.site.escorts[escort]->process.interrupt();
}

}  // namespace vedette
