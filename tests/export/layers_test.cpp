// SPDX-License-Identifier: Apache-2.0
#include "export/layers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "engine/small_scenarios.hpp"
#include "record/recording.hpp"
#include "record/scratch.hpp"
#include "record/small_world.hpp"
#include "report/report_parts.hpp"

namespace {

using namespace vedette;
using namespace vedette::gis;

World world_on_the_globe() {
  World w = test::small_world();
  w.city.geo_origin = {8.0, 50.0};
  w.city.siren_factor = 1.25;
  w.effective_json = R"({"city":{"geo_origin":[8.0,50.0],"road_type":"lanes"},)"
                     R"("models":{"roads":{"lanes":{"siren_factor":1.25}}}})";
  return w;
}

std::vector<Feature> features(const Layer& layer) {
  std::vector<Feature> out;
  layer.each([&](const Feature& f) { out.push_back(f); });
  return out;
}

const Layer& named(const std::vector<Layer>& layers, const std::string& name) {
  for (const Layer& l : layers)
    if (l.name == name) return l;
  throw std::out_of_range("no layer " + name);
}

std::size_t column(const Layer& layer, const std::string& name) {
  for (std::size_t i = 0; i < layer.fields.size(); ++i)
    if (layer.fields[i].name == name) return i;
  throw std::out_of_range("no field " + name);
}

template <class T>
T get(const Layer& layer, const Feature& f, const std::string& field) {
  return std::get<T>(f.values.at(column(layer, field)));
}

bool none(const Layer& layer, const Feature& f, const std::string& field) {
  return std::holds_alternative<std::monostate>(f.values.at(column(layer, field)));
}

// A recording of a made-up run of the world.
class Recorded {
 public:
  explicit Recorded(const World& world, RecordLevel level = RecordLevel::kFull) {
    Recording recording(path(), world, {1, 0, level, "0.1.0", ""});
    test::play(world, 5, 2000, {&recording});
    recording.close();
  }
  std::string path() const { return scratch_ / "run.vdt"; }

 private:
  test::Scratch scratch_{"export_layers"};
};

}  // namespace

TEST_CASE("layers fit their fields, and names are plain") {
  const World world = world_on_the_globe();
  const Recorded recorded(world);
  RecordingReader recording(recorded.path());
  const Material material = material_of(recording);
  std::set<std::string> names;
  for (const Layer& layer : layers_of(material, &recording)) {
    CAPTURE(layer.name);
    CHECK(names.insert(layer.name).second);
    CHECK_FALSE(layer.description.empty());
    std::set<std::string> fields;
    for (const Field& f : layer.fields) {
      CAPTURE(f.name);
      CHECK(fields.insert(f.name).second);
      CHECK(f.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos);
    }
    const auto all = features(layer);
    CHECK_FALSE(all.empty());
    for (const Feature& f : all) {
      REQUIRE(f.values.size() == layer.fields.size());
      for (std::size_t i = 0; i < f.values.size(); ++i) {
        const std::size_t kind = f.values[i].index();  // as in Value; 0: none
        const FieldKind want = layer.fields[i].kind;
        CAPTURE(layer.fields[i].name);
        CHECK((kind == 0 || (kind == 1 && want == FieldKind::kInteger) ||
               (kind == 2 && want == FieldKind::kReal) || (kind == 3 && want == FieldKind::kText) ||
               (kind == 4 && want == FieldKind::kMoment)));
      }
      if (layer.shape == ShapeKind::kPoint) CHECK(f.points.size() == 1);
      if (layer.shape == ShapeKind::kLine) {
        REQUIRE(f.points.size() >= 2);
        for (std::size_t i = 1; i < f.points.size(); ++i) CHECK(f.points[i] != f.points[i - 1]);
      }
    }
  }
  for (const char* name : {"junctions", "roads", "stations", "districts", "patrol_cells",
                           "response_circles", "incidents", "tracks", "moves", "halts", "buildings",
                           "walls", "fences", "zones", "cameras"})
    CHECK(names.count(name) == 1);
}

TEST_CASE("a scenario and its recording give the same static layers") {
  const World world = world_on_the_globe();
  const Recorded recorded(world, RecordLevel::kEvents);
  RecordingReader recording(recorded.path());
  const Material from_world = material_of(world), from_recording = material_of(recording);
  CHECK(from_recording.origin == from_world.origin);
  CHECK(from_recording.siren_factor == 1.25);
  const auto a = layers_of(from_world, nullptr), b = layers_of(from_recording, &recording);
  for (const char* name :
       {"junctions", "roads", "stations", "response_circles", "walls", "zones"}) {
    CAPTURE(name);
    const auto one = features(named(a, name)), two = features(named(b, name));
    REQUIRE(one.size() == two.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      CHECK(one[i].values == two[i].values);
      CHECK(one[i].points == two[i].points);
      CHECK(one[i].polygons == two[i].polygons);
    }
  }
  // Movements are not in a recording of events.
  CHECK_THROWS_AS(named(b, "tracks"), std::out_of_range);
  CHECK_THROWS_AS(named(a, "incidents"), std::out_of_range);
  // The scenario itself may override its road type.
  World other = world;
  other.effective_json = R"({"city":{"siren_factor":2,"road_type":"lanes"}})";
  const Recorded again(other);
  RecordingReader reader(again.path());
  CHECK(material_of(reader).siren_factor == 2);
  CHECK_FALSE(material_of(reader).origin);
}

