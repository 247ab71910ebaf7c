// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_calls.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>

#include "base/csv.hpp"
#include "import_log_support.hpp"
#include "support/seed.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

constexpr std::string_view kMapping =
    "vedette: 1\n"
    "import: calls\n"
    "source: \"a made-up log\"\n"
    "log:\n"
    "  columns: {received: at, notified: told, en_route: left, arrived: there, cleared: done,\n"
    "            type: kind, priority: urgency, x: x, y: y}\n"
    "  limits: {on_scene: {at_most: 21600}}\n"
    "coordinates: {metres_per_unit: 1000, origin: [10, 20]}\n"
    "types: {Fire!: {as: fire, priority: 1, label: {en: Fire, zh: 火灾}}}\n"
    "priorities: {high: 1, low: 3}\n";
constexpr std::string_view kLog =
    "at,told,left,there,done,kind,urgency,x,y\n"
    "2024-02-29T23:58:00,2024-02-29T23:58:30,,2024-03-01T00:05:00,2024-03-01T00:25:00,Fire!,low,"
    "10.5,20\n"
    "2024-02-29T08:00:00,2024-02-29T08:00:20,2024-02-29T08:01:20,2024-02-29T08:06:00,,Cat in "
    "tree,high,,\n"
    "2024-03-03T08:30:00,,,2024-03-03T08:40:00,2024-03-03T18:00:00,Cat in tree,,11,21.0005\n";

// Seconds of the log that begins on Monday 2024-01-01, as a stamp.
std::string stamp(double at_s) {
  const auto whole = static_cast<std::int64_t>(at_s);
  const std::int64_t day = whole / 86400, s = whole % 86400;
  return fmt::format("{}T{:02}:{:02}:{:02}", date_text(days_of_date(2024, 1, 1) + day), s / 3600,
                     s / 60 % 60, s % 60);
}

}  // namespace

TEST_CASE("a log of three calls: rows, days, types and the file for replay") {
  LogFiles files("calls");
  files.write("m.yaml", kMapping);
  files.write("log.csv", kLog);
  CHECK(files.run() ==
        "m.yaml:5:3: warning: some weekday is never seen in this log: by_weekday is not written\n");
  REQUIRE(files.written);
  CHECK(files.read("out/calls.csv") ==
        "at_s,type,priority,x_m,y_m,on_scene_s\n"
        "28800,other,1,,,\n"
        "86280,fire,3,500,0,1200\n"
        "289800,other,1,1000,1000.5,\n");
  const Json& exposure = files.report["exposure"];
  CHECK(exposure["days"] == 2);
  CHECK(exposure["first"] == "2024-02-29");
  CHECK(exposure["last"] == "2024-03-03");
  CHECK(exposure["days_without_rows"] == 2);
  CHECK(exposure["days_of_weekday"] == Json({0, 0, 0, 1, 0, 0, 1}));
  CHECK(files.fit("total_response").sorted == std::vector<double>{360, 420, 600});
  CHECK(files.fit("turnout").sorted == std::vector<double>{60});
  CHECK(files.fit("on_scene").sorted == std::vector<double>{1200});
  CHECK(files.fit("on_scene").outside == 1);
  CHECK(files.fit("on_scene").missing == 1);
  CHECK(files.report["demand"]["by_hour"][8]["calls"] == 2);
  CHECK(files.report["demand"]["by_hour"][8]["per_day"] == 1);
  CHECK(files.report["types"][0]["type"] == "other");

  Diagnostics diagnostics;
  CHECK(check_file(files.path("out/models.yaml"), diagnostics));
  CHECK(text_of(diagnostics).empty());
  // Again into the same folder, and the same bytes.
  const std::string models = files.read("out/models.yaml");
  files.run();
  CHECK(files.written);
  CHECK(files.read("out/models.yaml") == models);
  CHECK(models.find(files.path("")) == std::string::npos);
}

