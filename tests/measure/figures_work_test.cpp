// SPDX-License-Identifier: Apache-2.0
// Groups of calls, tasks, posts, patrol.
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "base/statistics.hpp"
#include "measure/figure_support.hpp"
#include "measure/interval_quantiles.hpp"
#include "record/small_world.hpp"
#include "support/seed.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

bool has_any(const RepFigures& figures, const std::string& beginning) {
  return std::any_of(figures.figures.begin(), figures.figures.end(),
                     [&](const Figure& f) { return f.id.starts_with(beginning); });
}

Time at(double s) {
  return Time{0} + seconds(s);
}

Incident task(std::uint16_t type, double known_s, double arrived_s, double cleared_s) {
  Incident n;
  n.kind = IncidentKind::kTask;
  n.type = type;
  n[Stage::kOccurred] = at(known_s - 5);
  n[Stage::kPoliceCalled] = at(known_s);
  if (arrived_s >= 0) n[Stage::kPoliceArrived] = at(arrived_s);
  if (cleared_s >= 0) n[Stage::kCleared] = at(cleared_s);
  n.closed = cleared_s >= 0;
  return n;
}

/// Spans in seconds → the four figures of a sample, the plain way.
void check_sample(const RepFigures& f, const std::string& id, std::vector<double> spans) {
  CAPTURE(id);
  std::sort(spans.begin(), spans.end());
  double sum = 0;
  for (const double s : spans) sum += s;
  REQUIRE(figure(f, id + ".mean").n == spans.size());
  if (spans.empty()) return;
  CHECK(value(f, id + ".mean") == Approx(sum / static_cast<double>(spans.size())).epsilon(1e-12));
  CHECK(value(f, id + ".p50") == Approx(quantile_sorted(spans, 0.5)).epsilon(1e-12));
  CHECK(value(f, id + ".p90") == Approx(quantile_sorted(spans, 0.9)).epsilon(1e-12));
  CHECK(value(f, id + ".p95") == Approx(quantile_sorted(spans, 0.95)).epsilon(1e-12));
}

}  // namespace

TEST_CASE("groups of calls are what a plain count of each gives") {
  const World world = small_world();
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  Figures figures(world, 1);
  std::map<std::string, std::vector<Incident>> groups;
  for (std::uint32_t k = 0; k < 3000; ++k) {
    const auto span = [&] {
      return microseconds(static_cast<std::int64_t>(random() % 400'000'000));
    };
    Incident n;
    n.id = IncidentId(k);
    n.type = static_cast<std::uint16_t>(random() % 2);
    n.priority = static_cast<std::uint8_t>(1 + random() % 3);
    n[Stage::kPoliceCalled] = Time{0} + span();
    if (random() % 20) n[Stage::kPoliceDispatched] = n[Stage::kPoliceCalled] + span();
    if (n.has(Stage::kPoliceDispatched) && random() % 10) {
      n[Stage::kPoliceArrived] = n[Stage::kPoliceDispatched] + span() + span();
      if (random() % 10)
        n[Stage::kPoliceEnRoute] = n[Stage::kPoliceDispatched] + microseconds(30'000'000);
      if (random() % 5 == 0) n[Stage::kAllArrived] = n[Stage::kPoliceArrived] + span();
    }
    for (const std::string& group :
         {std::string("calls"), "calls.priority." + std::to_string(n.priority),
          "calls.type." + world.city.call_types[n.type].name})
      groups[group].push_back(n);
    figures.incident_closed(n);
  }
  const RepFigures f = figures.result();
  REQUIRE(groups.size() == 6);
  for (const auto& [group, calls] : groups) {
    CAPTURE(group);
    std::map<std::string, std::vector<double>> spans;
    double unanswered = 0, within = 0;
    for (const Incident& n : calls) {
      if (n.has(Stage::kAllArrived))
        spans["complete"].push_back(n.between(Stage::kPoliceCalled, Stage::kAllArrived).seconds());
      if (!n.has(Stage::kPoliceArrived)) {
        ++unanswered;
        continue;
      }
      const auto add = [&, &n = n](const char* name, Stage a, Stage b) {
        if (n.has(a) && n.has(b)) spans[name].push_back(n.between(a, b).seconds());
      };
      add("response", Stage::kPoliceCalled, Stage::kPoliceArrived);
      add("dispatch", Stage::kPoliceCalled, Stage::kPoliceDispatched);
      add("turnout", Stage::kPoliceDispatched, Stage::kPoliceEnRoute);
      add("travel", Stage::kPoliceEnRoute, Stage::kPoliceArrived);
      add("to_scene", Stage::kPoliceDispatched, Stage::kPoliceArrived);
      within += spans["response"].back() <= 300;
    }
    const auto all = static_cast<double>(calls.size());
    CHECK(value(f, group + ".n") == all);
    CHECK(value(f, group + ".unanswered") == unanswered);
    CHECK(value(f, group + ".within.300") == Approx(within / all));
    CHECK(figure(f, group + ".within.300").n == calls.size());
    for (const char* name : {"response", "dispatch", "turnout", "travel", "to_scene", "complete"})
      check_sample(f, group + "." + name + "_s", spans[name]);
  }
}

