// SPDX-License-Identifier: Apache-2.0
// Cases of blockade, location and set_cover: the forms of their inputs, and what is said about
// broken ones. Their values stand in the pack.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "study/validation/judge.hpp"
#include "study/validation/pack.hpp"

using namespace vedette;
using namespace vedette::validation;

namespace {

const std::string kFolder = std::string(VEDETTE_BINARY_DIR) + "/validation_location_test";

// What loading and the formulas say, then every figure that is not as expected.
std::string outcome(const std::string& model, const std::string& inputs,
                    const std::string& expect) {
  Diagnostics found;
  const Pack pack =
      load_pack_text("cases:\n  a:\n    source: by hand\n    model: " + model + "\n    inputs: {" +
                         inputs + "}\n    expect: {" + expect + "}\n",
                     "cases.yaml", found);
  const Report report =
      found.has_errors() ? Report{} : run_pack(pack, DataFolder({kFolder}), found);
  std::string all;
  for (const Diagnostic& d : found.sorted()) all += to_text(d) + "\n";
  for (const CaseResult& result : report.cases) {
    all += result.absent;
    for (const Row& row : result.rows)
      if (!row.passed)
        all += row.figure + " is " +
               (row.ours_text.empty() ? std::to_string(row.ours) : row.ours_text) + "\n";
  }
  return all;
}

void write(const std::string& name, const std::string& text) {
  std::filesystem::create_directories(kFolder);
  std::ofstream(kFolder + "/" + name) << text;
}

const std::string kRoads =
    "nodes: [{id: 1, x_m: 0, district: A}, {id: 2, x_m: 1000, district: A},"
    " {id: 3, x_m: 2000, district: B, weight: 5}],"
    " roads: [{from: 1, to: 2}, {from: 2, to: 3}], speed_kmh: 60";
const std::string kLine = "distances: [[0, 1, 2], [1, 0, 1], [2, 1, 0]]";

}  // namespace

TEST_CASE("a blockade from roads, a matrix, a file") {
  CHECK(outcome("blockade", kRoads + ", sources: [1, 2], exits: [2, 3], turnout_s: 30",
                "longest_s: 90, total_s: 180, assignment: [1>2, 2>3], time_s: {2: 90, 3: 90}") ==
        "");
  CHECK(outcome("blockade", kRoads + ", sources: [1, 2, 3], exits: [1, 3], district: A",
                "sources: 2, exits: 1, closed: 1, total_s: 0, open: []") == "");
  CHECK(outcome("blockade", "times: [[1, 2], [3, null]], seconds_per_unit: 60",
                "longest_min: 3, total_min: 5, used: [1, 2]") == "");
  write("times.csv", "unit,exit,t\na,x,5\na,y,7\nb,x,6\nc,y,1\n");
  const std::string file = "times: {file: times.csv, source: unit, target: exit, time: t}";
  CHECK(outcome("blockade", file, "longest_s: 5, total_s: 6, assignment: [a>x, c>y]") == "");
  CHECK(outcome("blockade", file + ", sources: [a, b]", "longest_s: 7, total_s: 13") == "");
}

TEST_CASE("locations from roads, a matrix, a file") {
  CHECK(outcome("location", "problem: p_median, p: 1, " + kRoads,
                "objective: 180, mean_min: 0.42857142857, sites: [3]") == "");
  CHECK(outcome("location", "problem: p_median, p: 1, by: length, candidates: [1], " + kRoads,
                "objective: 11000, longest_distance: 2000, sites: [1]") == "");
  CHECK(outcome("location",
                "problem: lscp, cover_min: 1, district: A, existing: [1], candidates: [2], "
                "targets: [1, 2, 3], " +
                    kRoads,
                "objective: 0, sites: [], covered_targets: 2") == "");
  CHECK(outcome("location", "problem: mclp, p: 1, cover: 1, weights: {1: 5, 2: 0, 3: 1}, " + kLine,
                "objective: 6, covered_share: 1, sites: [2]") == "");
  CHECK(outcome("location", "problem: p_center, sites: [1], " + kLine, "objective: 2") == "");
  write("far.csv", "from,to,d,w\ns,a,1,10\ns,b,4,20\nt,b,2,20\n");
  const std::string file =
      "distances: {file: far.csv, source: from, target: to, distance: d, weight: w}";
  CHECK(outcome("location", "problem: p_median, p: [1, 2], " + file,
                "objective: [90, 50], total_weight: 30") == "");
  CHECK(outcome("location", "problem: mclp, p: 1, cover: 2, " + file, "sites: [t]") == "");
  CHECK(outcome("location", "problem: mclp, p: 1, cover: 4, targets: [a], " + file,
                "sites: [s], objective: 10, covered_share: 1") == "");
}

