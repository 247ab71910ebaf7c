// SPDX-License-Identifier: Apache-2.0
#include "cli/moving_circles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/statistics.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/words.hpp"
#include "export/patrol_circles_layer.hpp"
#include "export/write.hpp"
#include "study/replications.hpp"

namespace vedette::cli {

namespace {

using nlohmann::ordered_json;

// All begin at their posts: so long a run is not counted at first.
constexpr Duration kSettling = kHour;
constexpr double kShares[] = {0.5, 0.9};
// Finest steps of time for the map.
constexpr std::int64_t kMostSteps = 300;
constexpr std::uint64_t kBatch = 16;

std::string minutes(Duration mark) {
  return fmt::format("{}", mark.seconds() / 60);
}

// To the end of the last time that the hour is there whole, once they have settled; a run that is
// too short for that goes on.
Duration horizon_for(const World& world, std::optional<int> hour) {
  if (!hour) return std::max(world.horizon, kSettling + kHour);
  Duration begins{(*hour * 3600 - world.start_second_of_day + 86400) % 86400 * kSecond.us};
  if (begins < kSettling) begins = begins + kDay;
  while (begins + kDay + kHour <= world.horizon) begins = begins + kDay;
  return begins + kHour;
}

class Answer {
 public:
  Answer(const World& world, const MovingQuestion& q) : q_(q), city_(world.city) {
    for (std::uint32_t a = 0; a < city_.areas.size(); ++a) {
      const DemandArea& area = city_.areas[a];
      if (q.district != kNoIndex && area.district != q.district) continue;
      areas_.push_back(a);
      calls_ += area.calls_per_day;
      people_ += area.population;
    }
    for (const Duration mark : q.marks) steps_us_.push_back(mark.us);
    const std::int64_t largest = steps_us_.back();
    const std::int64_t step =
        kSecond.us *
        std::max<std::int64_t>(1, (largest / kSecond.us + kMostSteps - 1) / kMostSteps);
    if (!q.geojson.empty())
      for (std::int64_t us = step; us < largest; us += step) steps_us_.push_back(us);
    std::sort(steps_us_.begin(), steps_us_.end());
    steps_us_.erase(std::unique(steps_us_.begin(), steps_us_.end()), steps_us_.end());
    for (const Duration mark : q.marks) {
      const auto at = std::lower_bound(steps_us_.begin(), steps_us_.end(), mark.us);
      step_of_.push_back(static_cast<std::size_t>(at - steps_us_.begin()));
    }
    expected_.resize(q.marks.size());
  }

  const std::vector<std::int64_t>& steps_us() const { return steps_us_; }

  // In the order of the replications.
  void take(const ReachCounts& counts) {
    if (counts.moments(0) == 0) return;
    ++replications_;
    all_.add(counts);
    for (std::size_t m = 0; m < expected_.size(); ++m) {
      double places = 0, calls = 0, people = 0;
      for (const std::uint32_t a : areas_) {
        const double share = counts.share(0, a, step_of_[m]);
        places += share;
        calls += share * city_.areas[a].calls_per_day;
        people += share * city_.areas[a].population;
      }
      expected_[m].places.add(places);
      if (calls_ > 0) expected_[m].calls.add(calls / calls_);
      if (people_ > 0) expected_[m].people.add(people / people_);
    }
  }

  std::uint64_t replications() const { return replications_; }
  std::uint32_t moments() const { return all_.moments(0); }
  std::size_t places() const { return areas_.size(); }
  bool inhabited() const { return people_ > 0; }
  bool has_calls() const { return calls_ > 0; }
  struct Expected {
    Accumulator places, calls, people;
  };
  const Expected& expected(std::size_t m) const { return expected_[m]; }
  double share(std::uint32_t area, std::size_t m) const { return all_.share(0, area, step_of_[m]); }
  // Places that are reached in at least that share of the moments.
  std::size_t at_least(double share_of_time, std::size_t m) const {
    return static_cast<std::size_t>(std::count_if(
        areas_.begin(), areas_.end(),
        [&](std::uint32_t a) { return all_.within(0, a, step_of_[m]) >= needed(share_of_time); }));
  }
  std::size_t never(std::size_t m) const {
    return static_cast<std::size_t>(
        std::count_if(areas_.begin(), areas_.end(),
                      [&](std::uint32_t a) { return all_.within(0, a, step_of_[m]) == 0; }));
  }
  const std::vector<std::uint32_t>& areas() const { return areas_; }
  const std::string& name(std::uint32_t area) const {
    return city_.roads->node(city_.areas[area].node).name;
  }

  // Per junction within what time it is reached in that share of the moments.
  std::vector<Duration> times(double share_of_time) const {
    std::vector<Duration> out(city_.roads->node_count(), kUnreachable);
    for (std::uint32_t a = 0; a < city_.areas.size(); ++a)
      for (std::size_t s = steps_us_.size(); s-- > 0;) {
        if (all_.within(0, a, s) < needed(share_of_time)) break;
        out[city_.areas[a].node.index()] = {steps_us_[s]};
      }
    return out;
  }

