// SPDX-License-Identifier: Apache-2.0
#include "report/sample_data.hpp"

namespace vedette {

// Tasks, posts, patrol, finds and stop checks of the made-up day.
ReportData sample_work(int replications) {
  const auto figure = [&](double value, double half) {
    ReportData out{{"value", value}, {"low", nullptr}, {"high", nullptr}};
    if (replications > 1) out["low"] = value - half, out["high"] = value + half;
    return out;
  };
  const auto group = [&](const char* by, ReportData value, double n) {
    return ReportData{{"by", by},
                      {"value", value},
                      {"n", figure(n, 3)},
                      {"done", figure(0.97, 0.01)},
                      {"in_time", figure(0.88, 0.04)},
                      {"p50_s", figure(1260, 75)},
                      {"p90_s", figure(2710, 160)}};
  };
  ReportData out;
  out["tasks"] = {{"groups", ReportData::array({group("all", nullptr, 41), group("type", 3, 41)})}};
  out["posts"] = {
      {"windows", figure(16, 0)}, {"manned", figure(0.93, 0.02)}, {"on_time", figure(0.81, 0.05)}};
  out["patrol"] = {{"visits", figure(2140, 60)},          {"interval_p50_s", figure(2480, 90)},
                   {"interval_p90_s", figure(7420, 310)}, {"idleness_s", figure(2210, 85)},
                   {"longest_s", figure(21600, 1800)},    {"irregularity", figure(0.87, 0.03)}};
  const auto fleet = [&](const char* name, double visits, double longest_s) -> ReportData {
    return {{"by", "fleet"},
            {"value", name},
            {"visits", figure(visits, 9)},
            {"p50_s", figure(longest_s / 5, 20)},
            {"p90_s", figure(longest_s / 2, 70)},
            {"longest_s", figure(longest_s, 400)},
            {"irregularity", figure(0.4, 0.02)}};
  };
  out["patrols_by_fleet"] = {fleet("checkpoints", 1400, 3600), fleet("night_cars", 740, 21600)};
  out["finds"] = {{"finds", figure(12, 2)}, {"upheld", figure(0.66, 0.09)}};
  out["stop_checks"] = {{"stop_checks", figure(30, 4)}, {"hits", figure(0.1, 0.03)}};
  return out;
}

}  // namespace vedette
