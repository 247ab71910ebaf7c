// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "import_support.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

// What is found when one input file reads otherwise; nothing may have been written then.
std::string with(const std::string& file, std::string_view text) {
  TinyImport tiny;
  tiny.write(file, text);
  const std::string found = tiny.run();
  CHECK_FALSE(tiny.written);
  CHECK_FALSE(std::filesystem::exists(tiny.path("out")));
  return found;
}

std::string with_mapping(std::string_view from, std::string_view to) {
  TinyImport tiny;
  tiny.change_mapping(from, to);
  const std::string found = tiny.run();
  CHECK_FALSE(tiny.written);
  CHECK_FALSE(std::filesystem::exists(tiny.path("out")));
  CHECK_FALSE(std::filesystem::exists(tiny.path("out.partial-1")));
  return found;
}

}  // namespace

TEST_CASE("bad cells are all told at once, with their places") {
  TinyImport tiny;
  tiny.write("in/nodes.csv",
             "nr,east,north,part,calls\n1,0,zero,A,1\n1,1,1,A,-2\n,2,2,A,many\n4,99999,0,A,0\n");
  tiny.write("in/roads.csv", "a,b,km,kmh,way\n1,44,,,\n1,4,-3,400,maybe\n");
  tiny.write("in/posts.csv", "post,at\nP1,1\nP1,5\n");
  tiny.write("in/parts.csv", "part,people\nA,1\nA,2\n");
  CHECK(tiny.run() ==
        "in/nodes.csv:2:5: error: 'zero' in column 'north' is not a number\n"
        "in/nodes.csv:3:1: error: junction '1' is there twice\n"
        "  hint: first in line 2\n"
        "in/nodes.csv:3:9: error: there cannot be less than no call\n"
        "in/nodes.csv:4:1: error: a junction needs an id\n"
        "in/nodes.csv:4:8: error: 'many' in column 'calls' is not a number\n"
        "in/nodes.csv:5:3: error: 9999900 m from the origin: at most 1000000 m\n"
        "  hint: is metres_per_unit right? give an origin in the mapping\n"
        "in/parts.csv:3:1: error: district 'A' is there twice\n"
        "  hint: first in line 2\n"
        "in/posts.csv:3:1: error: station 'P1' is there twice\n"
        "  hint: first in line 2\n"
        "in/posts.csv:3:4: error: there is no junction '5'\n"
        "  hint: did you mean '1'?\n"
        "in/roads.csv:2:3: error: there is no junction '44'\n"
        "  hint: did you mean '4'?\n"
        "in/roads.csv:3:5: error: a length in m of -3000 is not in [0, 1000000]\n"
        "in/roads.csv:3:8: error: a speed in km/h of 400 is not in [0.001, 300]\n"
        "in/roads.csv:3:12: error: 'maybe' does not say whether the road is one-way\n"
        "  hint: 1, true, yes or 是; 0, false, no, 否 or empty\n");
}

TEST_CASE("missing files, columns and rows") {
  CHECK(with_mapping("file: nodes.csv", "file: node.csv") ==
        "town.yaml:6:11: error: no such file: 'in/node.csv'\n  hint: did you mean 'nodes.csv'?\n");
  CHECK(with_mapping("x: east", "x: eest") ==
        "in/nodes.csv:1:1: error: no column 'eest'\n  hint: did you mean 'east'?\n");
  CHECK(with_mapping("keep: [people]", "keep: [inhabitants]") ==
        "in/parts.csv:1:1: error: no column 'inhabitants'\n  hint: columns: part people colour\n");
  CHECK(with("in/nodes.csv", "") == "in/nodes.csv: error: no header row: the file holds no data\n");
  CHECK(with("in/nodes.csv", "nr,east,north,part,calls\n")
            .find("in/nodes.csv:1:1: error: there is no junction in this file\n") == 0);
  CHECK(with("in/roads.csv", "a,b,km,kmh,way\n") ==
        "in/roads.csv:1:1: error: there is no road in this file\n");
  CHECK(with("in/nodes.csv", "nr,east,north,part,calls\n1,2\n") ==
        "in/nodes.csv:2:1: error: 2 fields in this row, 5 in the header\n");
  CHECK(with("in/nodes.csv", "nr,east,north,part,calls,,\n") ==
        "in/nodes.csv:1:27: error: column '' stands twice\n");
  CHECK(with("in/nodes.csv", "nr,east,north,part,calls\n\xb1\xb1,0,0,A,1\n") ==
        "in/nodes.csv:2:1: error: not valid UTF-8 (byte 0xb1): the file looks like GBK\n"
        "  hint: save it as UTF-8, or: iconv -f GB18030 -t UTF-8 'in/nodes.csv' > utf-8.csv\n");
  CHECK(with("in/nodes.csv", "nr,east,north,part,calls\ncaf\xe9,0,0,A,1\n") ==
        "in/nodes.csv:2:4: error: not valid UTF-8 (byte 0xe9)\n  hint: save the file as UTF-8\n");
}

TEST_CASE("the folder to import must be there and hold something") {
  TinyImport tiny;
  CHECK(tiny.run("nowhere") == "nowhere: error: no such file or folder: 'nowhere'\n");
  std::filesystem::create_directory(tiny.path("empty"));
  CHECK(tiny.run("empty") == "empty: error: there is no file in this folder\n");
}