TEST_CASE("figures of what did not happen are not there") {
  Figures figures(small_world(), 1);
  figures.incident_closed(call(0, 0, 100, 110, 160));
  const RepFigures f = figures.result();
  for (const char* kind : {"tasks", "posts", "patrol", "finds", "stop_checks", "doors"})
    CHECK_FALSE(has_any(f, kind));
  CHECK_FALSE(has_any(f, "calls.complete_s"));
  CHECK(figure(f, "calls.turnout_s.p50").n == 0);  // nobody said when the unit left
}

TEST_CASE("tasks are done or not, in time or not") {
  const World world = small_world();  // noise: within 300 s; burglary: no deadline
  Figures figures(world, 1);
  figures.incident_closed(task(1, 100, 200, 400));  // at the deadline
  figures.incident_closed(task(1, 100, 200, 401));  // too late
  figures.incident_closed(task(1, 100, -1, -1));    // never done
  figures.incident_closed(task(0, 100, 140, 9000));
  const RepFigures f = figures.result();
  CHECK(value(f, "tasks.n") == 4);
  CHECK(value(f, "tasks.done") == Approx(0.75));
  CHECK(figure(f, "tasks.in_time").n == 3);
  CHECK(value(f, "tasks.in_time") == Approx(1.0 / 3));
  CHECK(value(f, "tasks.type.noise.done") == Approx(2.0 / 3));
  CHECK(figure(f, "tasks.type.burglary.in_time").n == 0);
  check_sample(f, "tasks.response_s", {100, 100, 40});
  CHECK(value(f, "calls.n") == 0);  // a task is no call
  CHECK(f.response_histogram[3] == 0);
}

TEST_CASE("posts: two who stand there man it once") {
  const World world = small_world();
  const EntityId post = entity_named(world, "school"), car = entity_named(world, "car-0"),
                 other = entity_named(world, "car-1"), elsewhere = entity_named(world, "area-1");
  Figures figures(world, 1);
  const auto tell = [&](TallyKind kind, EntityId who, EntityId place, double from, double to) {
    figures.tally({kind, who, place, at(from), at(to)});
  };
  tell(TallyKind::kManned, car, post, 90, 150);     // there before it begins
  tell(TallyKind::kManned, other, post, 140, 180);  // ten seconds together
  tell(TallyKind::kManned, car, elsewhere, 100, 200);
  tell(TallyKind::kPostWindow, {}, post, 100, 200);
  tell(TallyKind::kPostWindow, {}, post, 300, 400);  // nobody
  tell(TallyKind::kManned, car, post, 520, 600);
  tell(TallyKind::kPostWindow, {}, post, 500, 600);  // late
  const RepFigures f = figures.result();
  CHECK(value(f, "posts.windows") == 3);
  CHECK(value(f, "posts.manned") == Approx((80 + 0 + 80) / 300.0));
  CHECK(value(f, "posts.on_time") == Approx(1.0 / 3));
}

