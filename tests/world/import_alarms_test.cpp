// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_alarms.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "import_log_support.hpp"
#include "support/seed.hpp"
#include "world/load.hpp"

using namespace vedette;
using namespace vedette::testing;

namespace {

std::string stamp(double at_s) {
  const auto ms = static_cast<std::int64_t>(at_s * 1000);
  const std::int64_t day = ms / 86'400'000, of_day = ms % 86'400'000;
  return fmt::format("{} {:02}:{:02}:{:02}.{:03}", date_text(days_of_date(2024, 1, 1) + day),
                     of_day / 3'600'000, of_day / 60'000 % 60, of_day / 1000 % 60, of_day % 1000);
}

const std::string kModels = std::string(VEDETTE_SOURCE_DIR) + "/models/site.yaml";

std::string mapping(const std::string& more) {
  return "vedette: 1\nimport: alarms\ninclude: [\"" + kModels +
         "\"]\nsource: \"a generator\"\n"
         "log:\n"
         "  columns: {raised: t, acknowledged: taken, assessed: judged_at, zone: zone, type: "
         "kind,\n"
         "            verdict: truth, judged: said, picture: picture}\n" +
         more;
}

}  // namespace

TEST_CASE("the parameters of a made-up duty room come back from its log") {
  CAPTURE(vedette::testing::seed());
  Stream draw = Random(vedette::testing::seed(), 0).stream("alarms", "log");
  constexpr int kDays = 300;
  const Distribution acknowledge = Distribution::lognormal(8, 0.6),
                     with = Distribution::lognormal(20, 0.6),
                     without = Distribution::lognormal(60, 0.6);
  struct Alarm {
    double at;
    std::string zone, kind;
    bool real;
  };
  std::vector<Alarm> alarms;
  const auto add = [&](int zones, double per_day, const char* kind, bool real) {
    for (int zone = 0; zone < zones; ++zone)
      for (double t = draw.exponential() * 86400 / per_day; t < kDays * 86400.0;
           t += draw.exponential() * 86400 / per_day)
        alarms.push_back({t, "z" + std::to_string(zone), kind, real});
  };
  add(12, 0.35, "beam", false);
  add(8, 0.25, "thermal", false);
  add(12, 0.02, "beam", true);
  std::sort(alarms.begin(), alarms.end(),
            [](const Alarm& a, const Alarm& b) { return a.at < b.at; });
  std::string log = "t,taken,judged_at,zone,kind,truth,said,picture\n";
  for (const Alarm& a : alarms) {
    const bool picture = draw.uniform() < 0.7, wrong = draw.uniform() < (a.real ? 0.1 : 0.05);
    const double taken = a.at + acknowledge.sample(draw);
    const double judged = taken + (picture ? with : without).sample(draw);
    log += stamp(a.at) + "," + stamp(taken) + "," + stamp(judged) + "," + a.zone + "," + a.kind +
           "," + (a.real ? "real" : "nuisance") + "," + (a.real != wrong ? "real" : "nuisance") +
           "," + (picture ? "yes" : "no") + "\n";
  }
  LogFiles files("alarms");
  files.write("log.csv", log);
  files.write("m.yaml", mapping("exposure: {from: \"2024-01-01\", until: \"2024-10-27\"}\n"
                                "sensors: {beam: {as: ir-beam}, thermal: {count: 8}}\n"));
  CHECK(files.run() == "");
  REQUIRE(files.written);
  CHECK(files.report["exposure"]["days"] == kDays);

  Diagnostics diagnostics;
  REQUIRE(check_file(files.path("out/models.yaml"), diagnostics));
  const Document models = read_document(files.path("out/models.yaml"), diagnostics);
  const Json& m = models.root["models"];
  // Within four standard deviations of a Poisson count.
  const auto near = [](double rate, double truth, double exposure) {
    return std::abs(rate - truth) <= 4 * std::sqrt(truth / exposure);
  };
  CHECK(near(m["sensors"]["ir-beam"]["nuisance_per_day"].get<double>(), 0.35, 12 * kDays));
  CHECK(near(m["sensors"]["thermal"]["nuisance_per_day"].get<double>(), 0.25, 8 * kDays));
  CHECK(m["sensors"]["ir-beam"]["detection_probability"] == 0.9);  // as the mapping's models say
  for (const Json& s : files.report["sensors"]) {
    CHECK(s["sensors"] == (s["sensor"] == "ir-beam" ? 12 : 8));
    CHECK(s["dispersion_of_days"].get<double>() == Approx(1).margin(0.4));
  }

  const std::pair<const char*, Distribution> truths[] = {{"acknowledge", acknowledge},
                                                         {"assess-with-camera", with},
                                                         {"assess-without-camera", without}};
  for (const auto& [name, truth] : truths) {
    CAPTURE(name);
    const SampleFit& fit = files.fit(name);
    REQUIRE_FALSE(fit.candidates.empty());
    CHECK(fit.candidates.front().fit.family == Family::kLognormal);
    CHECK(fit.candidates.front().p_bootstrap >= 0.01);
    const Interval mean = fit.candidates.front().fit.mean;
    CHECK(std::abs(mean.value - truth.mean()) <= 2.1 * mean.half_width());
    CHECK(fit.candidates.front().fit.distribution.parameter(1) == Approx(0.6).epsilon(0.15));
  }
  const Json& room = m["duty_rooms"]["two-operators"];
  CHECK(room["wrong_confirmation_probability"].get<double>() == Approx(0.05).margin(0.03));
  CHECK(room["wrong_dismissal_probability"].get<double>() == Approx(0.1).margin(0.15));
  CHECK(room["sources"]["acknowledge_s"].get<std::string>().starts_with("a generator: raised"));
  CHECK(room["retry_s"] == 5);
}

TEST_CASE("quiet days and silent sensors count") {
  LogFiles files("alarms");
  files.write("log.csv",
              "t,taken,judged_at,zone,kind,truth,said,picture\n"
              "2024-01-03 10:00,,,a,thermal,false,,\n"
              "2024-01-08 10:00,,,b,thermal,false,,\n"
              "2024-01-08 11:00,,,b,thermal,true,,\n"
              "2024-01-09 11:00,,,b,thermal,,,\n");
  files.write("m.yaml", mapping("exposure: {from: \"2024-01-01\", until: \"2024-01-11\"}\n"
                                "sensors: {thermal: {count: 4}, beam: {as: ir-beam, count: 2}}\n"));
  CHECK(files.run() == "");
  REQUIRE(files.report["sensors"].size() == 2);
  CHECK(files.report["sensors"][0]["sensor"] == "ir-beam");
  CHECK(files.report["sensors"][0]["nuisance_per_day"] == 0);
  CHECK(files.report["sensors"][0]["high"].get<double>() == Approx(3.689 / 20).epsilon(1e-3));
  CHECK(files.report["sensors"][1]["nuisance_per_day"] == 0.05);
  CHECK(files.report["sensors"][1]["real"] == 1);
  CHECK(files.report["sensors"][1]["unjudged"] == 1);
  // The duty room's times are as they were: the log has none.
  CHECK(files.read("out/models.yaml").find("assumption: eight seconds") != std::string::npos);
}

TEST_CASE("what an alarm log cannot tell is asked for") {
  LogFiles files("alarms");
  files.write("log.csv",
              "t,taken,judged_at,zone,kind,truth,said,picture\n"
              "2024-01-03 10:00,2024-01-03 10:01,,a,radar,false,,\n"
              "2024-01-03 11:00,,,a,radar,perhaps,,\n");
  files.write("m.yaml", mapping(""));
  CHECK(files.run() ==
        "log.csv:3:28: error: is 'perhaps' a real alarm or nuisance?\n"
        "  hint: give verdicts: {real: [...], nuisance: [...]} in the mapping\n"
        "m.yaml:1:1: error: models.sensors has no 'radar', and a log tells only its nuisance rate\n"
        "  hint: give its other parameters under models.sensors, include a file that has it, or "
        "say which it is: sensors: {WORD: {as: NAME}}\n");
  files.write("m.yaml",
              "vedette: 1\nimport: alarms\nsource: \"bare\"\n"
              "log: {columns: {raised: t, acknowledged: taken, verdict: truth}}\n");
  CHECK(files.run().find("of which duty room are the times of this log?") != std::string::npos);
  CHECK_FALSE(files.written);
}

TEST_CASE("junk in place of an alarm log never does worse than errors") {
  CAPTURE(vedette::testing::seed());
  Stream random = Random(vedette::testing::seed(), 0).stream("alarms", "fuzz");
  const std::string letters = "0123456789-:T,\"\n;.eE \xc3\xa9\x01truefalse";
  const std::string good =
      "t,taken,judged_at,zone,kind,truth,said,picture\n"
      "2024-01-03 10:00:00,2024-01-03 10:00:10,2024-01-03 10:01,a,thermal,false,true,yes\n"
      "2024-01-04 10:00:00,2024-01-04 10:00:10,2024-01-04 10:01,b,ir-beam,true,false,no\n";
  LogFiles files("alarms");
  for (int i = 0; i < 200; ++i) {
    std::string log = good;
    const auto changes = 1 + random.below(8);
    for (std::uint64_t c = 0; c < changes; ++c) {
      const auto at = static_cast<std::size_t>(random.below(log.size()));
      if (random.below(4) == 0)
        log.erase(at, 1 + static_cast<std::size_t>(random.below(10)));
      else
        log[at] = letters[static_cast<std::size_t>(random.below(letters.size()))];
      if (log.empty()) log = "\n";
    }
    files.write("log.csv", log);
    files.write("m.yaml", mapping(i % 2 == 0 ? "  unreadable: drop\n" : ""));
    Diagnostics diagnostics;
    const auto import = import_alarms(files.path("log.csv"), files.path("m.yaml"), diagnostics);
    if (import.has_value() == diagnostics.has_errors()) FAIL(log);
  }
}