TEST_CASE("a faulty mapping is told in the mapping") {
  CHECK(with_mapping("    x: east", "    xx: east").find("town.yaml:8:5: error: ") == 0);
  CHECK(with_mapping("metres_per_unit: 100", "metres_per_unit: wide")
            .find("town.yaml:10:22: error: ") == 0);
  CHECK(with_mapping("road_type: lanes", "road_type: lames").find("town.yaml:44:19: error: ") == 0);
  CHECK(with_mapping("    speed: kmh\n", "    speed: kmh\n    both_ways: true\n") ==
        "town.yaml:20:5: error: both_ways and a column oneway say the same twice\n"
        "  hint: give one of them\n");
  CHECK(with_mapping("    length: km\n", "") ==
        "town.yaml:17:5: error: there is no column 'length' for length_metres_per_unit\n");
  CHECK(with_mapping("x: east", "x: Lon").find("town.yaml:8:8: error: longitude and latitude") !=
        std::string::npos);
  CHECK(with_mapping("file: nodes.csv", "separator: \"ä\"\n    file: nodes.csv") ==
        "town.yaml:6:16: error: the separator is one plain character\n"
        "  hint: for example \",\", \";\" or \"\\t\"\n");
}

TEST_CASE("what only the compiler finds is told in the mapping too, and nothing is written") {
  CHECK(with_mapping("2026-03-02", "2026-13-02") ==
        "town.yaml:24:8: error: there is no such day: 2026-13-02\n");
  CHECK(
      with_mapping(", call_types: [call]", "").find("town.yaml:44:1: error: there are calls but") ==
      0);
  CHECK(with_mapping("      sources: {\"*\": \"assumption: a test\"}",
                     "      sources: {siren_factor: \"assumption: a test\"}") ==
        "town.yaml:29:7: error: models.roads.lanes.default_speed_kmh has no source\n"
        "  hint: name it under 'sources': a citation, or 'assumption: why'\n");
}

TEST_CASE("roads shorter than a straight line make one suspicious") {
  TinyImport tiny;
  tiny.change_mapping("length_metres_per_unit: 1000", "length_metres_per_unit: 1");
  CHECK(tiny.run() ==
        "town.yaml:17:13: warning: 2 of 6 roads are shorter than the straight line between their "
        "ends\n  hint: are metres_per_unit and length_metres_per_unit right?\n");
  CHECK(tiny.written);
}

TEST_CASE("a folder that is no import is never touched") {
  TinyImport tiny;
  tiny.write("out/scenario.yaml", "mine");
  CHECK(tiny.run() ==
        "out: error: this folder is not an earlier import: it has no import-report.json\n"
        "  hint: nothing was written; name another folder with -o\n");
  CHECK(tiny.read("out/scenario.yaml") == "mine");
  CHECK(tiny.run("in", "town.yaml") ==
        "town.yaml: error: this exists and is no folder\n"
        "  hint: name another folder with -o\n");
  std::filesystem::create_directory(tiny.path("bare"));
  CHECK(tiny.run("in", "bare") == "");
}

TEST_CASE("a place that cannot be written is a failure of its own") {
  TinyImport tiny;
  CHECK_THROWS_AS(tiny.run("in", "town.yaml/out"), ImportWriteError);
  CHECK_THROWS_AS(tiny.run("in", std::string(300, 'x')), ImportWriteError);
}

TEST_CASE("one-way in the words of Chinese tables, and a table in GBK told once") {
  TinyImport tiny;
  tiny.write("in/roads.csv", "a,b,km,kmh,way\n1,2,0.6,,否\n2,3,,40,双向\n1,3,0.61,30,是\n");
  CHECK(tiny.run() == "");
  CHECK(tiny.written);
  CHECK(tiny.read("out/roads.csv") ==
        "from,to,length_m,speed_kmh,oneway\n1,2,600,,0\n2,3,,40,0\n1,3,610,30,1\n");

  // The junctions cannot be read: nothing can be placed, and that is told once.
  TinyImport gbk;
  std::string mapping(kTinyMapping);
  const std::size_t begin = mapping.find("tables:"), end = mapping.find("name:");
  mapping.replace(begin, end - begin,
                  "tables:\n"
                  "  junctions: {file: n.csv, id: id, x: lon, y: lat, coordinates: gcj02}\n"
                  "  roads: {file: roads.csv, from: a, to: b, both_ways: true}\n"
                  "  stations: {file: s.csv, id: id, x: lon, y: lat}\n"
                  "  demand: {file: s.csv, x: lon, y: lat, calls: calls}\n"
                  "stations: {P9: {at: [8, 50]}}\n");
  gbk.write("town.yaml", mapping);
  gbk.write("in/n.csv", "id,lon,lat\n\xd6\xd0\xc9\xbd,8,50\n");
  gbk.write("in/s.csv", "id,lon,lat,calls\nP1,8,50,1\nP2,8,50,1\nP3,8,50,1\n");
  CHECK(gbk.run() ==
        "in/n.csv:2:1: error: not valid UTF-8 (byte 0xd6): the file looks like GBK\n"
        "  hint: save it as UTF-8, or: iconv -f GB18030 -t UTF-8 'in/n.csv' > utf-8.csv\n");
}
