// SPDX-License-Identifier: Apache-2.0
#include "record/recording_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "base/diagnostics.hpp"
#include "record/recording.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

/// Keeps everything it is told: what a recording must give back.
struct Memory : Sink {
  std::map<std::uint32_t, Incident> incidents;
  std::vector<std::pair<EntityId, std::pair<Time, Time>>> busy_spans;
  std::vector<RecordedIntrusion> intrusions;
  std::vector<Tally> tallies;
  std::vector<Event> events;
  std::vector<StateChange> states;
  std::vector<Segment> segments;
  Time end;
  RecordLevel wants() const override { return RecordLevel::kFull; }
  void incident_opened(const Incident& n) override { incidents[n.id.value] = n; }
  void stage(const Incident& n, Stage, Time, EntityId) override { incidents[n.id.value] = n; }
  void incident_closed(const Incident& n) override { incidents[n.id.value] = n; }
  void busy(EntityId who, Time from, Time to) override { busy_spans.push_back({who, {from, to}}); }
  void intrusion(EntityId who, bool detected, bool interrupted, Time at) override {
    intrusions.push_back({who, detected, interrupted, at});
  }
  void tally(const Tally& t) override { tallies.push_back(t); }
  void event(const Event& e) override { events.push_back(e); }
  void state(const StateChange& c) override { states.push_back(c); }
  void segment(const Segment& s) override { segments.push_back(s); }
  void finish(Time t) override { end = t; }

  std::string_view state_at(EntityId who, Time t) const {
    std::string_view word;
    for (const StateChange& c : states)
      if (c.who == who && c.at <= t) word = c.state;
    return word;
  }
  RecordedPosition position_at(EntityId who, Time t, const World& world) const {
    const Entity& e = world.entities[who.index()];
    RecordedPosition p{e.x_m, e.y_m, false};
    for (const Segment& s : segments) {
      if (s.who != who || s.t0 > t) continue;
      const double share =
          t >= s.t1 ? 1.0
                    : static_cast<double>((t - s.t0).us) / static_cast<double>((s.t1 - s.t0).us);
      p = {s.x0_m + (s.x1_m - s.x0_m) * share, s.y0_m + (s.y1_m - s.y0_m) * share, t < s.t1};
    }
    return p;
  }
};

bool same(const Incident& a, const Incident& b) {
  return a.id == b.id && a.kind == b.kind && a.type == b.type && a.priority == b.priority &&
         a.real == b.real && a.x_m == b.x_m && a.y_m == b.y_m && a.place == b.place &&
         a.parent == b.parent && a.responder == b.responder && a.stages == b.stages &&
         a.closed == b.closed;
}