  // Of a cell's places weighted by calls, where it has any.
  ordered_json cells(const World& world) const {
    std::vector<std::vector<std::uint32_t>> of_cell(city_.cells.size());
    for (const std::uint32_t a : areas_)
      if (city_.areas[a].cell != kNoIndex) of_cell[city_.areas[a].cell].push_back(a);
    ordered_json out = ordered_json::array();
    for (std::size_t c = 0; c < of_cell.size(); ++c) {
      if (of_cell[c].empty()) continue;
      ordered_json cell{{"cell", world.entities[city_.cells[c].entity.index()].name}};
      for (std::size_t m = 0; m < q_.marks.size(); ++m) {
        double calls = 0, weighted = 0, plain = 0;
        for (const std::uint32_t a : of_cell[c]) {
          calls += city_.areas[a].calls_per_day;
          weighted += city_.areas[a].calls_per_day * share(a, m);
          plain += share(a, m);
        }
        cell["share_of_time"][minutes(q_.marks[m])] =
            calls > 0 ? weighted / calls : plain / static_cast<double>(of_cell[c].size());
      }
      out.push_back(std::move(cell));
    }
    return out;
  }

 private:
  // So many moments are that share; a rounding error does not ask for one more.
  double needed(double share_of_time) const {
    return std::max(1.0, share_of_time * static_cast<double>(moments()) - 1e-6);
  }

