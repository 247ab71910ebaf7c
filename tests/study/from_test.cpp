// SPDX-License-Identifier: Apache-2.0
// `run --from T`: everything before T is as without the change, by name and to the microsecond.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/change.hpp"
#include "engine/small_site.hpp"
#include "world/equipment.hpp"
#include "world/staged_world.hpp"

namespace vedette {
namespace {

using testing::scenario;
using testing::SmallCity;

// Events, states and movements in words, with their times.
struct NameSink : Sink {
  explicit NameSink(const World& w) : world(w) {}
  RecordLevel wants() const override { return RecordLevel::kFull; }
  std::string name(EntityId who) const {
    return who.valid() ? world.entities[who.index()].name : "-";
  }
  void event(const Event& e) override {
    lines.push_back({e.at.us, std::string(topic_name(e.topic)) + " " + name(e.subject) + " " +
                                  name(e.other) + " " + std::string(e.text)});
  }
  void state(const StateChange& c) override {
    lines.push_back({c.at.us, name(c.who) + " is " + std::string(c.state)});
  }
  void segment(const Segment& s) override {
    // Told when it ends; what began before T may end otherwise after it.
    if (s.t1.us < cut) lines.push_back({s.t1.us, name(s.who) + " moves"});
  }
  void tally(const Tally& t) override {
    if (t.kind == TallyKind::kVisit) visits.push_back({t.from.us, name(t.who), t.place});
    if (t.kind == TallyKind::kFind) ++finds;
  }
  std::vector<std::string> before(std::int64_t us) const {
    std::vector<std::string> out;
    for (const auto& [at, text] : lines)
      if (at < us) out.push_back(std::to_string(at) + " " + text);
    std::sort(out.begin(), out.end());
    return out;
  }
  const World& world;
  std::int64_t cut = 0;
  std::vector<std::tuple<std::int64_t, std::string, EntityId>> visits;
  std::size_t finds = 0;
  std::vector<std::pair<std::int64_t, std::string>> lines;
};

NameSink run(const World& world, Time cut, const RunChange* change = nullptr) {
  NameSink sink(world);
  sink.cut = cut.us;
  DirectCarrier carrier(world.network.hosts.size(), {});
  Sinks sinks;
  sinks.add(sink);
  Run one(world, Random(7, 1), carrier, sinks, change);
  one.execute();
  return sink;
}

// Lines of units that only come into being later say "off duty" and nothing else before T.
std::vector<std::string> without(std::vector<std::string> lines, const std::string& unit) {
  std::erase_if(lines, [&](const std::string& l) { return l.find(unit) != std::string::npos; });
  return lines;
}

struct Both {
  Both(const SmallCity& city, const std::string& text, const std::vector<std::string>& common,
       const std::vector<std::string>& changes, Time at) {
    std::vector<std::string> after_set = common;
    after_set.insert(after_set.end(), changes.begin(), changes.end());
    before = city.world(text, common);
    after = city.world(text, after_set);
    const auto& all = after->city.units.size() >= before->city.units.size() ? after : before;
    staged = std::make_unique<StagedWorld>(before, after, all, at);
    change.at = at;
    change.outages = staged->outages();
    change.ends_outage = staged->ends_outage();
    change.unit_begins = staged->begins();
    change.unit_ends = staged->ends();
    change.take_over = [this] { staged->take_over(); };
  }
  std::shared_ptr<const World> before, after;
  std::unique_ptr<StagedWorld> staged;
  RunChange change;
};

const Time kAt{12 * kHour.us};

TEST_CASE("units that come and go in the middle of a run") {
  const SmallCity city;
  const std::string text = city.yaml();
  const auto plain = run(*city.world(text), kAt).before(kAt.us);
  SECTION("one more") {
    Both both(city, text, {}, {"units.cars.count=4"}, kAt);
    const NameSink changed = run(both.staged->world(), kAt, &both.change);
    CHECK(without(changed.before(kAt.us), "cars-4") == plain);
    CHECK(std::any_of(changed.lines.begin(), changed.lines.end(), [](const auto& l) {
      return l.first >= kAt.us && l.second == "cars-4 is patrolling";
    }));
  }
  SECTION("two less") {
    Both both(city, text, {}, {"units.cars.count=1"}, kAt);
    const NameSink changed = run(both.staged->world(), kAt, &both.change);
    CHECK(changed.before(kAt.us) == plain);
    for (const auto& [at, line] : changed.lines)
      if (at > kAt.us + 3 * kHour.us) CHECK(line.find("cars-3 is patrolling") == std::string::npos);
  }
}

TEST_CASE("a unit on patrol patrols from T on as it does after the change") {
  const SmallCity city;
  const std::string text = city.yaml("", "{columns: 2, rows: 2}",
                                     "cars: {type: car, count: 3, at: all_cells, "
                                     "route: {rule: weighted}}");
  // Where cars-1 goes, from an hour after `from` on; on the way to its new beat it may pass others.
  const auto places = [&](const NameSink& sink, Time from) {
    std::set<EntityId> out;
    for (const auto& [at, who, place] : sink.visits)
      if (who == "cars-1" && at > (from + kHour).us) out.insert(place);
    return out;
  };
  SECTION("shared with others") {
    const auto alone = places(run(*city.world(text), kAt), kAt);
    Both both(city, text, {}, {"units.cars.count=8"}, kAt);
    const auto shared = places(run(both.staged->world(), kAt, &both.change), kAt);
    const auto from_the_start = places(run(*both.after, kAt), kAt);
    CHECK(shared == from_the_start);
    CHECK(shared.size() < alone.size());
  }
  SECTION("finding what it did not look for") {
    const std::string seer =
        "models.units.car.finds={chance: 1, type: other, report_s: 5, review_s: 5, accepted: 0, "
        "follow_up_after_h: 1}";
    Both both(city, text, {}, {seer}, kAt);
    CHECK(run(*both.before, kAt).finds == 0);
    CHECK(run(*both.after, kAt).finds > 0);
    CHECK(run(both.staged->world(), kAt, &both.change).finds > 0);
  }
}

TEST_CASE("units that are withdrawn in the middle of their shift") {
  const SmallCity city;
  const std::string text =
      city.yaml("shifts: {day: {from: \"07:00\", to: \"19:00\"}}\n", "{columns: 2, rows: 2}",
                "cars: {type: car, count: 3, at: cells, shift: day}");
  const auto plain = run(*city.world(text), kAt).before(kAt.us);
  Both both(city, text, {}, {"units.cars.count=1"}, kAt);
  const NameSink changed = run(both.staged->world(), kAt, &both.change);
  CHECK(changed.before(kAt.us) == plain);
  for (const auto& [at, line] : changed.lines)
    if (at > kAt.us + 3 * kHour.us) CHECK(line.find("cars-3 is patrolling") == std::string::npos);
}

TEST_CASE("stations that move, cameras that turn, outages that begin") {
  const SmallCity city;
  const std::vector<std::string> late{"site.intruders.thief.between_h=[13, 13]"};
  const std::string text = scenario(city, false);
  const auto plain = run(*city.world(text, late), kAt).before(kAt.us);
  const auto assessed = [](const NameSink& sink) {
    std::int64_t taken = 0, judged = 0;
    for (const auto& [at, line] : sink.lines) {
      if (line.find("Stage op north acknowledged") != std::string::npos) taken = at;
      if (line.find("Stage op north assessed") != std::string::npos) judged = at;
    }
    return judged - taken;
  };
  CHECK(assessed(run(*city.world(text, late), kAt)) == 15'000'000);
  SECTION("a camera looks away") {
    Both both(city, text, late, {"site.cameras.cam.azimuth_deg=180"}, kAt);
    const NameSink changed = run(both.staged->world(), kAt, &both.change);
    CHECK(changed.before(kAt.us) == plain);
    CHECK(assessed(changed) == 60'000'000);
  }
  SECTION("a camera fails, from before T on: it fails at T") {
    Both both(city, text, late, {"equipment.what_if={w: {element: cam, from_s: 0}}"}, kAt);
    const NameSink changed = run(both.staged->world(), kAt, &both.change);
    CHECK(changed.before(kAt.us) == plain);
    CHECK(assessed(changed) == 64'000'000);  // four seconds of patience
  }
  SECTION("an outage that was to come does not") {
    std::vector<std::string> down = late;
    down.push_back("equipment.what_if={w: {element: cam, from_s: 3600}}");
    Both both(city, text, down, {"equipment.what_if=null"}, kAt);
    const auto with = run(*city.world(text, down), kAt).before(kAt.us);
    const NameSink changed = run(both.staged->world(), kAt, &both.change);
    CHECK(changed.before(kAt.us) == with);
    CHECK(assessed(changed) == 15'000'000);
  }
  SECTION("the cars of a station move with it") {
    Both both(city, text, late, {"city.stations.A.junction=12"}, kAt);
    const NameSink changed = run(both.staged->world(), kAt, &both.change);
    CHECK(changed.before(kAt.us) == plain);
  }
}

TEST_CASE("what would come into being or vanish is refused") {
  const SmallCity city;
  const auto before = city.world(scenario(city, false));
  const auto after = city.world(scenario(city, false), {"site.intruders.thief=null"});
  CHECK_THROWS_AS(StagedWorld(before, after, after, kAt), InputError);
}

}  // namespace
}  // namespace vedette