TEST_CASE("what is measured is found again in the models, and what is not is asked for") {
  CAPTURE(vedette::testing::seed());
  const Random random(vedette::testing::seed(), 0);
  Stream draw = random.stream("calls", "log");
  const Distribution process = Distribution::gamma(32, 0.5), turnout = Distribution::weibull(2, 70),
                     travel = Distribution::lognormal(300, 0.6),
                     on_scene = Distribution::exponential(1500);
  // Poisson calls, twice as many in the second half of the day and half as many on Sundays.
  std::string log = "at,told,left,there,done,kind\n";
  std::uint64_t calls = 0;
  for (double t = 0; t < 70 * 86400;) {
    t += draw.exponential() * 86400 / 200;
    const auto day = static_cast<int>(t / 86400);
    const bool late = t - day * 86400.0 >= 43200;
    if (day >= 70 || draw.uniform() > (late ? 1 : 0.5) * (day % 7 == 6 ? 0.5 : 1)) continue;
    ++calls;
    const double told = t + process.sample(draw), left = told + turnout.sample(draw),
                 there = left + travel.sample(draw), done = there + on_scene.sample(draw);
    log += stamp(t) + "," + stamp(told) + "," + stamp(left) + "," + stamp(there) + "," +
           stamp(done) + "," + (draw.uniform() < 0.3 ? "theft" : "noise") + "\n";
  }
  LogFiles files("calls");
  files.write("log.csv", log);
  files.write("m.yaml",
              "vedette: 1\nimport: calls\nsource: \"a generator\"\n"
              "log:\n  columns: {received: at, notified: told, en_route: left, arrived: there,\n"
              "            cleared: done, type: kind}\n");
  CHECK(files.run() == "");
  REQUIRE(files.written);
  CHECK(files.report["exposure"]["days"] == 70);
  CHECK(files.report["demand"]["all"]["calls"] == calls);

  const std::tuple<const char*, Family, Distribution> truths[] = {
      {"process", Family::kGamma, process},
      {"turnout", Family::kWeibull, turnout},
      {"travel", Family::kLognormal, travel},
      {"on_scene", Family::kExponential, on_scene}};
  for (const auto& [name, family, truth] : truths) {
    CAPTURE(name);
    const SampleFit& fit = files.fit(name);
    // Four standard deviations of the mean.
    const double sd = std::sqrt(truth.variance() / static_cast<double>(fit.sorted.size()));
    CHECK(std::abs(fit.mean.value - truth.mean()) < 4 * sd + 0.5);
    bool tried = false;
    for (const FitCandidate& c : fit.candidates) {
      if (c.fit.family != family) continue;
      tried = true;
      CHECK(c.ks < 1.95 / std::sqrt(static_cast<double>(fit.sorted.size())) + 0.02);
      CHECK(c.fit.distribution.parameter(0) == Approx(truth.parameter(0)).epsilon(0.08));
    }
    CHECK(tried);
  }
  CHECK(files.fit("process").candidates.front().fit.family == Family::kGamma);
  CHECK(files.fit("travel").candidates.front().fit.family == Family::kLognormal);

  // The day's and the week's shape, and that within them it is Poisson.
  const Json& demand = files.report["demand"];
  double early = 0, late = 0;
  for (int h = 0; h < 24; ++h)
    (h < 12 ? early : late) +=
        demand["by_hour"][static_cast<std::size_t>(h)]["calls"].get<double>();
  CHECK(late / early == Approx(2).epsilon(0.12));
  CHECK(demand["by_weekday"][6]["per_day"].get<double>() /
            demand["by_weekday"][0]["per_day"].get<double>() ==
        Approx(0.5).epsilon(0.25));
  CHECK(demand["dispersion"]["hours_of_the_week"]["index"].get<double>() == Approx(1).margin(0.12));
  CHECK(demand["dispersion"]["days"]["index"].get<double>() > 1.3);

  Diagnostics diagnostics;
  REQUIRE(check_file(files.path("out/models.yaml"), diagnostics));
  const Document models = read_document(files.path("out/models.yaml"), diagnostics);
  const Json& m = models.root["models"];
  CHECK(m["demand"]["measured-week"]["by_hour"].size() == 24);
  CHECK(m["demand"]["measured-week"]["by_weekday"].size() == 7);
  CHECK(m["units"]["measured-unit"]["sources"]["pause_s"].get<std::string>().starts_with(
      "assumption"));
  CHECK(m["call_types"]["theft"]["share"].get<double>() == Approx(0.3).margin(0.03));

  // Without an arrival nothing tells the time on the scene.
  files.write("m.yaml",
              "vedette: 1\nimport: calls\nsource: \"a generator\"\n"
              "log:\n  columns: {received: at, type: kind}\n");
  CHECK(files.run("log.csv", "other").find("the log tells no time on the scene of 'noise'") !=
        std::string::npos);
  CHECK_FALSE(files.written);
}

