// SPDX-License-Identifier: Apache-2.0
#include "measure/plain.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <string>

#include "base/random.hpp"
#include "measure/alarm_chain.hpp"
#include "measure/limits_judged.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

TEST_CASE("spans are read in the unit of their size") {
  const std::pair<double, const char*> cases[] = {{0, "0 s"},
                                                  {38.2e-6, "38.2 µs"},
                                                  {413e-6, "413 µs"},
                                                  {0.00413, "4.13 ms"},
                                                  {0.0413, "41.3 ms"},
                                                  {0.413, "413 ms"},
                                                  {0.9996, "1.00 s"},
                                                  {4.128, "4.13 s"},
                                                  {12.34, "12.3 s"},
                                                  {141.32, "141.3 s"},
                                                  {599.94, "599.9 s"},
                                                  {599.96, "10.0 min"},
                                                  {1014, "16.9 min"},
                                                  {60870, "16.9 h"},
                                                  {280'800, "3.25 d"},
                                                  {-0.0413, "-41.3 ms"},
                                                  {31'536'000, "365.0 d"},
                                                  {1e-12, "0.00 µs"},
                                                  {-1e-12, "0.00 µs"}};
  for (const auto& [seconds, text] : cases) {
    CAPTURE(seconds);
    CHECK(plain_span(seconds, Lang::kEn) == text);
  }
  CHECK(plain_span(0.0413, Lang::kZh) == "41.3 毫秒");
  CHECK(plain_span(std::nan(""), Lang::kEn) == "–");
}

TEST_CASE("a span that is read back is right to half a per cent, from a microsecond to a year") {
  const std::map<std::string, double> units{{"µs", 1e-6}, {"ms", 1e-3}, {"s", 1},
                                            {"min", 60},  {"h", 3600},  {"d", 86400}};
  Stream draws = Random(testing::seed(), 1).stream("spans", "test");
  for (int k = 0; k < 10'000; ++k) {
    const double s = std::pow(10.0, -6 + 13.4 * draws.uniform());
    const std::string text = plain_span(s, Lang::kEn);
    CAPTURE(testing::seed(), s, text);
    const auto space = text.find(' ');
    CHECK(std::stod(text.substr(0, space)) * units.at(text.substr(space + 1)) ==
          Approx(s).epsilon(0.0051));
  }
}

TEST_CASE("only all reads 100 % and only nothing reads 0 %") {
  const std::pair<double, const char*> cases[] = {
      {1, "100.0 %"},     {0, "0.0 %"},        {0.871, "87.1 %"},    {0.99998, "99.998 %"},
      {0.9994, "99.9 %"}, {0.9995, "99.95 %"}, {0.99962, "99.96 %"}, {0.00004, "0.004 %"},
      {0.0005, "0.05 %"}, {0.001, "0.1 %"},    {-0.052, "-5.2 %"}};
  for (const auto& [share, text] : cases) {
    CAPTURE(share);
    CHECK(plain_percent(share) == text);
  }
  Stream draws = Random(testing::seed(), 1).stream("shares", "test");
  for (int k = 0; k < 10'000; ++k) {
    const double far = std::pow(10.0, -8 * draws.uniform());
    for (const double share : {far, 1 - far}) {
      if (share <= 0 || share >= 1) continue;
      const double read = std::stod(plain_percent_number(share));
      CAPTURE(testing::seed(), share, read);
      CHECK(read > 0);
      CHECK(read < 100);
    }
  }
}

StageTimes times(std::initializer_list<std::pair<Stage, std::int64_t>> list) {
  StageTimes out;
  out.fill(kUnset);
  for (const auto& [stage, us] : list) out[static_cast<std::size_t>(stage)] = Time{us};
  return out;
}

TEST_CASE("each stage waited for the one before it that was reached") {
  const StageTimes usual = times({{Stage::kSensed, 0},
                                  {Stage::kAtServer, 10},
                                  {Stage::kQueued, 20},
                                  {Stage::kAcknowledged, 30},
                                  {Stage::kPicture, 40},
                                  {Stage::kAssessed, 50},
                                  {Stage::kGuardsDispatched, 60},
                                  {Stage::kPoliceCalled, 90},
                                  {Stage::kGuardArrived, 100}});
  CHECK(waited_for(Stage::kAtServer, usual) == Stage::kSensed);  // no panel
  CHECK(waited_for(Stage::kQueued, usual) == Stage::kAtServer);  // no platform
  CHECK(waited_for(Stage::kAssessed, usual) == Stage::kPicture);
  CHECK(waited_for(Stage::kPoliceCalled, usual) == Stage::kAssessed);
  CHECK(waited_for(Stage::kGuardArrived, usual) == Stage::kGuardsDispatched);

  // On the wall before anybody had taken it; guards sent by the platform, before the judgement.
  const StageTimes early = times({{Stage::kSensed, 0},
                                  {Stage::kQueued, 20},
                                  {Stage::kPicture, 25},
                                  {Stage::kGuardsDispatched, 28},
                                  {Stage::kAcknowledged, 30},
                                  {Stage::kAssessed, 50}});
  CHECK(waited_for(Stage::kPicture, early) == Stage::kQueued);
  CHECK(waited_for(Stage::kAssessed, early) == Stage::kAcknowledged);
  CHECK(waited_for(Stage::kGuardsDispatched, early) == Stage::kPicture);
  for (const Stage stage : kAlarmChain) {
    CAPTURE(stage_name(stage));
    CHECK(usually_waits_for(stage) < stage);
  }
}

TEST_CASE("limits stand as the standard writes them, measured values in their own unit") {
  JudgedLimit delay;
  delay.limit.name = "delay";
  delay.limit.label_en = "Network delay";
  delay.limit.statistic = "max";
  delay.limit.limit = 0.4;
  delay.figure = "latency.network_s.max";
  delay.value = 60'870;
  const std::string text = to_text({delay}, Lang::kEn);
  CAPTURE(text);
  CHECK(text.find("16.9 h (max)") != std::string::npos);
  CHECK(text.find("<= 400 ms") != std::string::npos);
  CHECK(text.find("e+") == std::string::npos);
  delay.value = 0.000314;
  CHECK(to_text({delay}, Lang::kEn).find("314 µs (max)") != std::string::npos);
}

}  // namespace
}  // namespace vedette