TEST_CASE("posts agree with a second-by-second count") {
  const World world = small_world();
  const EntityId post = entity_named(world, "school");
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  Figures figures(world, 1);
  double manned = 0, required = 0, on_time = 0, windows = 0;
  for (int day = 0; day < 200; ++day) {
    const int begin = 1000 * day + 100, end = begin + 1 + static_cast<int>(random() % 200);
    std::set<int> there;  // whole seconds
    for (std::uint64_t k = random() % 5; k > 0; --k) {
      const int from = begin - 50 + static_cast<int>(random() % 250);
      const int to = from + static_cast<int>(random() % 80);
      figures.tally({TallyKind::kManned, {}, post, at(from), at(to)});
      for (int s = from; s < to; ++s) there.insert(s);
    }
    figures.tally({TallyKind::kPostWindow, {}, post, at(begin), at(end)});
    for (int s = begin; s < end; ++s) manned += there.count(s) != 0;
    required += end - begin;
    on_time += there.count(begin) != 0;
    ++windows;
  }
  const RepFigures f = figures.result();
  CHECK(value(f, "posts.manned") == Approx(manned / required));
  CHECK(value(f, "posts.on_time") == Approx(on_time / windows));
}

TEST_CASE("patrol: intervals between visits of the same point") {
  const World world = small_world();
  const EntityId a = entity_named(world, "area-1"), b = entity_named(world, "area-2"),
                 car = entity_named(world, "car-0");
  Figures figures(world, 1);
  const auto visit = [&](EntityId place, double s) {
    figures.tally({TallyKind::kVisit, car, place, at(s), at(s)});
  };
  for (const double s : {0.0, 100.0, 200.0, 300.0}) visit(a, s);  // as a clock
  for (const double s : {50.0, 450.0}) visit(b, s);
  visit({}, 460);  // at no known point
  const RepFigures f = figures.result();
  CHECK(value(f, "patrol.visits") == 7);
  CHECK(figure(f, "patrol.interval_s.mean").n == 4);
  CHECK(value(f, "patrol.interval_s.mean") == Approx(175));
  CHECK(value(f, "patrol.idleness_s") == Approx((3 * 100.0 * 100 + 400.0 * 400) / 2 / 700));
  CHECK(value(f, "patrol.longest_s") == Approx(400));
  CHECK(value(f, "patrol.irregularity") == 0);
  CHECK(figure(f, "patrol.irregularity").n == 1);  // two visits of b make one interval
}

TEST_CASE("patrol agrees with a plain computation") {
  const World world = small_world();
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  Figures figures(world, 1);
  const EntityId places[] = {entity_named(world, "area-1"), entity_named(world, "area-2"),
                             entity_named(world, "station-1")};
  std::map<EntityId, std::vector<double>> intervals;
  std::map<EntityId, double> last;
  std::vector<double> all;
  double now = 0;
  for (int k = 0; k < 5000; ++k) {
    now += static_cast<double>(random() % 900);
    if (k % 500 == 499) now += 50'000;  // a long night
    const EntityId place = places[random() % 3];
    figures.tally({TallyKind::kVisit, {}, place, at(now), at(now)});
    if (last.count(place)) {
      intervals[place].push_back(now - last[place]);
      all.push_back(now - last[place]);
    }
    last[place] = now;
  }
  std::sort(all.begin(), all.end());
  double sum = 0, squares = 0, variation = 0;
  for (const double s : all) sum += s, squares += s * s;
  for (const auto& [place, own] : intervals) {
    const auto n = static_cast<double>(own.size());
    double mean = 0, spread = 0;
    for (const double s : own) mean += s / n;
    for (const double s : own) spread += (s - mean) * (s - mean);
    variation += std::sqrt(spread / (n - 1)) / mean / 3;
  }
  const RepFigures f = figures.result();
  CHECK(value(f, "patrol.interval_s.mean") == Approx(sum / static_cast<double>(all.size())));
  CHECK(value(f, "patrol.idleness_s") == Approx(squares / 2 / sum));
  CHECK(value(f, "patrol.longest_s") == Approx(all.back()));
  CHECK(value(f, "patrol.irregularity") == Approx(variation));
  for (const auto& [id, p] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p95", 0.95}}) {
    CAPTURE(id);
    CHECK(value(f, std::string("patrol.interval_s.") + id) ==
          Approx(quantile_sorted(all, p)).epsilon(1e-12));
  }
}