TEST_CASE("bad cells and a bad mapping are told at once; unreadable rows may be dropped") {
  LogFiles files("calls");
  const std::string bad =
      "at,there,done,s\n"
      "2024-01-01T08:00,2024-01-01T08:05,2024-01-01T08:30,5\n"
      "yesterday,2024-01-01T08:05,2024-13-01T08:30,five\n"
      ",2024-01-01T08:05,2024-01-01T08:30,5\n";
  const std::string mapping =
      "vedette: 1\nimport: calls\nsource: \"bad cells\"\n"
      "log:\n  columns: {received: at, arrived: there, cleared: done, process: s}\n";
  files.write("log.csv", bad);
  files.write("m.yaml", mapping);
  CHECK(files.run() ==
        "log.csv:3:1: error: 'yesterday' in column 'at' is no date and time\n"
        "log.csv:3:28: error: '2024-13-01T08:30' in column 'done' is no date and time\n"
        "log.csv:3:45: error: 'five' in column 's' is no number\n");
  files.write("m.yaml", mapping + "  unreadable: drop\n");
  files.run();
  CHECK(files.written);
  const Json& dropped = files.report["tables"][0]["dropped_because"];
  REQUIRE(dropped.size() == 2);
  CHECK(dropped[0]["why"] == "'at' is no date and time");
  CHECK(dropped[0]["example"] == "yesterday");
  CHECK(dropped[0]["lines"] == Json({3}));
  CHECK(dropped[1]["why"] == "no time in column 'at'");
  CHECK(files.report["tables"][0]["taken"] == 1);

  files.write("m.yaml",
              "vedette: 1\nimport: calls\nsource: \"bad words\"\n"
              "log:\n  columns: {received: a, cleared: don}\n"
              "  keep: [{column: thre, not_empty: true}, {span: on_scen, above: 0}, {why: x},\n"
              "         {from: 2024-02-30}]\n");
  CHECK(files.run("log.csv", "out2") ==
        "m.yaml:5:23: error: log.csv has no column 'a'\n  hint: did you mean 'at'?\n"
        "m.yaml:5:35: error: log.csv has no column 'don'\n  hint: did you mean 'done'?\n"
        "m.yaml:6:19: error: log.csv has no column 'thre'\n  hint: did you mean 'there'?\n"
        "m.yaml:6:50: error: there is no span \"on_scen\"\n  hint: did you mean 'on_scene'?\n"
        "m.yaml:6:70: error: this keeps every row\n"
        "  hint: say above, at_least, at_most, below, in, not_in, not_empty, from, until, weekdays "
        "or hours\n"
        "m.yaml:7:17: error: there is no such day: \"2024-02-30\"\n"
        "  hint: write it as \"2019-04-01\"\n");
}

TEST_CASE("conditions, period and words") {
  LogFiles files("calls");
  files.write("log.csv",
              "at,took,kind,urgency\n"
              "01/02/2024 08:00,1,a,high\n"
              "01/02/2024 09:00,2,a,high\n"
              "02/02/2024 08:30,3,b,high\n"
              "03/02/2024 08:30,4,a,high\n"
              "04/02/2024 08:30,,a,odd\n"
              "05/02/2024 08:30,6,a,high\n");
  const std::string mapping =
      "vedette: 1\nimport: calls\nsource: \"conditions\"\n"
      "log:\n"
      "  columns: {received: at, on_scene: took, type: kind}\n"
      "  dates: day-first\n"
      "  seconds_per_unit: 60\n"
      "  keep:\n"
      "    - {column: kind, in: [a], why: not of kind a}\n"
      "    - {hours: [8]}\n"
      "    - {span: on_scene, at_most: 240}\n"
      "exposure: {days: calendar, from: \"2024-02-01\", until: \"2024-02-08\"}\n";
  files.write("m.yaml", mapping);
  CHECK(files.run() == "");
  const Json& table = files.report["tables"][0];
  CHECK(table["taken"] == 2);
  REQUIRE(table["dropped_because"].size() == 3);
  CHECK(table["dropped_because"][0]["why"] == "outside the days and hours kept");
  CHECK(table["dropped_because"][1]["why"] == "not of kind a");
  CHECK(table["dropped_because"][2]["why"] == "on_scene is not in: x <= 240");
  CHECK(table["dropped_because"][2]["lines"] == Json({6, 7}));
  CHECK(files.report["exposure"]["days"] == 7);
  CHECK(files.report["exposure"]["days_without_rows"] == 5);
  CHECK(files.fit("on_scene").sorted == std::vector<double>{60, 240});

  std::string named = mapping;
  named.replace(named.find("type: kind"), 10, "type: kind, priority: urgency");
  named.replace(named.find("  keep:"), 7, "  keep: []\nx:");
  files.write("m.yaml", named.substr(0, named.find("x:")));
  CHECK(files.run() ==
        "log.csv:2:22: error: what priority is 'high'?\n"
        "  hint: give 'priorities' (word: 1 to 9) or 'other_priority' in the mapping\n"
        "log.csv:6:21: error: what priority is 'odd'?\n"
        "  hint: give 'priorities' (word: 1 to 9) or 'other_priority' in the mapping\n");
}

