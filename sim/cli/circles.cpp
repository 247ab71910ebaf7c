// SPDX-License-Identifier: Apache-2.0
#include "cover/circles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/busy_circles.hpp"
#include "cli/circle_sources.hpp"
#include "cli/moving_circles.hpp"
#include "cli/number_checks.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "export/circle_shape.hpp"
#include "export/circles_layer.hpp"
#include "export/write.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  std::vector<double> minutes;
  std::string district;
  double turnout_s = 0;
  std::vector<std::string> from{"stations"};
  std::optional<int> hour;
  std::string geojson;
  double buffer_m = gis::kBufferMetres;
  bool busy = false;
  bool at_posts = false;
  bool free_only = false;
  std::uint64_t reps = 10;
  unsigned jobs = 1;
  std::optional<double> every_s;
};

// Writes the polygons of what is reached; the layer's description says who set out.
void write_polygons(const World& world, const Options& o, std::vector<CircleDrivers> drivers,
                    std::vector<gis::CirclePlace> places, std::vector<Duration> marks) {
  gis::CircleQuestion question;
  question.description = fmt::format(
      "All within {:.10g} m of the roads that {} reach within the mark, by siren, {}, {:.10g} s of "
      "turnout.",
      o.buffer_m, fmt::join(o.from, ", "),
      o.hour ? fmt::format("in the traffic of {:02}:00", *o.hour) : "on free roads", o.turnout_s);
  question.drivers = std::move(drivers);
  question.places = std::move(places);
  question.marks = std::move(marks);
  question.buffer_m = o.buffer_m;
  std::optional<LonLat> origin;
  if (const auto& at = world.city.geo_origin) origin = LonLat{(*at)[0], (*at)[1]};
  gis::write_geojson(o.geojson, {gis::circles_layer(question)}, {origin, world.start});
  if (!origin) fmt::print(stderr, "{}\n", say("export.no_origin", o.common.language()));
}

int circles(const Options& o) {
  const Lang lang = o.common.language();
  int exit_code = kDone;
  const auto world = open_scenario(o.scenario, o.common, exit_code);
  if (!world) return exit_code;
  const City& city = world->city;
  if (!city.present) return fail(kBadInput, say("circles.no_city", lang), o.common);

  std::uint32_t district = kNoIndex;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < city.districts.size(); ++i) {
    names.push_back(city.districts[i].name);
    if (city.districts[i].name == o.district) district = i;
  }
  if (!o.district.empty() && district == kNoIndex) {
    const std::string near = nearest(o.district, names);
    return fail(kBadInput,
                say("circles.no_district", lang, o.district) +
                    (near.empty() ? "" : " " + say("hint.did_you_mean", lang, near)),
                o.common);
  }
  std::vector<Duration> marks;
  for (const double m : o.minutes) marks.push_back(seconds(m * 60));
  if (marks.empty())
    for (const std::int64_t us : world->marks_us) marks.push_back({us});
  std::sort(marks.begin(), marks.end());
  if (o.busy) {
    BusyQuestion question;
    question.reps = o.reps;
    question.jobs = o.jobs;
    question.every_s = o.every_s.value_or(question.every_s);
    question.marks = marks;
    question.hour = o.hour;
    question.district = district;
    question.geojson = o.geojson;
    return busy_circles_command(*world, question, o.common);
  }
  std::string unknown;
  const SourceChoice choice{o.from, district, seconds(o.turnout_s), o.hour};
  const std::vector<CircleDrivers> drivers = circle_drivers(*world, choice, unknown);
  if (!unknown.empty()) {
    const std::string near = nearest(unknown, source_names(*world));
    return fail(kBadInput,
                say("circles.no_source", lang, unknown) +
                    (near.empty() ? "" : " " + say("hint.did_you_mean", lang, near)),
                o.common);
  }
  if (drivers.empty()) return fail(kBadInput, say("circles.no_station", lang), o.common);
  std::size_t sources = 0;
  for (const CircleDrivers& d : drivers) sources += d.sources.size();
  MovingQuestion moving;
  moving.about = reach_question(*world, choice, o.free_only, unknown);
  if (o.free_only || (!o.at_posts && some_go_about(*world, moving.about))) {
    moving.marks = marks;
    moving.district = district;
    moving.sources = sources;
    moving.alike = drivers;
    moving.reps = o.reps;
    moving.jobs = o.jobs;
    moving.every_s = o.every_s.value_or(moving.every_s);
    moving.geojson = o.geojson;
    moving.who = fmt::format("{}", fmt::join(o.from, ", "));
    moving.buffer_m = o.buffer_m;
    return moving_circles_command(*world, moving, o.common);
  }
  std::vector<CircleTarget> targets;
  std::vector<gis::CirclePlace> places;
  for (const DemandArea& area : city.areas) {
    if (district != kNoIndex && area.district != district) continue;
    targets.push_back({city.roads->node(area.node).name, area.node, area.calls_per_day});
    places.push_back({area.node, area.calls_per_day, area.population});
  }
  const Circles result = response_circles(drivers, targets, marks);

  std::vector<double> people(marks.size(), 0);
  double inhabitants = 0, all_calls = 0;
  for (std::size_t t = 0; t < places.size(); ++t) {
    inhabitants += places[t].population;
    all_calls += places[t].calls_per_day;
    for (std::size_t m = 0; m < marks.size(); ++m)
      if (result.reach[t].time <= marks[m]) people[m] += places[t].population;
  }
  if (!o.geojson.empty()) write_polygons(*world, o, drivers, places, marks);

  if (o.common.json) {
    nlohmann::ordered_json within, share, calls, population;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const std::string mark = fmt::format("{}", marks[i].seconds() / 60);
      within[mark] = result.within[i];
      share[mark] = result.share[i];
      if (all_calls > 0) calls[mark] = result.weighted_share[i];
      if (inhabitants > 0) population[mark] = people[i] / inhabitants;
    }
    print_json({{"targets", result.targets},
                {"sources", sources},
                {"within", within},
                {"share", share},
                {"share_of_calls", calls},
                {"share_of_population", population},
                {"longest_s", result.longest_s},
                {"mean_s", result.mean_s},
                {"missed", result.missed}});
    return kDone;
  }
  fmt::print("{}\n", say("circles.head", lang, result.targets, sources));
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double mark = marks[i].seconds() / 60;
    const std::string share = shown_percent(result.share[i]);
    fmt::print("{}\n", all_calls > 0
                           ? say("circles.within", lang, mark, result.within[i], share,
                                 shown_percent(result.weighted_share[i]))
                           : say("circles.within_places", lang, mark, result.within[i], share));
  }
  for (std::size_t i = 0; i < marks.size() && inhabitants > 0; ++i)
    fmt::print("{}\n", say("circles.people", lang, marks[i].seconds() / 60,
                           shown_percent(people[i] / inhabitants)));
  fmt::print("{}\n", say("circles.longest", lang, result.longest_s, result.longest_s / 60,
                         result.mean_s, result.mean_s / 60));
  if (!o.geojson.empty()) fmt::print("{}\n", say("export.written", lang, o.geojson));
  if (result.missed.empty()) return kDone;
  std::string list;
  for (std::size_t i = 0; i < result.missed.size() && i < 40; ++i)
    list += (i ? ", " : "") + result.missed[i];
  if (result.missed.size() > 40) list += " …";
  fmt::print("{}\n", say("circles.missed", lang, result.missed.size(), list));
  return kDone;
}

}  // namespace

