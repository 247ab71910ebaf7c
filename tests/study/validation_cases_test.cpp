// SPDX-License-Identifier: Apache-2.0
// Case files: what is read, and what is said about broken ones.
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "study/validation/judge.hpp"
#include "study/validation/pack.hpp"

using namespace vedette;
using namespace vedette::validation;

namespace {

// Everything that loading and the formulas say about a text.
std::string said(const std::string& text) {
  Diagnostics found;
  const Pack pack = load_pack_text(text, "cases.yaml", found);
  if (!found.has_errors()) run_pack(pack, DataFolder({}), found);
  std::string all;
  for (const Diagnostic& d : found.sorted()) all += to_text(d) + "\n";
  return all;
}

Report run(const std::string& text) {
  Diagnostics found;
  // Cases of the report point into the pack.
  static std::vector<std::unique_ptr<Pack>> packs;
  packs.push_back(std::make_unique<Pack>(load_pack_text(text, "cases.yaml", found)));
  for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE_FALSE(found.has_errors());
  Report report = run_pack(*packs.back(), DataFolder({}), found);
  for (const Diagnostic& d : found.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE_FALSE(found.has_errors());
  return report;
}

const std::string kErlang = "cases:\n  a:\n    source: by hand\n    model: erlang\n";

}  // namespace

TEST_CASE("cases stand in a map or in a list") {
  const Report map = run(kErlang +
                         "    inputs: {load: 2, servers: 3}\n"
                         "    expect: {erlang_b: 0.2105}\n");
  CHECK(map.passed == 1);
  CHECK(map.cases[0].of->id == "a");
  const Report list = run(
      "cases:\n"
      "  - {id: 1, source: by hand, model: erlang, inputs: {load: 2, servers: 3},\n"
      "     expect: {erlang_b: 0.2105, erlang_c: 0.5}, tolerance: {erlang_c: {relative: 0.2}}}\n"
      "  - {id: two, source: by hand, model: erlang, inputs: {load: 2, servers: 3},\n"
      "     expect: {erlang_b: 0.2106}}\n");
  CHECK(list.passed == 1);
  CHECK(list.failed == 1);
  CHECK(list.cases[0].of->id == "1");
  REQUIRE(list.cases[0].rows.size() == 2);
  CHECK(list.cases[0].rows[1].tolerance == Approx(0.1));
  CHECK_FALSE(list.cases[1].rows[0].passed);
  CHECK(
      said("cases:\n  - {source: by hand, model: md1, inputs: {arrivals_per_h: 1, service_s: 1},\n"
           "     expect: {utilisation: 0}}\n") ==
      "cases.yaml:2:5: error: 'id' is missing in this case of the list\n");
}

TEST_CASE("without a tolerance half a unit of the last place counts") {
  CHECK(default_tolerance(0.476) == Approx(0.0005));
  CHECK(default_tolerance(28.8) == Approx(0.05));
  CHECK(default_tolerance(115) == Approx(115e-6));
  CHECK(default_tolerance(0) == Approx(1e-6));
  CHECK(default_tolerance(2.5e-7) == Approx(0.5e-8));
}

TEST_CASE("unknown models, inputs and figures are told with what was meant") {
  CHECK(said("cases:\n  a: {source: by hand, model: erlan, inputs: {}, expect: {x: 1}}\n") ==
        "cases.yaml:2:31: error: model must be one of easi, timely_detection, paths, path_graph, "
        "erlang, "
        "priority_queue, md1, hypercube, stages, circles, blockade, location, set_cover, "
        "availability, network, detection_bound, "
        "pixel_density, thermal_range, touring_camera, night, visibility, vertex_guards, "
        "patrol_exposure, patrol_idleness, "
        "travel_distance, operator_watch, road_import, calls_log, table, found text 'erlan'\n"
        "  hint: did you mean 'erlang'?\n");
  CHECK(said(kErlang + "    inputs: {load: 2, server: 3}\n"
                       "    expect: {erlang_d: 1}\n"
                       "    tolerance: {erlang_x: 1}\n") ==
        "cases.yaml:5:23: error: unknown key 'server' in the inputs of erlang\n"
        "  hint: did you mean 'servers'?\n"
        "cases.yaml:6:14: error: unknown key 'erlang_d' in the figures of erlang\n"
        "  hint: did you mean 'erlang_b'?\n");
}

TEST_CASE("crossed rings and holes that lie outside are told at the corner") {
  const auto with = [](const std::string& model, const std::string& rings) {
    return said("cases:\n  a: {source: by hand, model: " + model + ", expect: {area_m2: [1]},\n" +
                "      inputs: {" + rings + (model == "visibility" ? ", point: [1, 2]" : "") +
                "}}\n");
  };
  for (const char* model : {"visibility", "vertex_guards"}) {
    CHECK(with(model, "polygon: [[0, 0], [4, 4], [4, 0], [0, 4]]") ==
          "cases.yaml:3:42: error: the polygon crosses itself: the side from corner 3 and the one "
          "from corner 1\n  hint: the corners in order around it\n");
    const std::string yard = "polygon: [[0, 0], [10, 0], [10, 10], [0, 10]], holes: ";
    CHECK_THAT(with(model, yard + "[[[2, 2], [4, 4], [4, 2], [2, 4]]]"),
               Catch::StartsWith("cases.yaml:3:") && Catch::Contains("hole 1 crosses itself"));
    CHECK_THAT(
        with(model, yard + "[[[8, 2], [12, 2], [12, 4], [8, 4]]]"),
        Catch::Contains("hole 1 crosses the polygon: the side from corner 1 and the one from "
                        "corner 2"));
    CHECK_THAT(with(model, yard + "[[[12, 2], [14, 2], [14, 4]]]"),
               Catch::Contains("corner 1 of hole 1 lies outside the polygon"));
    CHECK_THAT(with(model, yard + "[[[2, 2], [8, 2], [8, 8], [2, 8]], [[4, 4], [5, 4], [5, 5]]]"),
               Catch::Contains("hole 2 and hole 1 lie in one another"));
  }
}

TEST_CASE("what the formulas refuse is told at its place, all cases at once") {
  CHECK(said(kErlang + "    inputs: {load: 2, arrivals_per_h: 3, servers: 3}\n"
                       "    expect: {erlang_b: 1}\n"
                       "  b:\n"
                       "    source: by hand\n"
                       "    model: erlang\n"
                       "    inputs: {load: 2, servers: 3}\n"
                       "    expect: {p_wait_exceeds: [1], erlang_b: [1, 2]}\n") ==
        "cases.yaml:5:5: error: the inputs need either 'load' or 'arrivals_per_h' and "
        "'service_s'\n"
        "cases.yaml:11:14: error: model 'erlang' gives no 'p_wait_exceeds' from these inputs\n"
        "cases.yaml:11:45: error: 'erlang_b' has 1 value(s), the case expects 2\n");
  CHECK(said("cases:\n  a: {source: by hand, model: hypercube, inputs: {units: [car, van],\n"
             "      atoms: [{rate: 1, preference: [car, vam]}]}, expect: {workload: [1, 1]}}\n") ==
        "cases.yaml:3:43: error: there is no unit 'vam'\n  hint: Did you mean 'van'?\n");
  CHECK(said(kErlang + "    inputs: {load: 4, servers: 3}\n"
                       "    expect: {p_wait: 1}\n"
                       "    simulate: {replications: 2}\n") ==
        "cases.yaml:5:5: error: a load of 4 on 3 server(s) never settles: nothing to simulate\n");
}

TEST_CASE("a case is simulated only where its model can be") {
  CHECK(said("cases:\n  a: {source: by hand, model: operator_watch, inputs: {monitors: 1},\n"
             "      expect: {share_seen: 0.85}, simulate: {replications: 10}}\n") ==
        "cases.yaml:3:35: error: unknown key 'simulate' in a case of operator_watch\n"
        "  hint: keys here: id, source, model, inputs, expect, tolerance\n");
}

TEST_CASE("a case whose data are absent is skipped, the others run") {
  const Report report =
      run("cases:\n"
          "  a: {source: by hand, model: circles, expect: {targets: 1},\n"
          "      inputs: {nodes: {file: nowhere/nodes.csv, id: id}, roads: [{from: 1, to: 2}],\n"
          "               sources: [1]}}\n"
          "  b: {source: by hand, model: operator_watch, inputs: {monitors: 1},\n"
          "      expect: {share_seen: 0.85}}\n");
  CHECK(report.skipped == 1);
  CHECK(report.passed == 1);
  CHECK(report.cases[0].absent == "nowhere/nodes.csv");
}

TEST_CASE("a simulation passes only around the exact value and only when it is narrow") {
  const std::string chain =
      "cases:\n  a:\n    source: by hand\n    model: stages\n"
      "    inputs: {stages: [{exponential: {mean: 30}}, {normal: {mean: 10, sd: 20}}]}\n";
  Report report = run(chain + "    expect: {mean_s: 40}\n    simulate: {replications: 100000}\n");
  REQUIRE(report.cases[0].rows.size() == 2);
  CHECK(report.passed == 1);
  CHECK(report.cases[0].rows[1].simulated);
  CHECK(report.cases[0].rows[1].tolerance == Approx(0.4));
  CHECK(report.cases[0].rows[1].passed);
  report = run(chain + "    expect: {mean_s: 40}\n    simulate: {replications: 400}\n");
  CHECK(report.cases[0].rows[0].passed);
  CHECK_FALSE(report.cases[0].rows[1].passed);  // too wide
  report = run(chain + "    expect: {mean_s: 41}\n    simulate: {replications: 100000}\n");
  CHECK_FALSE(report.cases[0].rows[0].passed);
  CHECK_FALSE(report.cases[0].rows[1].passed);
}

TEST_CASE("the same seed gives the same simulation, another seed another") {
  const auto simulated = [](int seed) {
    return run("cases:\n  a: {source: by hand, model: md1, expect: {mean_wait_s: 15},\n"
               "      inputs: {arrivals_per_h: 60, service_s: 30},\n"
               "      simulate: {replications: 5, calls: 1000, seed: " +
               std::to_string(seed) + "}}\n")
        .cases[0]
        .rows[1]
        .ours;
  };
  CHECK(simulated(1) == simulated(1));
  CHECK(simulated(1) != simulated(2));
}

TEST_CASE("every model of the schema is there, and no other") {
  std::vector<std::string> named;
  for (const auto& [name, node] : cases_schema().definitions())
    if (name.starts_with("case_")) named.push_back(name.substr(5));
  REQUIRE(named.size() == models().size());
  for (const std::string& name : named) {
    const Model* model = find_model(name);
    REQUIRE(model != nullptr);
    const SchemaNode* node = nullptr;
    for (const auto& [definition, at] : cases_schema().definitions())
      if (definition == "case_" + name) node = at;
    CHECK((node->property("simulate") != nullptr) == (model->simulate != nullptr));
  }
}