TEST_CASE("patrol by fleet: the times between a fleet's own visits") {
  World world = small_world();
  // A checkpoint every 60 s at one place, a car that comes to it and to another now and then.
  world.city.units[1].fleet = "gates";
  const EntityId car = world.city.units[0].entity, gate = world.city.units[1].entity;
  const EntityId a = entity_named(world, "area-1"), b = entity_named(world, "area-2");
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  std::map<double, std::vector<std::pair<EntityId, EntityId>>> visits;
  for (int k = 0; k < 500; ++k) visits[60 * k].emplace_back(gate, a);
  double now = 7;
  std::map<EntityId, double> last;
  std::vector<double> own;
  while (now < 30'000) {
    const EntityId place = random() % 2 ? a : b;
    visits[now].emplace_back(car, place);
    if (last.count(place)) own.push_back(now - last[place]);
    last[place] = now;
    now += static_cast<double>(1 + random() % 700);
  }
  std::sort(own.begin(), own.end());
  const auto play = [&](const World& w) {
    Figures figures(w, 1);
    for (const auto& [when, all] : visits)
      for (const auto& [who, place] : all)
        figures.tally({TallyKind::kVisit, who, place, at(when), at(when)});
    return figures.result();
  };
  const RepFigures f = play(world);
  CHECK(value(f, "patrol.fleet.gates.visits") == 500);
  CHECK(value(f, "patrol.fleet.gates.interval_s.p50") == 60);
  CHECK(value(f, "patrol.fleet.gates.longest_s") == 60);
  CHECK(value(f, "patrol.fleet.gates.irregularity") == 0);
  CHECK(value(f, "patrol.fleet.cars.visits") + 500 == value(f, "patrol.visits"));
  CHECK(figure(f, "patrol.fleet.cars.interval_s.mean").n == own.size());
  CHECK(value(f, "patrol.fleet.cars.longest_s") == own.back());
  CHECK(value(f, "patrol.fleet.cars.interval_s.p90") ==
        Approx(quantile_sorted(own, 0.9)).epsilon(1e-12));
  CHECK(value(f, "patrol.interval_s.p50") < 61);
  // With one fleet there is nothing apart.
  world.city.units[1].fleet = "cars";
  CHECK_FALSE(has_any(play(world), "patrol.fleet."));
}

TEST_CASE("patrol: visits counted on a thread of their own give the same figures") {
  World world = small_world();
  world.city.units[1].fleet = "gates";
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  const EntityId places[] = {entity_named(world, "area-1"), entity_named(world, "area-2")};
  const EntityId units[] = {world.city.units[0].entity, world.city.units[1].entity};
  Figures here(world, 1), beside(world, 1), stopped(world, 1);
  beside.count_beside();
  stopped.count_beside();  // and never asked: it ends by itself
  double now = 0;
  for (int k = 0; k < 40'000; ++k) {  // some batches, and the beginning of one
    now += static_cast<double>(random() % 90);
    const Tally visit{TallyKind::kVisit, units[random() % 2], places[random() % 2], at(now),
                      at(now)};
    for (Figures* figures : {&here, &beside, &stopped}) figures->tally(visit);
  }
  CHECK(here.result().to_bytes() == beside.result().to_bytes());
}