void add_circles(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("circles", "What is reached within 1, 3 and 5 minutes");
  add_scenario(*sub, o->scenario);
  sub->add_option("--minutes", o->minutes, "Marks, for example 1,3,5 (default: the scenario's)")
      ->delimiter(',')
      ->check(above_zero());
  sub->add_option("--district", o->district, "Only stations and places of this district");
  sub->add_option("--turnout", o->turnout_s, "Seconds from the call to driving off")
      ->check(not_below_zero())
      ->capture_default_str();
  sub->add_option("--from", o->from,
                  "Who sets out: stations, units (on duty), both, or names of stations, fleets and "
                  "units (* for any letters), for example north,night_cars. Units that patrol set "
                  "out from where they are, at moments of simulated runs")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str();
  sub->add_option("--hour", o->hour, "Hour of the day: its traffic, its shifts")
      ->check(CLI::Range(0, 23));
  sub->add_option("--geojson", o->geojson,
                  "Polygons of what is reached (with --busy: the patrol cells with their shares, "
                  "hour by hour): a file (OUT.geojson), or a folder");
  sub->add_option("--buffer", o->buffer_m, "With --geojson: metres beside the reached roads")
      ->check(CLI::Range(1.0, 5000.0))
      ->capture_default_str();
  sub->add_flag(
      "--busy", o->busy,
      "How likely places are reached while units are busy: simulated beside the hypercube "
      "model");
  sub->add_flag("--at-posts", o->at_posts,
                "Units set out from their posts, as if nobody patrolled: no simulation");
  sub->add_flag("--free", o->free_only, "Units only while they could be sent: simulated");
  sub->add_option("--reps", o->reps, "Replications of what is simulated")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000}))
      ->capture_default_str();
  sub->add_option("-j,--jobs", o->jobs, "Replications side by side")
      ->check(CLI::Range(1u, 1024u))
      ->capture_default_str();
  sub->add_option("--every", o->every_s,
                  "Seconds between two looks at a simulated run (120; with --busy 600)")
      ->check(CLI::Range(1.0, 86400.0));
  for (const char* other : {"--from", "--turnout", "--at-posts", "--free"})
    sub->get_option("--busy")->excludes(sub->get_option(other));
  sub->get_option("--free")->excludes(sub->get_option("--at-posts"));
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = circles(*o); });
}

}  // namespace vedette::cli
