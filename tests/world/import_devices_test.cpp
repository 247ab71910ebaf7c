// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_devices.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "world/document/document.hpp"

using namespace vedette;
namespace fs = std::filesystem;

namespace {

struct Scratch {
  fs::path folder = fs::temp_directory_path() / "vedette-devices-test";
  Scratch() {
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  ~Scratch() { fs::remove_all(folder); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
};

}  // namespace

TEST_CASE("A maker's camera schedule, with what is left out and why", "[devices]") {
  const Scratch scratch;
  const std::string in = scratch.file("schedule.csv",
                                      "Tag,Model,East,North,Bearing,Mount,Status\n"
                                      "C-1,BULLET,10.5,20,90,4,in use\n"
                                      "C-2,SPEAKER,11,21,0,,in use\n"
                                      "C-3,BULLET,,,0,4,in use\n"
                                      "C-4,DOME,12,22,-45,3,removed\n"
                                      "7,DOME,12,22,180,,in use\n");
  const std::string mapping =
      scratch.file("mapping.yaml",
                   "source: made up\n"
                   "columns: {id: Tag, type: Model, x_m: East, y_m: North,\n"
                   "  azimuth_deg: Bearing, height_m: Mount}\n"
                   "types: {BULLET: perimeter-4mp, DOME: dome-4k}\n"
                   "leave_out: {Status: [removed]}\n"
                   "offset_m: [100, 0]\n");
  Diagnostics found;
  const auto import = import_devices(in, mapping, found);
  for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(import);
  CHECK(import->cameras_yaml ==
        "# Made by `vedette import devices`; include it in a scenario.\n"
        "site:\n  cameras:\n"
        "    \"C-1\": {type: \"perimeter-4mp\", at: [110.5, 20], azimuth_deg: 90, height_m: 4}\n"
        "    \"7\": {type: \"dome-4k\", at: [112, 22], azimuth_deg: 180}\n");
  CHECK(import->report["taken"] == 2);
  CHECK(import->report["dropped"] == 3);
  CHECK(import->report["dropped_because"].size() == 3);
  CHECK(write_devices(*import, (scratch.folder / "out").string(), found));
  CHECK(write_devices(*import, (scratch.folder / "out").string(), found));
  CHECK_FALSE(write_devices(*import, scratch.folder.string(), found));
}

TEST_CASE("A schedule that goes out comes in again", "[devices]") {
  const Scratch scratch;
  const std::string scenario =
      R"({"site": {"cameras": {"a": {"type": "t", "at": [1.5, -2], "azimuth_deg": 30, "height_m": 4,
          "tilt_deg": 12.5, "host": "h"}, "b": {"type": "t", "at": [0, 0], "azimuth_deg": 0}}}})";
  const std::string table = device_schedule(scenario);
  Diagnostics found;
  const auto import = import_devices(scratch.file("out.csv", table), "", found);
  for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(import);
  CHECK(import->report["dropped"] == 0);
  const std::string yaml = scratch.file("cameras.yaml", import->cameras_yaml);
  const Document again = read_document(yaml, found);
  CHECK_FALSE(found.has_errors());
  CHECK(again.root == Json::parse(scenario));
  CHECK(device_schedule(again.root.dump()) == table);
}

TEST_CASE("Faulty schedules are told with their place", "[devices]") {
  const Scratch scratch;
  const auto said = [&](const std::string& text, const std::string& mapping = "") {
    Diagnostics found;
    CHECK_FALSE(import_devices(scratch.file("in.csv", text),
                               mapping.empty() ? "" : scratch.file("m.yaml", mapping), found));
    std::string all;
    for (const Diagnostic& d : found.sorted()) all += to_text(d) + "\n";
    return all;
  };
  CHECK_THAT(said("id,type\n"), Catch::Contains("there is no column 'x_m'"));
  CHECK_THAT(said("id,type,x_m,y_m,azimuth_deg\na,t,1,2,north\n"), Catch::Contains("in.csv:2:"));
  CHECK_THAT(said("id,type,x_m,y_m,azimuth_deg\na,t,1,2,0\na,t,1,2,0\n"),
             Catch::Contains("there is a camera 'a' already"));
  CHECK_THAT(said("id,type,x_m,y_m,azimuth_deg\na b,t,1,2,0\n"), Catch::Contains("is no id"));
  const std::string ranges = said(
      "id,type,x_m,y_m,azimuth_deg,height_m,floor,range_m\na,t,1,2,370,4,1,30\n"
      "b,t,1,2,0,-3,1.5,0\n");
  CHECK_THAT(ranges, Catch::Contains("in.csv:2:9: error: azimuth_deg must be at most 360, found "
                                     "370"));
  CHECK_THAT(ranges, Catch::Contains("in.csv:3:11: error: height_m must be at least 0, found -3"));
  CHECK_THAT(ranges, Catch::Contains("floor must be a whole number, found 1.5"));
  CHECK_THAT(ranges, Catch::Contains("range_m must be more than 0, found 0"));
  CHECK_THAT(said("id,type,x_m,y_m,azimuth_deg\na,t,,2,0\n"), Catch::Contains("no row"));
  CHECK_THAT(said("id,type,x_m,y_m,azimuth_deg\na,t,1,2,0\n", "colums: {}\n"),
             Catch::Contains("columns"));
  CHECK_THAT(said("x"), Catch::Contains("no column"));
}

