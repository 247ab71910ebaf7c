// SPDX-License-Identifier: Apache-2.0
// Study files: what is built from a good one, and what a faulty one is told, at which place.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "study/analysis.hpp"
#include "study/analysis_effects.hpp"
#include "study/answer.hpp"
#include "study/load_study.hpp"
#include "study/merge.hpp"
#include "study/needed.hpp"
#include "study/run_study.hpp"
#include "study/slurm.hpp"
#include "support/seed.hpp"

namespace fs = std::filesystem;

namespace vedette {
namespace {

// A folder with a town of three junctions, and studies of it.
class Desk {
 public:
  Desk() : folder_(fs::path(VEDETTE_BINARY_DIR) / ("study_files_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "town");
    std::ofstream(folder_ / "town/j.csv") << "id,x_m,y_m,district,calls_per_day\n"
                                             "1,0,0,d,10\n2,500,0,d,10\n3,1000,0,d,10\n";
    std::ofstream(folder_ / "town/r.csv") << "from,to,length_m,speed_kmh,oneway\n"
                                             "1,2,500,40,0\n2,3,500,40,0\n";
    std::ofstream(folder_ / "town/scenario.yaml")
        << "vedette: 1\nname: Town\ninclude: [" << VEDETTE_SOURCE_DIR << "/models/city.yaml]\n"
        << "start: \"2026-03-02T00:00:00+08:00\"\nduration_h: 24\nseed: 9\nmarks_min: [1, 3]\n"
           "city:\n  junctions: j.csv\n  roads: r.csv\n  road_type: town\n"
           "  stations: {one: {junction: 1}}\n  call_types: [emergency]\n"
           "  dispatch: {type: command-centre, rule: nearest, desks: 2}\n"
           "units:\n  cars: {type: patrol-car, count: 2, at: stations}\n";
  }
  ~Desk() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string write(const std::string& text) const {
    const std::string path = (folder_ / "study.yaml").string();
    std::ofstream(path) << text;
    return path;
  }
  // Every finding on a line of its own, the folder left out.
  std::string told(const std::string& text) const {
    Diagnostics diagnostics;
    const bool good = check_study(write(text), diagnostics);
    CHECK(good != diagnostics.has_errors());
    std::string out;
    for (const Diagnostic& d : diagnostics.sorted()) {
      std::string line = to_text(d);
      if (const auto at = line.find(folder_.string() + "/"); at != std::string::npos)
        line.erase(at, folder_.string().size() + 1);
      out += line + "\n";
    }
    return out;
  }
  Study study(const std::string& text) const {
    Diagnostics diagnostics;
    const auto loaded = load_study(write(text), diagnostics);
    for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
    REQUIRE(loaded);
    return loaded->study;
  }

 private:
  fs::path folder_;
};

// A good study; lines of it can be replaced.
std::string text(const std::string& design, const std::string& more = "",
                 const std::string& replications = "5",
                 const std::string& measures = "[{id: calls.within.180, goal: largest}]") {
  return "vedette: 1\nstudy: Cars\nscenario: town\nfactors:\n"
         "  cars: {path: units.cars.count, levels: [1, 2, 4], unit_cost: 3}\n"
         "  desks: {path: city.dispatch.desks, from: 1, to: 4, whole: true}\n" +
         more + "design: " + design + "\nmeasures: " + measures +
         "\nreplications: " + replications + "\n";
}

std::vector<std::string> names(const Study& study) {
  std::vector<std::string> out;
  for (const DesignPoint& d : study.designs) out.push_back(d.name);
  return out;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a full factorial with the scenario as the baseline") {
  const Desk desk;
  const Study s = desk.study(text("{full_factorial: {}}"));
  // The scenario has 2 cars and 2 desks, which is none of the combinations: desks are 1 and 4.
  CHECK(names(s) == std::vector<std::string>{"baseline", "cars=1,desks=1", "cars=1,desks=4",
                                             "cars=2,desks=1", "cars=2,desks=4", "cars=4,desks=1",
                                             "cars=4,desks=4"});
  CHECK(s.seed == 9);
  CHECK_FALSE(s.designs[0].planned);
  CHECK(s.designs[0].cost == 6);
  CHECK(s.designs[6].cost == 12);
  CHECK(s.designs[6].overrides ==
        std::vector<std::string>{"units.cars.count=4", "city.dispatch.desks=4"});
  // What a file of results holds builds the same designs again.
  const Study again = study_of_document(s.document, s.file);
  CHECK(names(again) == names(s));
  CHECK(again.designs[3].overrides == s.designs[3].overrides);
}

TEST_CASE("a baseline that is one of the designs is run once") {
  const Desk desk;
  const Study s = desk.study(text("{full_factorial: {}}", "baseline: {desks: 1}\n"));
  CHECK(s.designs.size() == 6);
  CHECK(s.designs[0].name == "baseline");
  CHECK(s.designs[0].planned);
  CHECK(s.baseline == 0u);
}

TEST_CASE("lists, one at a time, hypercubes, trajectories") {
  const Desk desk;
  CHECK(names(desk.study(text("{list: {many: {cars: 9}, few: {cars: 1, desks: 1}}}"))) ==
        std::vector<std::string>{"baseline", "many", "few"});
  CHECK(names(desk.study(text("{one_at_a_time: {}}"))) ==
        std::vector<std::string>{"baseline", "cars=1", "cars=4", "desks=1", "desks=4"});
  const Study lhs = desk.study(text("{latin_hypercube: {points: 12}}"));
  // Points that are the baseline (2 desks) are not run twice.
  REQUIRE(lhs.designs.size() <= 13);
  std::vector<int> desks(5);
  desks[2] = static_cast<int>(13 - lhs.designs.size());
  for (std::size_t d = 1; d < lhs.designs.size(); ++d)
    ++desks[static_cast<std::size_t>(lhs.designs[d].levels[1]->number)];
  CHECK(desks == std::vector<int>{0, 3, 3, 3, 3});
  CHECK(desk.study(text("{morris: {trajectories: 4}}")).designs.size() == 12);
  CHECK(desk.study(text("{sobol: {points: 8}}")).designs.size() == 32);
  CHECK(desk.study(text("{scenarios: {other: town}}")).designs.size() == 2);
}

TEST_CASE("faulty studies are told what is wrong, where, all at once") {
  const Desk desk;
  CHECK(desk.told(text("{full_factorial: {}}", "", "5", "[{id: calls.priority.1.n}]")) == "");
  // Keys and kinds, by the schema.
  std::string t = desk.told(
      "vedette: 1\nstudy: X\nscenari: town\ndesign: {ful_factorial: {}}\n"
      "measures: []\nreplications: many\n");
  CHECK(has(t, "study.yaml:3:1: error: unknown key 'scenari'"));
  CHECK(has(t, "did you mean 'scenario'?"));
  CHECK(has(t, "study.yaml:4:10: error: unknown key 'ful_factorial'"));
  CHECK(has(t, "study.yaml:5:11: error:"));
  CHECK(has(t, "study.yaml:6:15: error:"));
  // Names.
  // Several at once: a wrong path does not hide a wrong baseline, nor that a wrong mark.
  t = desk.told(text("{list: {a: {cars: 4}}}",
                     "  guards: {path: units.guards.count, levels: [1, 2]}\nbaseline: {desk: 1}\n",
                     "5", "[{id: calls.within.170, goal: largest}]"));
  CHECK(has(t, "with guards = 1"));
  CHECK(has(t, "there is no factor 'desk'"));
  CHECK(has(t, "the scenario has no mark of 170 s"));
  t = desk.told(text("{list: {a: {car: 3}}}", "baseline: {desk: 1}\n"));
  CHECK(has(t, "study.yaml:7:12: error: there is no factor 'desk'"));
  CHECK(has(t, "study.yaml:8:21: error: there is no factor 'car'"));
  t = desk.told(
      text("{full_factorial: {}}", "", "5", "[{id: call.within.180}, {id: calls.within.200}]"));
  CHECK(has(t, "study.yaml:8:17: error: no measure begins with 'call'"));
  CHECK(has(t, "error: the scenario has no mark of 200 s"));
  CHECK(has(desk.told(text("{full_factorial: {}}", "", "5", "[{id: calls.respons_s.p90}]")),
            "error: 'respons_s' in 'calls.respons_s.p90' is no word of a measure"));
  // The scenario itself, and paths into it.
  t = desk.told(
      "vedette: 1\nstudy: X\nscenario: twn\ndesign: {one_at_a_time: {}}\n"
      "measures: [{id: calls.n}]\nreplications: 2\n");
  CHECK(has(t, "study.yaml:3:11: error: there is no 'twn'"));
  t = desk.told(
      "vedette: 1\nstudy: X\nscenario: town\nfactors:\n"
      "  cars: {path: units.car.count, levels: [1, 2]}\n"
      "  desks: {path: city.dispatch.desks, levels: [0, 2]}\n"
      "design: {one_at_a_time: {}}\nmeasures: [{id: calls.n}]\nreplications: 2\n");
  CHECK(has(t, "study.yaml:5:16: error: with cars = 1: unknown path: units has no 'car'"));
  CHECK(has(t, "study.yaml:6:17: error: with desks = 0:"));
  // Rules and ranges.
  CHECK(has(desk.told(text("{full_factorial: {}}", "", "{sequential: {most: 50}}")),
            "error: no measure says how narrow its interval is to be"));
  CHECK(has(
      desk.told(text("{full_factorial: {}}", "", "{kn: {indifference: 1, first: 20, most: 10}}")),
      "error: most 10 is less than first 20"));
  CHECK(has(desk.told(text("{full_factorial: {}}", "", "{ocba: {budget: 20}}")),
            "error: 20 runs are fewer than the first 10 of 7 designs"));
  CHECK(has(desk.told(text("{full_factorial: {}}", "", "{kn: {indifference: 1, most: 90}}",
                           "[{id: calls.n}]")),
            "error: the best is picked by the first measure, which has no goal"));
  CHECK(has(desk.told("vedette: 1\nstudy: X\nscenario: town\nfactors:\n"
                      "  a: {path: units.cars.count, from: 3, to: 1}\n"
                      "  b: {path: city.dispatch.desks}\n"
                      "design: {full_factorial: {}}\nmeasures: [{id: calls.n}]\nreplications: 2\n"),
            "study.yaml:5:44: error: 1 is not greater than from, 3"));
  CHECK(has(desk.told(text("{fractional_factorial: {generators: {desks: [cars, cats]}}}")),
            "there is no factor 'cats'"));
}

TEST_CASE("no text makes the reader of studies fall over") {
  const Desk desk;
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  std::mt19937_64 random(seed);
  const std::string good = text("{full_factorial: {}}", "baseline: {cars: 1}\n");
  for (int i = 0; i < 300; ++i) {
    std::string bad = good;
    for (int k = 0; k < 3; ++k) {
      const std::size_t at = random() % bad.size();
      switch (random() % 3) {
        case 0:
          bad.erase(at, 1 + random() % 6);
          break;
        case 1:
          bad.insert(at, 1, "{}[]:,-0ax\n\"'"[random() % 14]);
          break;
        default:
          bad[at] = static_cast<char>(32 + random() % 95);
      }
      if (bad.empty()) bad = "x";
    }
    CAPTURE(bad);
    Diagnostics diagnostics;
    const auto loaded = load_study(desk.write(bad), diagnostics);
    CHECK(loaded.has_value() != diagnostics.has_errors());
  }
}

TEST_CASE("levels with costs of their own, and what money buys") {
  const Desk desk;
  const std::string head = "vedette: 1\nstudy: X\nscenario: town\nfactors:\n";
  const std::string tail =
      "design: {full_factorial: {}}\n"
      "measures: [{id: calls.within.180, goal: largest}]\nreplications: 4\n";
  std::string t = desk.told(head +
                            "  crew: {path: units.cars, levels: {few: {count: 1}, many: {count: "
                            "4}}, costs: {few: 10, lots: 2}, names: {tons: x}}\n" +
                            tail);
  CHECK(has(t, "the level 'many' has no cost"));
  CHECK(has(t, "there is no level 'lots'"));
  CHECK(has(t, "there is no level 'tons'"));
  CHECK(has(desk.told(head +
                      "  crew: {path: units.cars.count, levels: [1], unit_cost: 2, costs: "
                      "{\"1\": 3}}\n" +
                      tail),
            "costs or a unit_cost, not both"));
  const Study four = desk.study(
      head +
      "  crew: {path: units.cars, levels: {a: {count: 1}, b: {count: 2}, c: {count: 3}, d: {count: "
      "4}}, costs: {a: 10, b: 30, c: 20, d: 40}, names: {a: {zh: 一辆车}}}\nbaseline: {crew: a}\n" +
      tail);
  StudyContents c{four, "", "", std::vector<std::string>(4), StudyResults(4), false, {}};
  REQUIRE(c.study.designs.size() == 4);
  CHECK(c.study.designs[1].cost == 30);
  // b costs more than c and does less: off the frontier. c adds 0.2 to a for 10, d 0.1 to c for 20.
  const double mean[] = {0.5, 0.6, 0.7, 0.8};
  for (std::uint32_t d = 0; d < 4; ++d)
    for (std::uint64_t r = 1; r <= 4; ++r)
      c.results.add({{d, r}, "", {{"calls.within.180", mean[d] + 0.01 * double(r % 2), 9}}});
  const Json analysis = analyse(c);
  CHECK(analysis["factors"][0]["names"]["a"]["zh"] == "一辆车");
  const Json steps = analysis["frontiers"][0]["steps"];
  REQUIRE(steps.size() == 3);
  CHECK(steps[1]["cost"] == 20);
  CHECK(steps[1]["gain"]["mean"].get<double>() == Approx(0.2));
  CHECK(steps[1]["per_cost"].get<double>() == Approx(0.02));
  CHECK(steps[2]["cost"] == 40);
  CHECK(steps[2]["per_cost"].get<double>() == Approx(0.005));
  CHECK_FALSE(steps[0].contains("gain"));
}

TEST_CASE("stations chosen by a formula become levels that results can tell") {
  const Desk desk;
  const auto study = [](const std::string& sites, const std::string& path = "city.stations") {
    return "vedette: 1\nstudy: X\nscenario: town\nfactors:\n  places:\n    path: " + path +
           "\n    levels: {today: {}}\n    sites:\n" + sites +
           "design: {full_factorial: {}}\n"
           "measures: [{id: calls.within.180, goal: largest}]\nreplications: 4\n";
  };
  // 500 m at 40 km/h and more by siren: within a minute of the middle all three junctions.
  const Study s =
      desk.study(study("      middle: {goal: mean, p: 1}\n"
                       "      all: {goal: all, minutes: 1, share_out: 3}\n"
                       "      more: {goal: coverage, p: 1, minutes: 0.5, keep: true}\n"));
  REQUIRE(s.factors.size() == 1);
  const auto& levels = s.factors[0].levels;
  REQUIRE(levels.size() == 4);
  CHECK(levels[0].name == "today");
  CHECK(levels[1].value == Json::parse(R"({"one": null, "site-1": {"junction": "2"}})"));
  CHECK(levels[2].value == Json::parse(R"({"one": null, "site-1": {"junction": "2"},
                                           "site-2": {"junction": "2"},
                                           "site-3": {"junction": "2"}})"));
  CHECK(levels[3].value.size() == 1);
  // The document tells the junctions, and is read again without choosing.
  CHECK_FALSE(s.document["factors"]["places"].contains("sites"));
  CHECK(study_of_document(s.document, "study.yaml").factors[0].levels[1].value == levels[1].value);
  CHECK(desk.told(study("      middle: {goal: mean, p: 1}\n")) == "");
  CHECK(has(desk.told(study("      a: {goal: mean}\n")),
            "study.yaml:9:7: error: goal mean needs to know how many"));
  CHECK(has(desk.told(study("      today: {goal: mean, p: 1}\n")), "'today' is there already"));
  CHECK(has(desk.told(study("      a: {goal: mean, p: 9}\n")), "study.yaml:9:7: error:"));
  CHECK(has(desk.told(study("      a: {goal: mean, p: 2, share_out: 1}\n")),
            "2 sites were chosen, more than the 1 stations in all"));
  CHECK(has(desk.told(study("      a: {goal: mean, p: 1, district: e}\n")),
            "there is no district 'e'"));
  CHECK(has(desk.told(study("      a: {goal: mean, p: 1}\n", "city.cells")),
            "sites are chosen for the city's stations"));
}

TEST_CASE("what is needed next is a function of what is there") {
  const Desk desk;
  const Study s =
      desk.study(text("{list: {many: {cars: 9}}}", "", "{sequential: {first: 5, most: 40}}",
                      "[{id: calls.response_s.mean, half_width: 10}]"));
  StudyResults results(2);
  Needed now = needed(s, results);
  CHECK(now.last == std::vector<std::uint64_t>{5, 5});
  CHECK_FALSE(now.final);
  for (std::uint32_t d = 0; d < 2; ++d)
    for (std::uint64_t r = 1; r <= 5; ++r)
      results.add({{d, r}, "", {{"calls.response_s.mean", 100.0 + 10.0 * double(r * (d + 1)), 7}}});
  now = needed(s, results);
  CHECK(now.final);
  // The second design's spread decides: s = 31.62, t(4) = 2.776: (2.776 * 31.62 / 10)^2 = 77.1
  // > 40.
  CHECK(now.last == std::vector<std::uint64_t>{40, 40});
  CHECK(missing(now, results, false).size() == 70);
  CHECK(now.asked == 78);
  const Json a =
      analyse({s, "", "", std::vector<std::string>(2), std::move(results), false, Json()});
  CHECK(a["study"]["cap"]["most"] == 40);
  CHECK(a["study"]["cap"]["asked"] == 78);
}

TEST_CASE("with a selection and a target the answer is the selection's pick") {
  const Desk desk;
  const Study s = desk.study(text("{list: {many: {cars: 9}}}", "",
                                  "{kn: {indifference: 0.01, first: 5, step: 5, most: 40}}",
                                  "[{id: calls.within.180, goal: largest, at_least: 0.8}]"));
  StudyContents c{s, "", "", std::vector<std::string>(2), StudyResults(2), false, {}};
  for (std::uint64_t r = 1; r <= 5; ++r) {
    c.results.add({{0, r}, "", {{"calls.within.180", 0.70 + 0.001 * double(r), 9}}});
    c.results.add({{1, r}, "", {{"calls.within.180", 0.75 + 0.001 * double(r), 9}}});
  }
  Json a = analyse(c);
  REQUIRE(a["selection"]["left"].size() == 1);
  CHECK(a["selection"]["best"] == "many");
  CHECK(a["answer"]["kind"] == "selection");
  CHECK(a["answer"]["design"] == "many");
  CHECK(a["answer"]["met"] == false);
  CHECK(a["answer"]["worse"].empty());
  // Whatever the means of unequal numbers of replications look like.
  a["designs"][0]["results"][0]["mean"] = 0.99;
  CHECK(answer_of(a)["design"] == "many");
  a["designs"][1]["meets"] = "met";
  CHECK(answer_of(a)["met"] == true);
}

TEST_CASE("which input matters is an answer, and says when the order is not sure") {
  Json sobol = Json::parse(R"([{"measure": "m", "few_points": false, "factors": [
    {"factor": "a", "total": {"value": 0.2, "low": 0.1, "high": 0.3}},
    {"factor": "b", "total": {"value": 0.8, "low": 0.7, "high": 0.9}}]}])");
  Json answer = most_important(sobol);
  CHECK(answer["factor"] == "b");
  CHECK(answer["next"] == "a");
  CHECK(answer["sure"] == true);
  sobol[0]["factors"][1]["total"]["low"] = 0.25;
  CHECK(most_important(sobol)["sure"] == false);
  CHECK(most_important(Json::array())["factor"].is_null());
  const Json morris = Json::parse(R"([{"measure": "m", "factors": [
    {"factor": "a", "mean_absolute": 3.5}, {"factor": "b", "mean_absolute": null}]}])");
  CHECK(most_important(morris)["factor"] == "a");
  CHECK_FALSE(most_important(morris).contains("next"));
}

TEST_CASE("shards: every run in exactly one, and words for the shell") {
  for (const std::uint64_t total : {1u, 7u, 100u}) {
    for (const unsigned count : {1u, 3u, 8u}) {
      unsigned before = 1;
      for (std::uint64_t k = 0; k < total; ++k) {
        const unsigned shard = shard_of(k, total, count);
        CHECK((shard >= before && shard <= count));
        before = shard;
      }
    }
  }
  CHECK(array_ranges({1, 2, 3, 7, 9, 10}) == "1-3,7,9-10");
  CHECK(shell_quoted("a b'c") == "'a b'\\''c'");
}

}  // namespace vedette
