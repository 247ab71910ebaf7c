// SPDX-License-Identifier: Apache-2.0
// What was written, opened again.
#include "export/write.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "base/csv.hpp"
#include "base/diagnostics.hpp"
#include "export/layers.hpp"
#include "export/opened.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "space/made_up_town.hpp"
#include "support/seed.hpp"

namespace {

namespace fs = std::filesystem;
using namespace vedette;
using namespace vedette::gis;

// A made-up town as a scenario would have it.
World town(std::uint64_t seed, bool on_the_globe) {
  const MadeUpTown made = made_up_town({seed, 90, 4});
  World w = test::small_world();
  w.start = "2026-03-02T00:00:00+08:00";
  w.marks_us = {60'000'000, 180'000'000, 300'000'000};
  w.city.roads = std::make_shared<const RoadGraph>(road_graph(made));
  w.city.siren_factor = 1.3;
  if (on_the_globe) w.city.geo_origin = {8.0, 50.0};
  w.city.areas.clear();
  w.city.stations.clear();
  const auto add = [&](EntityKind kind, const std::string& name) {
    w.entities.push_back({kind, name, 0, 0, 0});
    return EntityId(w.entities.size() - 1);
  };
  for (std::size_t i = 0; i < made.junctions.size(); ++i)
    w.city.areas.push_back({add(EntityKind::kArea, "area " + std::to_string(i)), NodeId(i),
                            static_cast<double>(made.junctions[i].millicalls_per_day) / 1000, 0, 0,
                            0});
  for (const auto& s : made.stations)
    w.city.stations.push_back({add(EntityKind::kStation, s.name), NodeId(s.junction), 0});
  return w;
}

Reference reference_of(const Material& m) {
  return {m.origin, m.start};
}

template <class Call>
std::string complaint(Call&& call) {
  try {
    call();
  } catch (const InputError& e) {
    return e.diagnostic.message;
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a GeoPackage holds what the layers hold, whole and valid") {
  const std::uint64_t seed = vedette::testing::seed();
  const bool globe = GENERATE(true, false);
  CAPTURE(seed, globe);
  const World world = town(seed, globe);
  const Material m = material_of(world);
  const auto layers = layers_of(m, nullptr);
  const test::Scratch scratch("export_gpkg");
  const std::string path = scratch / "town.gpkg";
  const auto written = write_geopackage(path, layers, reference_of(m));
  const auto back = test::opened(path);
  REQUIRE(back.size() == layers.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    CAPTURE(back[i].name);
    CHECK(back[i].name == layers[i].name);
    CHECK(back[i].features.size() == written[i].features);
    CHECK((back[i].authority == "EPSG:4326") == globe);
    for (const auto& f : back[i].features) CHECK(f.valid);
  }
  const auto& circles = test::layer_named(back, "response_circles");
  REQUIRE(circles.features.size() == 3);
  const auto& junctions = test::layer_named(back, "junctions");
  for (std::size_t k = 0; k < 3; ++k) {
    const double mark_s = circles.number(k, "mark_s");
    std::size_t within = 0;
    for (std::size_t n = 0; n < junctions.features.size(); ++n) {
      if (junctions.number(n, "circle_s") > mark_s) continue;
      ++within;
      // Within 1 m: the 60 m about the roads hold every junction that is reached.
      CHECK(test::distance(junctions.features[n].wkt, circles.features[k].wkt) <
            (globe ? 1e-5 : 1));
    }
    CHECK(circles.number(k, "junctions_within") == static_cast<double>(within));
    CHECK(circles.number(k, "share_junctions") ==
          Approx(static_cast<double>(within) / static_cast<double>(junctions.features.size())));
    CHECK(circles.number(k, "buffer_m") == 60);
    if (!globe)
      CHECK(test::area(circles.features[k].wkt) / 1e6 == Approx(circles.number(k, "area_km2")));
    if (k > 0) {
      CHECK(circles.number(k, "area_km2") >= circles.number(k - 1, "area_km2"));
      // Some square metres at most, of square kilometres, for the rounding of all corners.
      CHECK(test::area_outside(circles.features[k - 1].wkt, circles.features[k].wkt) <
            (globe ? 1e-9 : 10));
    }
  }
}

TEST_CASE("the same input gives the same bytes, and a GeoPackage is replaced") {
  const World world = town(1, true);
  const Material m = material_of(world);
  const auto layers = layers_of(m, nullptr);
  const test::Scratch scratch("export_bytes");
  for (const char* name : {"one.gpkg", "two.gpkg"})
    write_geopackage(scratch / name, layers, reference_of(m));
  const std::string bytes = test::bytes_of(scratch / "one.gpkg");
  CHECK(bytes == test::bytes_of(scratch / "two.gpkg"));
  CHECK(bytes.find("2026-03-01T16:00:00.000Z") != std::string::npos);
  write_geopackage(scratch / "two.gpkg", {layers[0]}, reference_of(m));
  CHECK(test::opened(scratch / "two.gpkg").size() == 1);
  write_geopackage(scratch / "two.gpkg", layers, reference_of(m));
  CHECK(bytes == test::bytes_of(scratch / "two.gpkg"));
  for (const char* folder : {"a", "b"}) {
    write_geojson(scratch / folder, layers, reference_of(m));
    write_csv(scratch / folder, layers, reference_of(m));
  }
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator(scratch / "a")) {
    ++files;
    CAPTURE(file.path().filename());
    CHECK(test::bytes_of(file.path()) ==
          test::bytes_of((fs::path(scratch / "b") / file.path().filename()).string()));
  }
  CHECK(files == 2 * layers.size());
}

TEST_CASE("times, texts and nothing at all come back from every format") {
  Layer layer;
  layer.name = "things";
  layer.description = "things";
  layer.fields = {{"n", FieldKind::kInteger},
                  {"x_m", FieldKind::kReal},
                  {"label"},
                  {"seen_time", FieldKind::kMoment}};
  layer.each = [](const auto& take) {
    take({{std::int64_t{7'000'000'000}, 0.1, "a \"b\", 小城\nc", Time{59'999'999}},
          {{1'000'000, 2'000'000}},
          {}});
    take({{Value(), Value(), Value(), Value()}, {{-1, 0}}, {}});
  };
  const test::Scratch scratch("export_values");
  const Reference globe{LonLat{8, 50}, "2026-03-02T00:00:00+08:00"}, plane{{}, globe.start};
  write_geopackage(scratch / "t.gpkg", {layer}, globe);
  write_geojson(scratch / "t.geojson", {layer}, globe);
  for (const char* file : {"t.gpkg", "t.geojson"}) {
    CAPTURE(file);
    const auto back = test::opened(scratch / file).at(0);
    CHECK(back.authority == "EPSG:4326");
    CHECK(back.fields.at("seen_time") == "DateTime");
    REQUIRE(back.features.size() == 2);
    CHECK(back.features[0].values.at("n") == "7000000000");
    CHECK(back.number(0, "x_m") == 0.1);
    CHECK(back.features[0].values.at("label") == "a \"b\", 小城\nc");
    CHECK(back.features[0].values.at("seen_time") == "2026/03/01 16:00:59.999+00");
    CHECK(back.features[1].values.empty());
    const LonLat place = GeoFrame({8, 50}).to_lon_lat({1'000'000, 2'000'000});
    CHECK(test::distance(back.features[0].wkt, "POINT (" + std::to_string(place.lon) + " " +
                                                   std::to_string(place.lat) + ")") < 2e-6);
  }
  write_geojson(scratch / "plane.geojson", {layer}, plane);
  const std::string text = test::bytes_of(scratch / "plane.geojson");
  CHECK(text.find("[ 1000.0, 2000.0 ]") != std::string::npos);
  CHECK(text.find("crs") == std::string::npos);
  CHECK(text.find("2026-03-01T16:00:59.999Z") != std::string::npos);
  write_csv(scratch / "csv", {layer}, globe);
  const CsvTable table = CsvTable::read(scratch / "csv/things.csv");
  CHECK(table.columns() == std::vector<std::string>{"n", "x_m", "label", "seen_time", "east_m",
                                                    "north_m", "lon", "lat"});
  REQUIRE(table.rows() == 2);
  CHECK(table.text(0, 2) == "a \"b\", 小城\nc");
  CHECK(table.text(0, 3) == "2026-03-01T16:00:59.999Z");
  CHECK(*table.number(0, 4) == 1000);
  CHECK(*table.number(1, 4) == -0.001);
  CHECK(table.empty(1, 0));
}

TEST_CASE("figures become a table") {
  Summary summary;
  summary.rows = {{"calls.n", 12, 12, 12, false, 1, 12},
                  {"calls.response_s.p50", 100.5, 90, 111, true, 5, 60}};
  const test::Scratch scratch("export_figures");
  write_figures_csv(scratch / "out", summary, Lang::kEn);
  const CsvTable table = CsvTable::read(scratch / "out/figures.csv");
  REQUIRE(table.rows() == 2);
  CHECK(table.text(1, table.column("id")) == "calls.response_s.p50");
  CHECK(table.text(1, table.column("unit")) == "s");
  CHECK(*table.number(1, table.column("high")) == 111);
  CHECK(table.empty(0, table.column("low")));
  CHECK(*table.integer(1, table.column("n")) == 60);
}

TEST_CASE("where nothing can be written a sentence says so, and nothing is lost") {
  const World world = town(1, true);
  const Material m = material_of(world);
  const auto layers = layers_of(m, nullptr);
  const Reference at = reference_of(m);
  const test::Scratch scratch("export_bad");
  test::write_bytes(scratch / "mine.txt", "my notes");
  test::write_bytes(scratch / "other.gpkg", std::string(100, 'x'));
  CHECK(complaint([&] {
          write_geopackage(scratch / "no/such.gpkg", layers, at);
        }).starts_with("there is no folder "));
  CHECK(complaint([&] { write_geopackage(scratch / "other.gpkg", layers, at); }) ==
        "a file that is no GeoPackage stands here; it is left as it is");
  CHECK(test::bytes_of(scratch / "other.gpkg") == std::string(100, 'x'));
  fs::create_directories(scratch / "folder.gpkg");
  CHECK(complaint([&] { write_geopackage(scratch / "folder.gpkg", layers, at); }) ==
        "something that is no file stands here");
  CHECK(complaint([&] { write_geojson(scratch / "all.geojson", layers, at); }) ==
        "a GeoJSON file holds one layer, a folder all");
  CHECK(complaint([&] { write_csv(scratch / "mine.txt", layers, at); }) ==
        "this is a file; a folder is needed here");
  CHECK(complaint([&] { write_csv(scratch / "mine.txt/x", layers, at); }) ==
        "this folder cannot be made");
  CHECK(test::bytes_of(scratch / "mine.txt") == "my notes");
  CHECK(complaint([&] { write_geojson(scratch / "mine.txt", layers, at); }) ==
        "this is a file; a folder is needed here");
  // A failure halfway keeps what stood there before, and leaves nothing behind.
  write_geopackage(scratch / "kept.gpkg", layers, at);
  const std::string before = test::bytes_of(scratch / "kept.gpkg");
  Layer broken = layers[0];
  broken.each = [](const auto&) { throw std::runtime_error("the recording is gone"); };
  CHECK(complaint([&] { write_geopackage(scratch / "kept.gpkg", {broken}, at); }) ==
        "the recording is gone");
  CHECK(test::bytes_of(scratch / "kept.gpkg") == before);
  CHECK_FALSE(fs::exists(scratch / "kept.part.gpkg"));
  // A full disk is told by the device that always is.
  if (fs::exists("/dev/full")) {
    fs::create_symlink("/dev/full", scratch / "things.part.csv");
    Layer full = layers[0];
    full.name = "things";
    CHECK(complaint([&] {
            write_csv(fs::path(scratch / "mine.txt").parent_path(), {full}, at);
          }).starts_with("cannot write "));
  }
}
