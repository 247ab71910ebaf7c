// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "record/sink.hpp"
#include "world/layout.hpp"
#include "world/world.hpp"

namespace vedette::test {

/// A hand-made world with one of everything that a recording keeps: a square city, a small site.
inline World small_world() {
  World w;
  w.name_en = "Small town";
  w.name_zh = "小城";
  w.start = "2026-01-05T00:00:00+08:00";
  w.horizon = kDay;
  w.scenario_hash = std::string(64, 'a');
  w.effective_json = R"({"name":"Small town"})";
  w.marks_us = {60'000'000, 180'000'000, 300'000'000};
  w.provenance = {{"cars.speed_kmh", "60", "assumed for the test", true}};
  const auto add = [&](EntityKind kind, std::string name, double x, double y) {
    Entity e;
    e.kind = kind;
    e.name = std::move(name);
    e.x_m = x, e.y_m = y;
    w.entities.push_back(e);
    return EntityId(w.entities.size() - 1);
  };
  RoadGraphBuilder roads;
  const NodeId a = roads.add_node(0, 0, "a"), b = roads.add_node(1000, 0),
               c = roads.add_node(500, 800);
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a), std::pair(b, c)})
    roads.add_arc(from, to, 60, 1000);
  w.city.present = true;
  w.city.roads = std::make_shared<const RoadGraph>(roads.build());
  const auto call_type = [&](const char* name, const char* en, const char* zh, int priority) {
    CallType t;
    t.name = name, t.label_en = en, t.label_zh = zh;
    t.share = 0.5;
    t.priority = priority;
    w.city.call_types.push_back(t);
  };
  call_type("burglary", "Burglary", "入室盗窃", 1);
  call_type("noise", "Noise", "噪音", 3);
  w.city.call_types[1].deadline = 5 * kMinute;
  w.city.districts = {{"D", add(EntityKind::kDistrict, "D", 0, 0)}};
  w.city.cells = {{add(EntityKind::kCell, "cell-1", 500, 300),
                   Polygon{{0, 0}, {1'000'000, 0}, {500'000, 800'000}},
                   {a, b}}};
  w.city.areas = {{add(EntityKind::kArea, "area-1", 0, 0), a, 12.5, 0, 0, 0},
                  {add(EntityKind::kArea, "area-2", 1000, 0), b, 3, 0, kNoIndex, kNoIndex}};
  w.city.stations = {{add(EntityKind::kStation, "station-1", 500, 800), c, 0}};
  Beat beat;
  beat.cells = {0};
  beat.points = {a, b};
  beat.weight = {0.5, 1};
  w.city.beats = {beat};
  for (int i = 0; i < 3; ++i) {
    Unit u;
    u.entity = add(EntityKind::kUnit, "car-" + std::to_string(i), 500, 800);
    u.fleet = "cars";
    u.home = c;
    u.beat = i == 0 ? 0 : kNoIndex;
    w.city.units.push_back(u);
  }
  add(EntityKind::kDispatcher, "desk", 0, 0);
  Post post;
  post.entity = add(EntityKind::kPost, "school", 1000, 0);
  post.node = b;
  post.windows = {{7 * 3600, 8 * 3600}};
  w.city.posts = {post};
  w.site.present = true;
  w.site.alarm_types = {{"intrusion", "Intrusion", "入侵", 1}};
  w.site.buildings = {{"hall", Polygon{{0, 0}, {10'000, 0}, {10'000, 5'000}, {0, 5'000}}}};
  w.site.sight = std::make_shared<const SightIndex>(std::vector<Wall>{{{0, 0}, {10'000, 0}}});
  const auto layout = std::make_shared<Layout>();
  layout->planes.resize(2);
  layout->planes[0].partitions = {{{0, 0}, {10'000, 0}, Barrier::kOpaque, 3},
                                  {{5'000, 0}, {5'000, 5'000}, Barrier::kGlass, 0},
                                  {{-5'000, -5'000}, {20'000, -5'000}, Barrier::kFence, 4}};
  layout->planes[1].building = 0;
  layout->planes[1].floor = 2;
  layout->planes[1].base_m = 3.3;
  layout->planes[1].partitions = {{{0, 0}, {0, 5'000}, Barrier::kOpaque, 3.3}};
  layout->rooms = {{"office", "Office", "办公室", 1, Polygon{{0, 0}, {5'000, 0}, {0, 5'000}}}};
  SiteArea inside;
  inside.entity = add(EntityKind::kSiteArea, "inside", 5, 2);
  inside.label_en = "Inside", inside.label_zh = "内区";
  inside.level = 2;
  inside.parts = {{0, w.site.buildings[0].corners}, {1, w.site.buildings[0].corners}};
  layout->areas = {inside};
  layout->stairs = {{"stair", {1'000, 1'000}, {0, 1}}};
  w.site.doors = {{add(EntityKind::kDoor, "front", 5, 0), {5'000, 0}}};
  DoorWay front;
  front.leaf[0] = {4'500, 0}, front.leaf[1] = {5'500, 0};
  front.controlled = true;
  front.lock = Lock::kBadge;
  layout->doors = {front};
  layout->plane_of_camera = {1};
  w.site.layout = layout;
  w.site.fences = {{{-5'000, -5'000}, {20'000, -5'000}}};
  Zone zone;
  zone.entity = add(EntityKind::kZone, "zone-1", 0, -5);
  zone.a = {-5'000, -5'000}, zone.b = {20'000, -5'000};
  w.site.zones = {zone};
  Camera camera;
  camera.entity = add(EntityKind::kCamera, "cam-1", 1, 1);
  camera.at = {1'000, 1'000};
  camera.azimuth_deg = 90, camera.hfov_deg = 60.5, camera.range_m = 30;
  w.site.cameras = {camera};
  w.site.guards = {{add(EntityKind::kGuard, "guard-1", 2, 2), a, 0xffffffffu, {}}};
  add(EntityKind::kIntruder, "intruder-1", -9, -9);
  w.site.operators = {{add(EntityKind::kOperator, "operator-1", 3, 3), {}}};
  return w;
}

inline EntityId entity_named(const World& world, const std::string& name) {
  for (std::size_t i = 0; i < world.entities.size(); ++i)
    if (world.entities[i].name == name) return EntityId(i);
  return {};
}

/// Tells `sinks` a made-up run of `steps` steps: calls, tasks and alarms that get as far as chance
/// has it, people at work, cars that drive, visit points, man a post and change their minds. Ends
/// with finish() unless told not to.
/// `after_step(step, t)` is called after each step.
template <class AfterStep>
void play(const World& world, std::uint64_t seed, int steps, const std::vector<Sink*>& sinks,
          bool finish, AfterStep after_step) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  const auto each = [&](auto&& tell) {
    for (Sink* s : sinks) tell(*s);
  };
  static constexpr std::string_view kWords[] = {"free", "driving", "on scene", "", "back home"};
  const EntityId area = entity_named(world, "area-1"), other = entity_named(world, "area-2"),
                 post = entity_named(world, "school"), zone = entity_named(world, "zone-1"),
                 guard = entity_named(world, "guard-1"), man = entity_named(world, "operator-1"),
                 desk = entity_named(world, "desk"), intruder = entity_named(world, "intruder-1");
  const EntityId cars[] = {entity_named(world, "car-0"), entity_named(world, "car-1"),
                           entity_named(world, "car-2")};
  std::map<std::uint32_t, std::pair<Incident, std::vector<std::pair<Time, Stage>>>> open;
  std::uint32_t next_id = 0;
  Time now;
  const auto ago = [&](std::uint64_t most_us) {
    return now - microseconds(static_cast<std::int64_t>(below(most_us)));
  };
  std::uint64_t counted = 0;
  const auto tally = [&](TallyKind kind, EntityId who, EntityId place, Time from, Time to) {
    each([&](Sink& s) { s.tally({kind, who, place, from, to}); });
  };
  for (int step = 0; step < steps; ++step) {
    now = now + microseconds(static_cast<std::int64_t>(below(5'000'000)));
    switch (below(4)) {
      case 0: {  // a new incident, with all that is going to happen to it
        Incident n;
        n.id = IncidentId(next_id++);
        static constexpr IncidentKind kKinds[] = {IncidentKind::kCall,  IncidentKind::kCall,
                                                  IncidentKind::kCall,  IncidentKind::kAlarm,
                                                  IncidentKind::kAlarm, IncidentKind::kTask};
        n.kind = kKinds[below(6)];
        const bool call = n.kind != IncidentKind::kAlarm;
        n.type = static_cast<std::uint16_t>(call ? below(2) : 0);
        n.priority = static_cast<std::uint8_t>(call && n.type == 1 ? 3 : 1);
        n.real = call || below(4) == 0;
        n.x_m = static_cast<double>(below(1'000'000)) / 997;
        n.y_m = static_cast<double>(below(1'000'000)) / 991;
        n.place = call ? area : zone;
        n[Stage::kOccurred] = now;
        std::vector<std::pair<Time, Stage>> future;
        Time t = now;
        for (std::size_t s = 1; s < kStages; ++s) {
          const auto stage = static_cast<Stage>(s);
          if (call && stage < Stage::kPoliceCalled) continue;
          const bool must = stage == Stage::kPoliceCalled || stage == Stage::kPoliceDispatched;
          if (!must && below(12) == 0) continue;  // left out
          if (below(40) == 0) break;              // never gets further
          t = t + microseconds(static_cast<std::int64_t>(below(90'000'000)));
          future.emplace_back(t, stage);
          if (stage != Stage::kPoliceDispatched || below(6) != 0) continue;
          t = t + microseconds(static_cast<std::int64_t>(below(90'000'000)));
          future.emplace_back(t, stage);  // called away: another unit is sent
        }
        std::reverse(future.begin(), future.end());
        each([&](Sink& s) { s.incident_opened(n); });
        each([&](Sink& s) {
          s.event({now, Topic::kIncidentOpened, n.place, {}, n.id, incident_kind_name(n.kind)});
        });
        open[n.id.value] = {n, future};
        break;
      }
      case 1: {
        const EntityId car = cars[below(3)];
        const std::string_view word = kWords[below(5)];
        each([&](Sink& s) { s.state({now, car, word}); });
        each([&](Sink& s) { s.event({now, Topic::kUnitState, car, {}, {}, word}); });
        break;
      }
      case 2: {
        const Segment segment{cars[below(3)],
                              now,
                              now + microseconds(static_cast<std::int64_t>(below(60'000'000))),
                              static_cast<double>(below(1'000'000)) / 1000,
                              static_cast<double>(below(1'000'000)) / 1000,
                              static_cast<double>(below(1'000'000)) / 997,
                              -static_cast<double>(below(1'000'000)) / 991,
                              static_cast<std::uint32_t>(below(2))};
        each([&](Sink& s) { s.segment(segment); });
        if (below(2)) tally(TallyKind::kVisit, segment.who, below(3) ? area : other, now, now);
        if (below(6) == 0) {
          tally(TallyKind::kFind, segment.who, area, now, now);
          if (below(2)) tally(TallyKind::kFindUpheld, segment.who, area, now, now);
        }
        if (below(6) == 0) {
          tally(TallyKind::kStopCheck, segment.who, area, now, now);
          if (below(3) == 0) tally(TallyKind::kStopCheckHit, segment.who, area, now, now);
        }
        break;
      }
      default: {
        const EntityId all[] = {cars[0], cars[1], cars[2], guard, man, desk};
        const EntityId who = all[below(6)];
        const Time from = ago(30'000'000);
        each([&](Sink& s) { s.busy(who, from, now); });
        if (below(20) == 0) {
          const bool seen = below(3) != 0, stopped = seen && below(2) != 0;
          each([&](Sink& s) { s.intrusion(intruder, seen, stopped, now); });
        }
        if (below(4) == 0) {
          for (std::uint64_t k = below(4); k > 0; --k)
            tally(TallyKind::kManned, cars[k - 1], post, ago(50'000'000), now);
          tally(TallyKind::kPostWindow, {}, post, ago(30'000'000), now);
        }
        // And what else there is to count, one kind after another.
        const auto kind =
            static_cast<TallyKind>(counted++ % static_cast<std::uint64_t>(TallyKind::kCount));
        tally(kind, who, area, from, now);
      }
    }
    for (auto at = open.begin(); at != open.end();) {
      auto& [n, future] = at->second;
      while (!future.empty() && future.back().first <= now) {
        const auto [t, stage] = future.back();
        future.pop_back();
        n[stage] = t;
        const bool police = stage == Stage::kPoliceArrived, arrived = stage == Stage::kGuardArrived;
        const EntityId who = police ? cars[n.id.value % 3] : arrived ? guard : EntityId();
        if ((police || arrived) && !n.responder.valid()) n.responder = who;
        each([&, &incident = n](Sink& s) { s.stage(incident, stage, t, who); });
      }
      if (future.empty()) {
        n.closed = n.has(Stage::kCleared);
        // What never gets further stays open until the horizon.
        if (!n.closed) {
          ++at;
          continue;
        }
        if (below(20) == 0) n[Stage::kPoliceEnRoute] = kUnset;  // it turned out otherwise
        each([&, &incident = n](Sink& s) { s.incident_closed(incident); });
        at = open.erase(at);
      } else {
        ++at;
      }
    }
    each([](Sink& s) { s.pulse(); });
    after_step(step, now);
  }
  if (!finish) return;
  for (auto& [id, item] : open)
    each([&, &incident = item.first](Sink& s) { s.incident_closed(incident); });
  for (std::size_t i = 0; i < world.entities.size(); ++i) {
    const EntityKind kind = world.entities[i].kind;
    if (kind == EntityKind::kUnit || kind == EntityKind::kGuard || kind == EntityKind::kOperator ||
        kind == EntityKind::kDispatcher)
      each([&](Sink& s) { s.on_duty(EntityId(i), Time{0}, now); });
  }
  each([&](Sink& s) { s.finish(now); });
}

inline void play(const World& world, std::uint64_t seed, int steps, const std::vector<Sink*>& sinks,
                 bool finish = true) {
  play(world, seed, steps, sinks, finish, [](int, Time) {});
}

}  // namespace vedette::test