TEST_CASE("patrol: quantiles of intervals by hand") {
  const World world = small_world();
  const EntityId a = entity_named(world, "area-1"), b = entity_named(world, "area-2");
  const auto quantile = [&](const std::vector<double>& intervals, const char* id) {
    Figures figures(world, 1);
    double now = 0;
    figures.tally({TallyKind::kVisit, {}, a, at(0), at(0)});
    for (const double s : intervals) {
      now += s;
      figures.tally({TallyKind::kVisit, {}, a, at(now), at(now)});
    }
    figures.tally({TallyKind::kVisit, {}, b, at(now), at(now)});  // one visit: no interval
    return value(figures.result(), std::string("patrol.interval_s.") + id);
  };
  for (const char* id : {"p50", "p90", "p95"}) {
    CHECK(quantile({400, 400, 400, 400}, id) == 400);
    CHECK(quantile({600}, id) == 600);
  }
  // Half of them 0, half 400: (n - 1) / 2 lies half way between.
  CHECK(quantile({0, 400, 0, 400, 0, 400}, "p50") == 200);
  CHECK(quantile({0, 400, 0, 400, 0, 400}, "p90") == 400);
  CHECK(quantile({10, 20, 30, 40, 50}, "p90") == Approx(46).epsilon(1e-12));
}

TEST_CASE("very many intervals are counted: to the second up to a day, to the minute beyond") {
  measure::IntervalQuantiles many;
  std::vector<double> all;
  std::mt19937_64 random(testing::seed());
  CAPTURE(testing::seed());
  const std::size_t n = measure::IntervalQuantiles::kExact + 50'001;
  for (std::size_t i = 0; i < n; ++i) {
    // Whole seconds; 4 % are some days.
    const auto s = static_cast<std::int64_t>(i % 25 == 0 ? 86'400 + 60 * (random() % 5000)
                                                         : random() % 20'000);
    many.add(s * kSecond.us);
    all.push_back(static_cast<double>(s));
  }
  std::sort(all.begin(), all.end());
  for (const double p : {0.0, 0.5, 0.9, 0.95, 0.99, 1.0}) {
    CAPTURE(p);
    CHECK(many.at(p) == Approx(quantile_sorted(all, p)).epsilon(1e-12));
  }
  measure::IntervalQuantiles rounded;
  for (std::size_t i = 0; i < n; ++i) rounded.add(400'499'999);
  CHECK(rounded.at(0.5) == 400);
}

TEST_CASE("doors: passages, refusals, what was forced, and the time lost") {
  Figures figures(small_world(), 1);
  const auto door = [&](TallyKind kind, int from_s, int to_s) {
    figures.tally(
        {kind, EntityId(1), EntityId(2), Time{from_s * kSecond.us}, Time{to_s * kSecond.us}});
  };
  door(TallyKind::kPassage, 100, 104);
  door(TallyKind::kPassage, 200, 210);
  door(TallyKind::kRefused, 300, 302);
  door(TallyKind::kForced, 400, 460);
  const RepFigures f = figures.result();
  CHECK(value(f, "doors.n") == 2);
  CHECK(value(f, "doors.refused") == 1);
  CHECK(value(f, "doors.forced") == 1);
  CHECK(value(f, "doors.lost_s") == 7);
  CHECK(value(f, "doors.lost_longest_s") == 10);
}

TEST_CASE("finds and stop checks") {
  const World world = small_world();
  const EntityId a = entity_named(world, "area-1"), car = entity_named(world, "car-0");
  Figures figures(world, 1);
  for (const TallyKind kind :
       {TallyKind::kFind, TallyKind::kFind, TallyKind::kFindUpheld, TallyKind::kFind,
        TallyKind::kFind, TallyKind::kStopCheck, TallyKind::kStopCheckHit, TallyKind::kStopCheck})
    figures.tally({kind, car, a, at(1), at(1)});
  const RepFigures f = figures.result();
  CHECK(value(f, "finds.n") == 4);
  CHECK(value(f, "finds.upheld") == Approx(0.25));
  CHECK(value(f, "stop_checks.n") == 2);
  CHECK(value(f, "stop_checks.hits") == Approx(0.5));
}
