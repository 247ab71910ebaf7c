// SPDX-License-Identifier: Apache-2.0
#include "report/sample_data.hpp"

namespace vedette {

ReportData sample_drill(int replications) {
  const auto text = [](const char* en, const char* zh) {
    return ReportData{{"en", en}, {"zh", zh}};
  };
  const auto step = [&](const char* en, const char* zh, const char* owner, ReportData due,
                        ReportData start, ReportData end, ReportData target, const char* verdict) {
    return ReportData{{"name", text(en, zh)}, {"owner", owner},    {"who", nullptr},
                      {"due", due},           {"start", start},    {"end", end},
                      {"target_s", target},   {"verdict", verdict}};
  };
  ReportData score{{"value", 0.811}};
  score["low"] = replications > 1 ? ReportData(0.79) : ReportData(nullptr);
  score["high"] = replications > 1 ? ReportData(0.832) : ReportData(nullptr);
  ReportData review{{"id", 373},
                    {"type", 0},
                    {"real", true},
                    {"place", nullptr},
                    {"from", 50560},
                    {"n", 4},
                    {"in_time", 1},
                    {"late", 1},
                    {"not_done", 2},
                    {"score", 0.5},
                    {"plan", text("Escape", "脱逃处置预案")}};
  review["steps"] = {
      step("Acknowledge", "确认报警", "operator", 50560, 50562, 50568, 15, "in_time"),
      step("Assess", "复核判断", "operator", 50568, 50568, 50613, 30, "late"),
      step("Cameras on the wall", "画面上墙", "platform", 50560, 50560, 50568, 5, "failed"),
      step("Tell the commander", "上报指挥长", "platform", nullptr, nullptr, nullptr, nullptr,
           "left_out"),
      step("Head count", "清点人数", "sub_room", 50613, 50613, nullptr, nullptr, "open"),
      step("Search", "现场搜索", "guard", nullptr, nullptr, nullptr, 60, "missed"),
      step("Report", "向上级报告", "commander", 50613, 50620, 50660, nullptr, "done")};
  return {{"team", {{"n", 4}, {"in_time", 1}, {"late", 1}, {"not_done", 2}, {"score", 0.5}}},
          {"score", score},
          {"owners", ReportData::array({{{"owner", "operator"},
                                         {"n", 2},
                                         {"in_time", 1},
                                         {"late", 1},
                                         {"not_done", 0},
                                         {"score", 0.75}}})},
          {"injects", ReportData::array(
                          {{{"name", text("Two cameras fail", "两台摄像机失效")}, {"t", 50000}}})},
          {"outcomes",
           ReportData::array(
               {{{"who", nullptr}, {"detected", true}, {"interrupted", false}, {"t", 50700}}})},
          {"reviewed_of", 14},
          {"reviews", ReportData::array({review})}};
}

}  // namespace vedette
