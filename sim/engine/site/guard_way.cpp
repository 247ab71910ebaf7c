// SPDX-License-Identifier: Apache-2.0
#include "engine/site/guard_way.hpp"

#include <algorithm>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/shift.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/weather.hpp"

namespace vedette {

std::shared_ptr<const TravelTable> running_ways(Run& run, double factor) {
  auto& known = run.site.running[factor];
  if (!known) known = std::make_shared<TravelTable>(run.world.site.walking->scaled(factor));
  return known;
}

SiteWay::SiteWay(Run& run, Mover& mover, Passer passer)
    : run_(run), mover_(mover), passer_(std::move(passer)) {
  if (!passer_.drives) mover_.set_floors(&run.world.site.layout->plane_of_node);
}

void SiteWay::tell() {
  if (run_.sinks.wants_movement()) mover_.tell(run_, passer_.who, run_.now());
}

void SiteWay::stand(NodeId at) {
  mover_.place(at);
  const Site& site = run_.world.site;
  if (!run_.site.access) return;
  const auto& node = graph().node(at);
  const std::uint32_t plane = passer_.drives || site.layout->plane_of_node.empty()
                                  ? 0
                                  : site.layout->plane_of_node[at.index()];
  passer_.area = site.layout->area_at(plane, millimetres(node.x_m, node.y_m));
}

const RoadGraph& SiteWay::graph() const {
  const Site& site = run_.world.site;
  return passer_.drives ? *site.layout->drive : *site.walk;
}
NodeId SiteWay::side_of(std::uint32_t door, int side) const {
  const DoorWay& way = run_.world.site.layout->doors[door];
  return passer_.drives ? way.drive_side[side] : way.side[side];
}

// Up to the first controlled door on the way. A way to that door's side which is just as short may
// lead through another door: then that one comes first.
SiteWay::Leg SiteWay::next_leg(const TravelTable& table, NodeId from, NodeId to) const {
  if (table.time(from, to) == kUnreachable) return {from, kNowhere, 0, false};
  const Layout& layout = *run_.world.site.layout;
  Leg leg{to, kNowhere, 0, true};
  for (bool again = true; again;) {
    again = false;
    for (NodeId at = from; at != leg.stop;) {
      const ArcId arc = table.next_arc(at, leg.stop);
      const std::uint32_t door =
          (passer_.drives ? layout.door_of_drive_arc : layout.door_of_arc)[arc.index()];
      if (door != kNowhere && layout.doors[door].controlled) {
        leg = {at, door, side_of(door, 0) == at ? 0 : 1, true};
        again = at != from;
        break;
      }
      at = table.graph().arc(arc).to;
    }
  }
  return leg;
}

void SiteWay::cross(std::uint32_t door, int side, Time since) {
  const DoorWay& way = run_.world.site.layout->doors[door];
  const auto &a = graph().node(side_of(door, side)), &b = graph().node(side_of(door, 1 - side));
  mover_.place(side_of(door, 1 - side));
  if (!run_.sinks.wants_movement() || since >= run_.now()) return;
  const Segment segment{passer_.who, since, run_.now(), a.x_m, a.y_m, b.x_m, b.y_m, way.plane};
  run_.sinks.each([&](Sink& s) { s.segment(segment); });
}

Task<bool> SiteWay::wait_for_doors() {
  const World& world = run_.world;
  Time hours_begin = kNever;
  if (passer_.badge != kNowhere) {
    const Shift& hours = world.city.shifts[world.site.layout->badges[passer_.badge].shift];
    if (hours.from_s != hours.to_s) {
      hours_begin = next_duty(hours, run_.now(), world.start_second_of_day).from;
      if (hours_begin <= run_.now()) hours_begin = kNever;  // they hold now
    }
  }
  Signal& changed = run_.site.access->changed;
  if (hours_begin == kNever) {
    const bool told = co_await changed.wait();
    co_return told;
  }
  const auto came = co_await first_of(changed.wait(), Delay(run_.calendar, hours_begin));
  co_return !came.interrupted();
}

Task<bool> SiteWay::go(NodeId to, const TravelTable& table, bool keep_on) {
  // What the mover goes by has to live until it sets out anew.
  const std::shared_ptr<const TravelTable> before = detour_;
  refused_.clear();
  detour_ = nullptr;
  bool called = false;
  for (;;) {
    const TravelTable& ways = detour_ ? *detour_ : table;
    const NodeId here = mover_.next_node(run_.now());
    const Leg leg = run_.site.access ? next_leg(ways, here, to) : Leg{to, kNowhere, 0, true};
    if (!leg.reachable) {
      // Nowhere to go: stands, until a door may have become passable.
      const Time there = run_.now() + mover_.to_next_node(run_.now());
      while (run_.now() < there) {
        const bool stayed = co_await Delay(run_.calendar, there);
        if (!stayed && !keep_on) co_return false;
      }
      tell();
      mover_.place(here);
      const bool changed = co_await wait_for_doors();
      if (!changed && !keep_on) co_return false;
      refused_.clear();
      detour_ = nullptr;
      continue;
    }
    const Time there = mover_.depart(
        ways, leg.stop, run_.now(), mover_.to_next_node(run_.now()),
        of(passer_.drives ? weather_effects(run_).road_time : weather_effects(run_).walk_time,
           run_.weather));
    for (bool arrived = false; !arrived;) {
      arrived = co_await Delay(run_.calendar, there);
      if (!arrived && !keep_on) {
        tell();
        co_return false;
      }
    }
    tell();
    mover_.place(leg.stop);
    if (leg.door == kNowhere) co_return true;

    const Passage passage = co_await pass_door(run_, leg.door, leg.side, passer_, called);
    if (passage == Passage::kPassed) {
      const DoorWay& way = run_.world.site.layout->doors[leg.door];
      cross(leg.door, leg.side, run_.now() - way.across);
    } else if (passage == Passage::kRefused && passer_.drives) {
      // Vehicles have no other way: they wait in front of the gate.
      const bool changed = co_await wait_for_doors();
      if (!changed && !keep_on) co_return false;
    } else if (passage == Passage::kRefused) {
      refused_.insert(std::upper_bound(refused_.begin(), refused_.end(), leg.door), leg.door);
      detour_ = ways_without(run_, refused_, table.speed_factor());
    }
    if ((called || passage == Passage::kInterrupted) && !keep_on) co_return false;
  }
}

}  // namespace vedette