TEST_CASE("a folder of another import, and a log without a row, are refused") {
  LogFiles files("calls");
  files.write("m.yaml",
              "vedette: 1\nimport: calls\nsource: \"none\"\nlog: {columns: {received: at}}\n");
  files.write("log.csv", "at\n");
  CHECK(files.run() == "log.csv:1:1: error: no row of this log is left\n  hint: it has none\n");
  files.write("log.csv", "at\n2024-01-01\n");
  files.write("out/import-report.json", "{\"import\": \"roads\"}");
  CHECK(files.run().find("out: error: this folder holds another import than of calls\n") !=
        std::string::npos);
  CHECK(files.run("nowhere.csv", "new").find("nowhere.csv: error: ") == 0);
}

TEST_CASE("junk in place of a log never does worse than errors") {
  CAPTURE(vedette::testing::seed());
  Stream random = Random(vedette::testing::seed(), 0).stream("calls", "fuzz");
  const std::string letters = "0123456789-:T,\"\n\r#;.eE \xc3\xa9\x01nan";
  LogFiles files("calls");
  for (int i = 0; i < 400; ++i) {
    std::string log(kLog);
    const auto changes = 1 + random.below(12);
    for (std::uint64_t c = 0; c < changes; ++c) {
      const auto at = static_cast<std::size_t>(random.below(log.size()));
      switch (random.below(4)) {
        case 0:
          log.erase(at, 1 + static_cast<std::size_t>(random.below(20)));
          break;
        case 1:
          log.insert(at, log.substr(static_cast<std::size_t>(random.below(log.size())), 40));
          break;
        default:
          log[at] = letters[static_cast<std::size_t>(random.below(letters.size()))];
      }
      if (log.empty()) log = "\n";
    }
    files.write("log.csv", log);
    std::string mapping(kMapping);
    if (i % 2 == 0) mapping.replace(mapping.find("  limits"), 2, "  unreadable: drop\n  ");
    files.write("m.yaml", mapping);
    Diagnostics diagnostics;
    const auto import = import_calls(files.path("log.csv"), files.path("m.yaml"), diagnostics);
    if (import.has_value() == diagnostics.has_errors()) FAIL(log);
  }
}

TEST_CASE("a season of a real fire and rescue service") {
  const char* folder = std::getenv("VEDETTE_DATA");
  const std::string log = std::string(folder ? folder : VEDETTE_SOURCE_DIR "/../shared/data") +
                          "/incidents/fire-ems-2019-spring.csv";
  if (!std::filesystem::exists(log)) {
    std::printf("skipped: %s is not there (set VEDETTE_DATA)\n", log.c_str());
    return;
  }
  LogFiles files("calls");
  std::ifstream mapping(VEDETTE_SOURCE_DIR "/data/mappings/fire-ems.yaml");
  files.write("m.yaml", std::string{std::istreambuf_iterator<char>(mapping), {}});
  CHECK(files.run(std::filesystem::absolute(log).string()) == "");
  REQUIRE(files.written);
  CHECK(files.report["tables"][0]["rows"] == 8509);
  CHECK(files.report["exposure"]["days"] == 76);
  CHECK(files.report["demand"]["by_hour"][11]["calls"] == 534);
  CHECK(files.fit("total_response").sorted.size() == 8119);
  CHECK(files.fit("total_response").mean.value == Approx(368.0).margin(0.05));
  CHECK(files.fit("total_response").quantile(0.95) == 602);
  CHECK(files.fit("process").mean.value == Approx(32.6).margin(0.05));
  CHECK(files.fit("on_scene").cv == Approx(0.703).margin(0.0005));
  CHECK(files.fit("on_scene").step_s == 60);
  Diagnostics diagnostics;
  CHECK(check_file(files.path("out/models.yaml"), diagnostics));
  const CsvTable calls = CsvTable::read(files.path("out/calls.csv"));
  CHECK(calls.rows() == 8509);
  CHECK(calls.columns() ==
        std::vector<std::string>{"at_s", "type", "priority", "x_m", "y_m", "on_scene_s"});
}