TEST_CASE("Cameras in degrees, and figures in other units", "[devices]") {
  const Scratch scratch;
  std::string said;
  const auto run = [&](const std::string& text, const std::string& mapping) {
    Diagnostics found;
    const auto import =
        import_devices(scratch.file("in.csv", text),
                       mapping.empty() ? "" : scratch.file("m.yaml", mapping), found);
    said.clear();
    for (const Diagnostic& d : found.sorted()) said += to_text(d) + "\n";
    return import ? import->cameras_yaml : std::string();
  };
  const std::string degrees =
      "id,type,lon,lat,azimuth_deg\na,t,106.8,39.7,0\nb,t,106.801,39.7,0\nc,t,106.8,39.701,0\n";
  const std::string columns = "columns: {x_m: lon, y_m: lat}\n";
  CHECK(run(degrees, columns).empty());
  CHECK_THAT(said, Catch::Contains("longitude and latitude are not metres\n  hint: say "
                                   "coordinates: wgs84 (or gcj02) and geo_anchor"));
  const std::string placed =
      run(degrees, columns + "coordinates: wgs84\ngeo_anchor: [106.8, 39.7]\n");
  CHECK(said.empty());
  CHECK_THAT(placed, Catch::Contains("at: [0, 0]"));
  CHECK_THAT(placed, Catch::Contains("at: [85.7"));  // cos 39.7 deg x 111.4 m
  CHECK_THAT(placed, Catch::Contains("111.0"));      // north
  const std::string shifted =
      run(degrees, columns + "coordinates: gcj02\ngeo_anchor: [106.8, 39.7]\n");
  CHECK_FALSE(shifted.empty());
  CHECK(shifted != placed);
  CHECK(run(degrees, columns + "coordinates: wgs84\n").empty());
  CHECK_THAT(said, Catch::Contains("degrees need a geo_anchor"));
  CHECK(run(degrees, columns + "coordinates: wgs84\ngeo_anchor: [116, 39.7]\n").empty());
  CHECK_THAT(said, Catch::Contains("is no place near the geo_anchor"));

  const std::string head = "id,type,x_m,y_m,azimuth_deg,height_m\n";
  CHECK(run(head + "a,t,106.8,39.7,0,4\nb,t,106.801,39.7,0,4\nc,t,106.8,39.701,0,4\n", "").empty());
  CHECK_THAT(said,
             Catch::Contains("all 3 cameras stand within one metre: these look like degrees"));
  CHECK_FALSE(run(head + "a,t,1,2,0,450\nb,t,30,2,0,4\nc,t,1,40,0,380\n", "").empty());
  CHECK_THAT(said, Catch::Contains("in.csv:2:11: warning: 2 of 3 cameras hang higher than 60 m, "
                                   "this one 450 m\n  hint: height_m is in metres"));
  CHECK_FALSE(run(head + "a,t,1,2,0,4\nb,t,30,2,0,4\nc,t,440000,40,0,3\n", "").empty());
  CHECK_THAT(said, Catch::Contains("1 of 3 cameras stand more than 20 km from the middle one, the "
                                   "furthest 440.0 km"));
  CHECK(run("id,type,x_m,y_m,azimuth_deg\n\xb1\xb1,t,1,2,0\n", "").empty());
  CHECK_THAT(said, Catch::Contains("looks like GBK"));
}