TEST_CASE("covers from sets, rows and files") {
  CHECK(outcome("set_cover", "sets: [[a, b], [b, c], [c]], count_ways: true",
                "rows: 3, columns: 3, optimum: 2, ways: 2") == "");
  write("samples.txt", "3 4\n0\n2\n0 1\n1\n2\n1 2\n2\n1\n3\n");
  CHECK(outcome("set_cover", "file: samples.txt", "optimum: 2, cover: [1, 3], lower_bound: 2") ==
        "");
  write("scp.txt", "2 3\n1 1 1\n2\n1 2\n2\n2 3\n");
  CHECK(outcome("set_cover", "file: scp.txt, format: or_library", "optimum: 1, cover: [2]") == "");
}

TEST_CASE("what is wrong with a location is told at its place") {
  const std::string at = "cases.yaml:5:";
  CHECK(outcome("location", "problem: mclp, p: 1, " + kLine, "objective: 1") ==
        at + "5: error: 'mclp' needs 'cover'\n"
             "  hint: distance or time within which a target counts as covered\n");
  CHECK(outcome("location", "problem: p_median, " + kLine, "objective: 1") ==
        at + "5: error: 'p' is missing in the inputs\n");
  CHECK(outcome("location", "problem: p_median, p: 4, " + kLine, "objective: 1") ==
        at + "5: error: the inputs do not fit: 4 new sites of 3 that are free\n");
  CHECK(outcome("location", "problem: lscp, cover: 1, distances: [[1, 2], [2, null]]",
                "objective: 1") == at + "5: error: no site covers the targets 2\n");
  CHECK(outcome("location", "problem: p_center, p: 1, distances: [[1, null], [null, 1]]",
                "objective: 1") == at + "5: error: no such number of sites reaches every target\n");
  CHECK(outcome("location", "problem: p_center, p: 1, distances: [[1, 2], [3]]", "objective: 1") ==
        at + "59: error: this row has 1 entries, the first one 2\n");
  CHECK(outcome("location", "problem: p_center, p: 1, candidates: [a, b], " + kLine,
                "objective: 1") ==
        at + "51: error: 'candidates' must name the 3 rows or columns of the matrix\n");
  CHECK(outcome("location", "problem: p_center, p: 1, weights: {4: 1}, " + kLine, "objective: 1") ==
        at + "49: error: there is no target '4'\n  hint: Did you mean '1'?\n");
  CHECK(outcome("location", "problem: p_center, p: 1, by: length, " + kLine, "objective: 1") ==
        at + "39: error: 'by' means something only with a road network, not with 'distances'\n");
}

TEST_CASE("what is wrong with a blockade or a cover is told at its place") {
  const std::string at = "cases.yaml:5:";
  CHECK(outcome("blockade", "sources: [1], exits: [2]", "closed: 1") ==
        at + "5: error: 'nodes' is missing in the inputs\n");
  CHECK(outcome("blockade", kRoads + ", sources: [1]", "closed: 1") ==
        at + "5: error: 'exits' is missing in the inputs\n");
  CHECK(outcome("set_cover", "rows: [[a], []]", "optimum: 1") ==
        at + "5: error: nothing covers row 2\n");
  CHECK(outcome("set_cover", "sets: [[a]], elements: [a, b]", "optimum: 1") ==
        at + "5: error: nothing covers 'b'\n");
  CHECK(outcome("set_cover", "steps: 5", "optimum: 1") ==
        at + "5: error: 'sets' is missing in the inputs\n");
  CHECK(outcome("set_cover", "sets: [[a], [b]], elements: [a]", "optimum: 1") ==
        at + "27: error: 'b' is not among the elements\n");
  CHECK(outcome("set_cover", "file: nowhere.txt", "optimum: 1") == "nowhere.txt");
  write("broken.txt", "2 2\n0\n1\n7\n");
  CHECK(outcome("set_cover", "file: broken.txt", "optimum: 1") ==
        kFolder + "/broken.txt:4:1: error: here stands no column (a whole number up to 1)\n");
}
