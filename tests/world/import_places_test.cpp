// SPDX-License-Identifier: Apache-2.0
// Calls in longitude and latitude, and calls that cannot be where they say.
#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "import_log_support.hpp"
#include "space/geo_frame.hpp"
#include "support/seed.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

const LonLat kOrigin{109.84, 40.65};  // of the city

std::string mapping(const std::string& more, const std::string& x = "x",
                    const std::string& y = "y") {
  return "vedette: 1\nimport: calls\nsource: \"a made-up log\"\nlog:\n  columns: {received: at, "
         "x: " +
         x + ", y: " + y + "}\n" + more +
         "models:\n  call_types:\n    call: {share: 1, priority: 2, on_scene_s: 600, sources: "
         "{\"*\": \"assumption: a test\"}}\n";
}

// A city of 5 x 5 junctions, 1 km apart, about its origin, in the folder town/.
void write_town(const LogFiles& files, bool with_origin = true) {
  std::string junctions = "id,x_m,y_m\n", roads = "from,to\n";
  for (int r = 0; r < 5; ++r)
    for (int c = 0; c < 5; ++c) {
      const int id = 10 * r + c;
      junctions += fmt::format("{},{},{}\n", id, 1000 * (c - 2), 1000 * (r - 2));
      if (c < 4) roads += fmt::format("{},{}\n", id, id + 1);
      if (r < 4) roads += fmt::format("{},{}\n", id, id + 10);
    }
  files.write("town/junctions.csv", junctions);
  files.write("town/roads.csv", roads);
  files.write("town/scenario.yaml",
              std::string("vedette: 1\nname: Town\nstart: \"2026-03-02T00:00:00+08:00\"\n"
                          "duration_h: 48\nmodels:\n  roads:\n    lanes: {default_speed_kmh: 36, "
                          "siren_factor: 1, sources: {\"*\": \"assumption: a test\"}}\n"
                          "city:\n  junctions: junctions.csv\n  roads: roads.csv\n"
                          "  road_type: lanes\n") +
                  (with_origin ? "  geo_origin: [109.84, 40.65]\n" : ""));
}

std::string log_of(const std::vector<std::pair<double, double>>& places,
                   const std::string& header = "at,x,y\n") {
  std::string text = header;
  for (std::size_t i = 0; i < places.size(); ++i)
    text += fmt::format("2026-03-0{}T{:02}:00:00,{},{}\n", 2 + i / 20, i % 20, places[i].first,
                        places[i].second);
  return text;
}

std::vector<std::pair<double, double>> placed(const LogFiles& files) {
  const CsvTable table = CsvTable::parse(files.read("out/calls.csv"), "calls.csv");
  std::vector<std::pair<double, double>> out;
  const std::size_t x = table.column("x_m"), y = table.column("y_m");
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (!table.empty(row, x)) out.emplace_back(*table.number(row, x), *table.number(row, y));
  return out;
}

}  // namespace

TEST_CASE("calls in degrees come to where they were, by geo_origin or by the city's own") {
  CAPTURE(vedette::testing::seed());
  const Random random(vedette::testing::seed(), 0);
  Stream draw = random.stream("calls", "places");
  const GeoFrame frame(kOrigin);
  std::vector<std::pair<double, double>> metres, wgs, gcj;
  for (int i = 0; i < 30; ++i) {
    const double x = std::round(4000 * (draw.uniform() - 0.5)),
                 y = std::round(4000 * draw.uniform() - 2000);
    metres.emplace_back(x, y);
    const LonLat at = frame.to_lon_lat(millimetres(x, y));
    wgs.emplace_back(at.lon, at.lat);
    const LonLat shifted = gcj02_of_wgs84(at);
    gcj.emplace_back(shifted.lon, shifted.lat);
  }
  for (const char* system : {"wgs84", "gcj02"})
    for (const char* anchor : {"geo_origin: [109.84, 40.65]\n", "city: town\n"}) {
      CAPTURE(system, anchor);
      LogFiles files("calls");
      write_town(files);
      files.write("log.csv", log_of(std::string(system) == "wgs84" ? wgs : gcj));
      files.write("m.yaml", mapping(fmt::format("coordinates: {}\n{}", system, anchor)));
      const std::string found = files.run();
      CHECK_THAT(found, !Catch::Contains("error"));
      REQUIRE(files.written);
      const auto out = placed(files);
      REQUIRE(out.size() == metres.size());
      for (std::size_t i = 0; i < out.size(); ++i) {
        CHECK(out[i].first == Approx(metres[i].first).margin(0.01));
        CHECK(out[i].second == Approx(metres[i].second).margin(0.01));
      }
      CHECK(files.report["places"]["coordinates"] == system);
      CHECK(files.report["places"]["known"] == 30);
      if (std::string(anchor).starts_with("city"))
        CHECK(files.report["places"]["largest_distance_m"].get<double>() < 708);
    }
  // Those of a public map taken as WGS 84 are some hundred metres off, which no check can see.
  LogFiles files("calls");
  write_town(files);
  files.write("log.csv", log_of(gcj));
  files.write("m.yaml", mapping("coordinates: wgs84\ncity: town\n"));
  files.run();
  REQUIRE(files.written);
  CHECK(std::fabs(placed(files)[0].first - metres[0].first) > 100);
}