void check_everything(RecordingReader& reader, const Memory& memory, const World& world) {
  const std::vector<Incident> incidents = reader.incidents();
  REQUIRE(incidents.size() == memory.incidents.size());
  for (const Incident& n : incidents) {
    INFO("incident " << n.id.value);
    CHECK(same(n, memory.incidents.at(n.id.value)));
  }
  const std::vector<RecordedSpan> busy = reader.busy();
  REQUIRE(busy.size() == memory.busy_spans.size());
  for (std::size_t i = 0; i < busy.size(); ++i)
    REQUIRE((busy[i].who == memory.busy_spans[i].first &&
             std::pair(busy[i].from, busy[i].to) == memory.busy_spans[i].second));
  const std::vector<RecordedIntrusion> intrusions = reader.intrusions();
  REQUIRE(intrusions.size() == memory.intrusions.size());
  REQUIRE(intrusions.size() > 5);
  for (std::size_t i = 0; i < intrusions.size(); ++i) {
    const RecordedIntrusion &a = intrusions[i], &b = memory.intrusions[i];
    REQUIRE((a.who == b.who && a.detected == b.detected && a.interrupted == b.interrupted &&
             a.at == b.at));
  }

  const std::vector<Tally> tallies = reader.tallies();
  REQUIRE(tallies.size() == memory.tallies.size());
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const Tally &a = tallies[i], &b = memory.tallies[i];
    REQUIRE((a.kind == b.kind && a.who == b.who && a.place == b.place && a.from == b.from &&
             a.to == b.to));
  }
  for (int kind = 0; kind < static_cast<int>(TallyKind::kCount); ++kind)
    CHECK(std::any_of(tallies.begin(), tallies.end(),
                      [&](const Tally& t) { return static_cast<int>(t.kind) == kind; }));
  for (const IncidentKind kind : {IncidentKind::kCall, IncidentKind::kAlarm, IncidentKind::kTask})
    CHECK(std::any_of(incidents.begin(), incidents.end(),
                      [&](const Incident& n) { return n.kind == kind; }));

  REQUIRE(reader.last_event() == memory.events.size());
  const std::vector<RecordedEvent> events = reader.events_from(1, 1'000'000);
  REQUIRE(events.size() == memory.events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event &a = events[i].event, &b = memory.events[i];
    REQUIRE(events[i].seq == i + 1);
    REQUIRE((a.at == b.at && a.topic == b.topic && a.subject == b.subject && a.other == b.other &&
             a.incident == b.incident && a.text == b.text));
  }
  const Time some{memory.events[memory.events.size() / 3].at},
      later = some + microseconds(5 * kMinute.us);
  std::size_t between = 0, of_car = 0;
  const EntityId car = entity_named(world, "car-0");
  for (const Event& e : memory.events) {
    between += e.at >= some && e.at < later;
    of_car += e.at >= some && e.at < later && e.subject == car;
  }
  CHECK(reader.events(some, later).size() == between);
  CHECK(reader.events(some, later, 3).size() == 3);
  CHECK(reader.events_of(car, some, later).size() == of_car);
  CHECK(reader.first_event_at(kNever) == memory.events.size() + 1);

  const RecordingReader::Hold hold(reader);
  for (const char* name : {"car-0", "car-1", "car-2", "guard-1"}) {
    const EntityId who = entity_named(world, name);
    for (std::int64_t t = 0; t <= memory.end.us + 2; t += memory.end.us / 97 + 1) {
      REQUIRE(reader.state_at(who, Time{t}) == memory.state_at(who, Time{t}));
      const RecordedPosition a = reader.position_at(who, Time{t}),
                             b = memory.position_at(who, Time{t}, world);
      REQUIRE(std::abs(a.x_m - b.x_m) <= 0.0011);
      REQUIRE(std::abs(a.y_m - b.y_m) <= 0.0011);
      REQUIRE(a.moving == b.moving);
    }
  }
  // The exact moments of change.
  for (const StateChange& c : memory.states)
    REQUIRE(reader.state_at(c.who, c.at) == memory.state_at(c.who, c.at));
  std::size_t changes = 0, moves = 0;
  for (const StateChange& c : memory.states)
    changes += c.who == car && c.at >= some && c.at < later;
  Time before{-1};
  for (const Segment& s : memory.segments) {
    moves += s.who == car && s.t0 >= some && s.t0 < later;
    if (s.who == car && s.t0 < some) before = s.t0;
  }
  CHECK(reader.states(car, some, later).size() == changes);
  const std::vector<Segment> segments = reader.segments(car, some, later);
  REQUIRE(segments.size() == moves + (before.us >= 0 ? 1 : 0));
  if (before.us >= 0) CHECK(segments.front().t0 == before);
}

}  // namespace

TEST_CASE("a recording gives back what it was told") {
  const Scratch scratch("reader");
  const World world = small_world();
  for (const bool finish : {true, false}) {
    INFO("finished: " << finish);
    Memory memory;
    {
      RunInfo info;
      info.seed = 0xfedcba9876543210u;
      info.replication = 42;
      info.vedette_version = "0.1.0";
      info.design = "B";
      Recording recording(scratch / "run.vdt", world, info);
      play(world, 11, 6000, {&recording, &memory}, finish,
           [&](int, Time now) { memory.end = now; });
      if (finish) recording.add_summary("figures", R"({"x":"größer"})");
      recording.close();
    }
    RecordingReader reader(scratch / "run.vdt");
    check_everything(reader, memory, world);
    const RecordingInfo info = reader.info();
    CHECK(info.complete == finish);
    if (finish) CHECK(info.end == memory.end);
    CHECK(info.seed == 0xfedcba9876543210u);
    CHECK(info.replication == 42);
    CHECK(info.name_zh == "小城");
    CHECK(info.design == "B");
    CHECK(info.start == world.start);
    CHECK(info.horizon == world.horizon);
    CHECK(info.marks_us == world.marks_us);
    CHECK(info.level == RecordLevel::kFull);
    CHECK(reader.summaries().size() == (finish ? 1 : 0));
    CHECK(reader.world_json() == world.effective_json);
  }
}