TEST_CASE("calls of a cell and of a district, counted again") {
  const World world = world_on_the_globe();
  const Recorded recorded(world);
  RecordingReader recording(recorded.path());
  const Material material = material_of(recording);
  const auto layers = layers_of(material, &recording);
  // All calls of the made-up run come from area-1, in cell-1 and district D.
  std::int64_t n = 0, within = 0, unreached = 0;
  for (const Incident& i : recording.incidents()) {
    if (i.kind != IncidentKind::kCall || report::received(i) == kUnset) continue;
    ++n;
    const auto response = report::response(i);
    unreached += !response;
    within += response && *response <= material.marks.at(1);
  }
  REQUIRE(n > 50);
  for (const char* name : {"patrol_cells", "districts"}) {
    const Layer& layer = named(layers, name);
    const auto all = features(layer);
    REQUIRE(all.size() == 1);
    CHECK(get<std::int64_t>(layer, all[0], "calls") == n);
    CHECK(get<std::int64_t>(layer, all[0], "unreached") == unreached);
    CHECK(get<double>(layer, all[0], "share_within_180_s") ==
          Approx(static_cast<double>(within) / static_cast<double>(n)));
  }
  const Layer& cells = named(layers, "patrol_cells");
  CHECK(get<double>(cells, features(cells)[0], "calls_per_day") == 12.5);
  CHECK(get<double>(cells, features(cells)[0], "area_km2") == Approx(0.4));
  const Layer& incidents = named(layers, "incidents");
  CHECK(features(incidents).size() == recording.incidents().size());
}

TEST_CASE("movements: cut where the next begins, tracks where nothing stops, halts between") {
  World world = world_on_the_globe();
  const EntityId car = test::entity_named(world, "car-0");
  const test::Scratch scratch("export_moves");
  const std::string path = scratch / "moves.vdt";
  const auto at = [](int s) { return Time{0} + seconds(s); };
  {
    Recording recording(path, world, {1, 0, RecordLevel::kFull, "0.1.0", ""});
    recording.segment({car, at(10), at(20), 500, 800, 600, 800});
    recording.segment({car, at(20), at(40), 600, 800, 600, 900});  // on without a halt
    recording.segment({car, at(60), at(100), 600, 900, 700, 900});
    recording.segment({car, at(80), at(90), 650, 900, 650, 950});  // turned off halfway
    recording.finish(at(200));
    recording.close();
  }
  RecordingReader recording(path);
  const Material material = material_of(recording);
  const auto layers = layers_of(material, &recording);
  const Layer& tracks = named(layers, "tracks");
  const auto lines = features(tracks);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].points ==
        std::vector<PointMm>{{500'000, 800'000}, {600'000, 800'000}, {600'000, 900'000}});
  CHECK(get<double>(tracks, lines[0], "length_m") == 200);
  CHECK(get<double>(tracks, lines[0], "start_s") == 10);
  CHECK(get<double>(tracks, lines[0], "end_s") == 40);
  CHECK(lines[1].points ==
        std::vector<PointMm>{{600'000, 900'000}, {650'000, 900'000}, {650'000, 950'000}});
  const Layer& moves = named(layers, "moves");
  const auto steps = features(moves);
  REQUIRE(steps.size() == 4);
  CHECK(get<Time>(moves, steps[2], "end_time") == at(80));
  CHECK(get<double>(moves, steps[0], "speed_kmh") == Approx(36));
  const Layer& halts = named(layers, "halts");
  std::vector<std::pair<double, double>> stood;
  for (const Feature& f : features(halts))
    if (get<std::string>(halts, f, "name") == "car-0")
      stood.emplace_back(get<double>(halts, f, "start_s"), get<double>(halts, f, "end_s"));
  CHECK(stood == std::vector<std::pair<double, double>>{{0, 10}, {40, 60}, {90, 200}});
  for (const Feature& f : features(halts))
    CHECK(get<std::string>(halts, f, "name") != "intruder-1");
  CHECK(get<std::string>(halts, features(halts)[0], "fleet") == "cars");
  CHECK(none(halts, features(halts).back(), "fleet"));
}

TEST_CASE("coarser levels are made of the finest cells, exactly") {
  const vedette::testing::SmallCity city;
  for (const char* rule :
       {"columns: 4, rows: 3", "square_m: 700", "hexagon_m: 901", "balanced: 12"}) {
    CAPTURE(rule);
    const auto world = city.world(city.yaml(
        "", std::string("{") + rule +
                ", levels: [{name: street, balanced: 5}, {name: district, districts: true}, "
                "{name: city, balanced: 1}]}"));
    const Material m = material_of(*world);
    REQUIRE(m.levels.size() == 4);
    double finest = 0;
    for (const Material::Level& level : m.levels) {
      CAPTURE(level.name);
      std::vector<Polygon> outlines;
      double area = 0;
      for (const auto& shape : level.shapes)
        for (const Rings& rings : shape) {
          area += area_m2(rings);
          outlines.push_back(rings[0]);
        }
      if (&level == &m.levels.front()) finest = area;
      CHECK(area == Approx(finest).epsilon(1e-12));
      // As large together as the ground that they cover: nothing overlaps.
      double covered = 0;
      for (const Rings& rings : join_polygons(outlines)) covered += area_m2(rings);
      CHECK(area == Approx(covered).epsilon(1e-12));
      // Every place is in the cell that it is counted in.
      for (std::size_t a = 0; a < level.cell_of_area.size(); ++a) {
        REQUIRE(level.cell_of_area[a] < level.shapes.size());
        const auto& shape = level.shapes[level.cell_of_area[a]];
        const PointMm p = m.geometry.city.nodes[m.geometry.areas[a].node].at;
        CHECK(std::any_of(shape.begin(), shape.end(),
                          [&](const Rings& rings) { return contains(rings[0], p); }));
      }
    }
    CHECK(m.levels[3].shapes.size() == 1);
  }
}