TEST_CASE("degrees that nobody called so are no metres") {
  const std::vector<std::pair<double, double>> degrees{
      {109.862, 40.622}, {109.84, 40.65}, {109.851, 40.66}};
  LogFiles files("calls");
  write_town(files);
  files.write("log.csv", log_of(degrees));
  files.write("m.yaml", mapping(""));
  CHECK_THAT(files.run(), Catch::Contains("m.yaml:5:30: error: all 3 places lie within 180 and 90 "
                                          "units of [0, 0]: these look like longitude and "
                                          "latitude, not metres\n  hint: say coordinates: wgs84"));
  CHECK_FALSE(files.written);
  // Said to be metres they are.
  files.write("m.yaml", mapping("coordinates: {metres_per_unit: 1}\n"));
  files.run();
  CHECK(files.written);
  // A name gives them away whatever is said.
  for (const char* name : {"lon", "gcj_lng", "经度", "Longitude (E)"}) {
    files.write("log.csv", log_of(degrees, fmt::format("at,{},y\n", name)));
    files.write("m.yaml",
                mapping("coordinates: {metres_per_unit: 1}\n", fmt::format("\"{}\"", name)));
    CHECK_THAT(files.run(), Catch::Contains("longitude and latitude are not metres on a plane"));
  }
}

TEST_CASE("places that cannot be: exchanged, far away, without an origin, nowhere") {
  LogFiles files("calls");
  write_town(files);
  const auto said = [&](const std::string& more, const std::string& log) {
    files.write("m.yaml", mapping(more));
    files.write("log.csv", log);
    return files.run();
  };
  const std::string good = log_of({{109.841, 40.651}, {109.842, 40.652}});
  CHECK_THAT(said("coordinates: gcj02\n", good),
             Catch::Contains("longitude and latitude cannot be placed on the city's plane\n  hint: "
                             "give city: its scenario, or geo_origin"));
  CHECK_THAT(said("coordinates: wgs84\ncity: nowhere\n", good),
             Catch::Contains("this scenario has errors: ") && Catch::Contains("nowhere"));
  CHECK_THAT(said("geo_origin: [109.84, 40.65]\ncoordinates: {metres_per_unit: 1}\n", good),
             Catch::Contains("geo_origin goes with coordinates in degrees"));
  CHECK_THAT(said("coordinates: wgs84\ncity: town\ngeo_origin: [109.9, 40.65]\n", good),
             Catch::Contains("the city has another geo_origin"));
  std::vector<std::pair<double, double>> turned(35, {40.65, 109.84});
  const std::string exchanged = said("coordinates: wgs84\ncity: town\n", log_of(turned));
  CHECK_THAT(exchanged, Catch::Contains("these look exchanged") &&
                            Catch::Contains("15 more calls have no such place"));
  CHECK_THAT(said("coordinates: wgs84\ncity: town\n", log_of({{116.4, 39.9}})),
             Catch::Contains("[116.4, 39.9] is too far from the origin [109.84, 40.65]"));
  const std::string zero =
      said("coordinates: wgs84\ncity: town\n", log_of({{0, 0}, {109.841, 40.651}}));
  CHECK_THAT(zero, Catch::Contains("1 calls at [0, 0] are taken as without a place"));
  CHECK(files.written);
  CHECK(placed(files).size() == 1);
  // One town further: most calls are absurdly far, which is an error; one alone is a warning.
  CHECK_THAT(said("coordinates: wgs84\ncity: town\n", log_of({{110.4, 40.65}, {110.41, 40.65}})),
             Catch::Contains("error: 2 of 2 calls lie more than 500 m from every junction of the "
                             "city, the furthest 46.") &&
                 Catch::Contains("hint: is it the city of this log"));
  CHECK_THAT(said("coordinates: wgs84\ncity: town\n",
                  log_of({{110.4, 40.65}, {109.84, 40.65}, {109.85, 40.65}})),
             Catch::Contains("warning: 1 of 3 calls lie more than 500 m"));
  CHECK(files.written);
  // Metres of a national grid.
  CHECK_THAT(said("city: town\n", log_of({{486000, 4500000}})),
             Catch::Contains("[486000, 4500000] m is too far from the origin"));
  CHECK_THAT(said("city: town\n", log_of({{486000, 450000}, {486100, 450000}})),
             Catch::Contains("error: 2 of 2 calls lie more than 500 m") &&
                 Catch::Contains("degrees want coordinates: wgs84 or gcj02"));
}

TEST_CASE("a trace in degrees or of another place is told when it is played") {
  LogFiles files("calls");
  write_town(files);
  const auto said = [&](const std::string& trace) {
    files.write("town/trace.csv", trace);
    files.write(
        "town/played.yaml",
        "include: [scenario.yaml]\nmodels:\n  call_types:\n    other: {share: 1, priority: 2, "
        "on_scene_s: 600, sources: {\"*\": \"assumption: a test\"}}\n"
        "city: {call_types: [other], demand: {trace: trace.csv}}\n");
    Diagnostics found;
    load_world(files.path("town/played.yaml"), {}, found);
    return text_of(found);
  };
  std::string degrees = "at_s,x_m,y_m\n", metres = degrees, other = degrees;
  for (int i = 0; i < 6; ++i) {
    degrees += fmt::format("{},{},{}\n", 600 * i, 109.84 + 0.001 * i, 40.65);
    metres += fmt::format("{},{},{}\n", 600 * i, 80 * i, 40);
    other += fmt::format("{},{},{}\n", 600 * i, 90000 + 100 * i, 40);
  }
  CHECK_THAT(said(degrees), Catch::Contains("warning: all 6 calls lie within [109.84, 40.65] and "
                                            "[109.845, 40.65] m: these look like longitude"));
  CHECK(said(metres) == "");
  CHECK_THAT(said(other), Catch::Contains("error: 6 of 6 calls lie more than 500 m from every "
                                          "junction, the furthest 88.5 km\n  hint: x_m and y_m "
                                          "are metres of the city's plane"));
}