TEST_CASE("the last row of a stage counts, and what is told at the closing most of all") {
  const Scratch scratch("stages_again");
  const World world = small_world();
  const EntityId first = entity_named(world, "car-0"), second = entity_named(world, "car-1");
  Incident task;
  task.id = IncidentId(0);
  task.kind = IncidentKind::kTask;
  task.type = 1;
  task[Stage::kOccurred] = Time{0};
  Recording recording(scratch / "run.vdt", world, {}, 0);
  recording.incident_opened(task);
  const auto tell = [&](Stage stage, int at_s, EntityId who) {
    task[stage] = Time{0} + at_s * kSecond;
    recording.stage(task, stage, task[stage], who);
  };
  tell(Stage::kPoliceDispatched, 10, first);
  tell(Stage::kPoliceEnRoute, 20, first);
  tell(Stage::kPoliceDispatched, 30, second);  // the first was called away
  RecordingReader reader(scratch / "run.vdt");
  REQUIRE(reader.incidents().size() == 1);
  CHECK(reader.incidents()[0].kind == IncidentKind::kTask);
  CHECK(same(reader.incidents()[0], task));
  CHECK(reader.stages_of(task.id).size() == 3);
  task[Stage::kPoliceEnRoute] = kUnset;
  task[Stage::kAllArrived] = Time{50'000'000};
  recording.incident_closed(task);
  CHECK(same(reader.incidents()[0], task));
  recording.tally({TallyKind::kVisit, first, {}, Time{60'000'000}, Time{60'000'000}});
  REQUIRE(reader.tallies().size() == 1);
  CHECK_FALSE(reader.tallies()[0].place.valid());
  CHECK(reader.info().end == Time{60'000'000});
}

TEST_CASE("a recording holds its world") {
  const Scratch scratch("geometry");
  const World world = small_world();
  Recording(scratch / "run.vdt", world, {}).close();
  RecordingReader reader(scratch / "run.vdt");
  REQUIRE(reader.entities().size() == world.entities.size());
  for (std::size_t i = 0; i < world.entities.size(); ++i) {
    CHECK(reader.entities()[i].name == world.entities[i].name);
    CHECK(reader.entities()[i].kind == world.entities[i].kind);
    CHECK(reader.entities()[i].x_m == world.entities[i].x_m);
  }
  REQUIRE(reader.call_types().size() == 2);
  CHECK(reader.call_types()[1].label_zh == "噪音");
  CHECK(reader.call_types()[1].priority == 3);
  CHECK(reader.call_types()[0].deadline == kUnreachable);
  CHECK(reader.call_types()[1].deadline == 5 * kMinute);
  REQUIRE(reader.alarm_types().size() == 1);
  REQUIRE(reader.provenance().size() == 1);
  CHECK(reader.provenance()[0].assumption);

  const RecordedGeometry g = reader.geometry();
  REQUIRE(g.city.nodes.size() == 3);
  CHECK(g.city.nodes[2].at == PointMm{500'000, 800'000});
  CHECK(g.city.nodes[0].name == "a");
  REQUIRE(g.city.roads.size() == 2);  // the street in both directions is one
  CHECK_FALSE(g.city.roads[0].one_way);
  CHECK(g.city.roads[1].one_way);
  CHECK(g.city.roads[0].travel_s == 60);
  REQUIRE(g.cells.size() == 1);
  CHECK(g.cells[0].corners == world.city.cells[0].corners);
  CHECK(g.buildings.at(0).name == "hall");
  REQUIRE(g.floors.size() == 2);
  CHECK(g.floors[0].building.empty());
  CHECK(g.ground_walls().size() == 1);
  CHECK(g.ground_walls()[0].height_m == 3);
  CHECK(g.floors[0].glass.size() == 1);
  CHECK(g.floors[0].areas.at(0).level == 2);
  CHECK(g.floors[0].doors.at(0).a == PointMm{4'500, 0});
  CHECK(g.floors[0].doors[0].lock == "badge");
  CHECK(g.floors[1].building == "hall");
  CHECK(g.floors[1].floor == 2);
  CHECK(g.floors[1].base_m == 3.3);
  CHECK(g.floors[1].walls.size() == 1);
  CHECK(g.floors[1].rooms.at(0).label_zh == "办公室");
  CHECK(g.floors[1].areas.size() == 1);
  CHECK(g.stairs.at(0).floors == std::vector<std::uint32_t>{0, 1});
  CHECK(reader.entities()[entity_named(world, "cam-1").index()].floor == 1);
  CHECK(g.fences.size() == 1);
  CHECK(g.zones.at(0).entity == entity_named(world, "zone-1"));
  CHECK(g.cameras.at(0).hfov_deg == 60.5);
  CHECK(g.areas.at(0).calls_per_day == 12.5);
  CHECK(g.areas.at(1).cell == kNoIndex);
  CHECK(g.stations.at(0).node == 2);
  CHECK(g.units.size() == 3);
  CHECK_THROWS_AS(reader.state_at(EntityId(1000), Time{0}), InputError);
}