  const MovingQuestion& q_;
  const City& city_;
  std::vector<std::uint32_t> areas_;
  double calls_ = 0, people_ = 0;
  std::vector<std::int64_t> steps_us_;
  std::vector<std::size_t> step_of_;  // per mark
  std::vector<Expected> expected_;
  std::uint64_t replications_ = 0;
  ReachCounts all_;
};

// The last stretch of a road is driven as most of them drive.
CircleDrivers most_of(const std::vector<CircleDrivers>& alike) {
  const auto most = std::max_element(alike.begin(), alike.end(), [](const auto& a, const auto& b) {
    return a.sources.size() < b.sources.size();
  });
  return {most->roads, most->speed_factor, kUnreachable, {}};
}

void write_polygons(const World& world, const MovingQuestion& q, const Answer& answer, Lang lang) {
  gis::PatrolCircleQuestion question;
  question.description = fmt::format(
      "All within {:.10g} m of the roads that {}, where they are{}, reach within the mark in that "
      "share of the time, by siren, {}, {:.10g} s of turnout.",
      q.buffer_m, q.who, q.about.free_only ? " while they are free" : "",
      q.about.hour ? fmt::format("between {:02}:00 and {:02}:59", *q.about.hour, *q.about.hour)
                   : "at any hour",
      q.about.turnout.seconds());
  question.drivers = most_of(q.alike);
  for (const std::uint32_t a : answer.areas()) {
    const DemandArea& area = world.city.areas[a];
    question.places.push_back({area.node, area.calls_per_day, area.population});
  }
  question.marks = q.marks;
  question.buffer_m = q.buffer_m;
  for (const double share : kShares) {
    question.shares.push_back(share);
    question.times.push_back(answer.times(share));
  }
  std::optional<LonLat> origin;
  if (const auto& at = world.city.geo_origin) origin = LonLat{(*at)[0], (*at)[1]};
  gis::write_geojson(q.geojson, {gis::patrol_circles_layer(question)}, {origin, world.start});
  if (!origin) fmt::print(stderr, "{}\n", say("export.no_origin", lang));
}

// A count of places lies between none and all of them, a share between 0 and 1.
Interval bounded(const Accumulator& of, double most) {
  Interval out = of.interval();
  if (!out.known()) return out;
  out.low = std::max(0.0, out.low);
  out.high = std::min(most, out.high);
  return out;
}

ordered_json json_of(const Interval& i, double scale = 1) {
  const auto number = [&](double x) {
    return std::isnan(x) ? ordered_json() : ordered_json(scale * x);
  };
  return {{"mean", number(i.value)}, {"low", number(i.low)}, {"high", number(i.high)}};
}

void print_document(const World& world, const MovingQuestion& q, const Answer& answer) {
  ordered_json within, places = ordered_json::array();
  for (std::size_t m = 0; m < q.marks.size(); ++m) {
    const auto& expected = answer.expected(m);
    const auto count = static_cast<double>(answer.places());
    const Interval reached = bounded(expected.places, count);
    ordered_json one{{"places", json_of(reached)},
                     {"share", json_of(reached, count > 0 ? 1 / count : 0)}};
    if (answer.has_calls()) one["share_of_calls"] = json_of(bounded(expected.calls, 1));
    if (answer.inhabited()) one["share_of_population"] = json_of(bounded(expected.people, 1));
    for (const double share : {0.5, 0.9, 1.0})
      one["places_by_share_of_time"][fmt::format("{}", share)] = answer.at_least(share, m);
    one["never"] = answer.never(m);
    within[minutes(q.marks[m])] = one;
  }
  for (const std::uint32_t a : answer.areas()) {
    ordered_json place{{"place", answer.name(a)}};
    for (std::size_t m = 0; m < q.marks.size(); ++m)
      place["share_of_time"][minutes(q.marks[m])] = answer.share(a, m);
    places.push_back(std::move(place));
  }
  print_json({{"targets", answer.places()},
              {"sources", q.sources},
              {"where", "simulated"},
              {"free_only", q.about.free_only},
              {"replications", answer.replications()},
              {"moments", answer.moments()},
              {"every_s", q.every_s},
              {"within", within},
              {"cells", answer.cells(world)},
              {"places", places}});
}

// " (95 % interval low to high)", or nothing.
std::string range(const Interval& i, double scale, const char* unit, Lang lang) {
  if (!i.known()) return {};
  return say("moving.range", lang, scale * i.low, scale * i.high, unit);
}

void print_text(const MovingQuestion& q, const Answer& answer, Lang lang) {
  fmt::print("{}\n",
             say("moving.head", lang, answer.places(), q.sources,
                 say(q.about.free_only ? "moving.free" : "moving.all", lang),
                 q.about.hour ? fmt::format("{:02}:00–{:02}:59", *q.about.hour, *q.about.hour)
                              : say("moving.any_hour", lang),
                 answer.moments(), answer.replications()));
  for (std::size_t m = 0; m < q.marks.size(); ++m) {
    const auto& expected = answer.expected(m);
    const Interval places = bounded(expected.places, static_cast<double>(answer.places())),
                   calls = bounded(expected.calls, 1);
    const double mark = q.marks[m].seconds() / 60;
    fmt::print("{}\n", say("moving.within", lang, mark, places.value, range(places, 1, "", lang)));
    if (answer.has_calls())
      fmt::print("  {}\n",
                 say("moving.calls", lang, 100 * calls.value, range(calls, 100, " %", lang)));
    if (answer.inhabited()) {
      const Interval people = bounded(expected.people, 1);
      fmt::print("  {}\n",
                 say("moving.people", lang, 100 * people.value, range(people, 100, " %", lang)));
    }
    fmt::print("  {}\n", say("moving.shares", lang, answer.at_least(0.5, m),
                             answer.at_least(0.9, m), answer.at_least(1, m), answer.never(m)));
  }
  if (!q.geojson.empty()) fmt::print("{}\n", say("export.written", lang, q.geojson));
  std::string list;
  std::size_t seldom = 0;
  for (const std::uint32_t a : answer.areas()) {
    const double share = answer.share(a, q.marks.size() - 1);
    if (share >= 0.5) continue;
    if (++seldom <= 40)
      list += fmt::format("{}{} ({:.0f} %)", seldom > 1 ? ", " : "", answer.name(a), 100 * share);
  }
  if (seldom > 0)
    fmt::print("{}\n", say("moving.seldom", lang, seldom, list + (seldom > 40 ? " …" : "")));
}

}  // namespace

int moving_circles_command(const World& world, const MovingQuestion& question,
                           const Common& common) {
  const Lang lang = common.language();
  World own = world;
  own.horizon = horizon_for(world, question.about.hour);
  MovingQuestion q = question;
  q.about.from = Time{kSettling.us};
  Answer answer(own, q);
  InterruptWatch interrupt;
  std::uint64_t through = 0;
  {
    Progress progress(say("run.progress", lang), lang);
    Replicator replicator(own);
    // In parts, so that the counts of few replications are held at a time.
    const std::uint64_t at_once = std::max<std::uint64_t>(kBatch, q.jobs);
    while (through < q.reps && !InterruptWatch::asked()) {
      ReplicationPlan plan;
      plan.seed = own.seed;
      plan.first = through + 1;
      plan.count = std::min(at_once, q.reps - through);
      plan.workers = q.jobs;
      plan.reach_every = seconds(q.every_s);
      plan.reach_of = &q.about;
      plan.reach_marks_us = answer.steps_us();
      plan.interrupted = [] { return InterruptWatch::asked(); };
      plan.progress = [&](std::uint64_t done, std::uint64_t) { progress(through + done, q.reps); };
      for (const Replication& r : replicator.run(plan))
        if (r.reach) answer.take(*r.reach);
      through += plan.count;
    }
  }
  const int exit_code = answer.replications() < q.reps ? kIncomplete : kDone;
  if (answer.replications() == 0) return fail(kIncomplete, say("moving.none", lang), common);
  if (!q.geojson.empty()) write_polygons(own, q, answer, lang);
  if (common.json)
    print_document(own, q, answer);
  else
    print_text(q, answer, lang);
  return exit_code;
}

}  // namespace vedette::cli
