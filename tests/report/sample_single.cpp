// SPDX-License-Identifier: Apache-2.0
#include "report/sample_single.hpp"

namespace vedette {

namespace {

using Json = ReportData;

Json latency(int n, double p50, double p95, double p99) {
  return {{"n", n}, {"p50_s", p50}, {"p95_s", p95}, {"p99_s", p99}};
}

Json in_order() {
  return {{"at_panel", latency(40, 38e-6, 41e-6, 44e-6)},
          {"at_server", latency(40, 0.0041, 0.0052, 0.0061)},
          {"acknowledged", latency(40, 6.2, 14.5, 21.0)},
          {"assessed", latency(38, 24.1, 61.0, 75.5)},
          {"guard_arrived", latency(20, 131.4, 240.0, 262.5)}};
}

Json none_later() {
  Json out = Json::object();
  const Json all = in_order();
  for (const auto& [stage, l] : all.items())
    out[stage] = {{"n", l["n"]}, {"lost", 0}, {"p95_s", 0.0}, {"max_s", 0.0}};
  return out;
}

Json trial(const char* element) {
  return {{"element", element},         {"from_s", 0.0},      {"takes_along", 0},
          {"reports_lost", 0},          {"delivered", 1.0},   {"coverage", 0.99998},
          {"availability", 0.9999},     {"reports", 44},      {"alarms", 40},
          {"since_sensed", in_order()}, {"step", in_order()}, {"later", none_later()},
          {"violations", Json::array()}};
}

}  // namespace

ReportData sample_monkey() {
  Json server = trial("host/alarm-server");
  server["reports_lost"] = 44;
  server["delivered"] = 0.0;
  server["since_sensed"] = {{"at_panel", in_order()["at_panel"]}};
  for (const char* stage : {"at_server", "acknowledged", "assessed", "guard_arrived"}) {
    server["later"][stage]["lost"] = in_order()[stage]["n"];
    server["later"][stage]["n"] = 0;
  }
  Json camera = trial("camera/cam-03");
  camera["coverage"] = 0.74998;
  camera["since_sensed"]["assessed"] = latency(38, 29.0, 110.0, 124.5);
  camera["later"]["assessed"]["p95_s"] = 49.0;
  camera["later"]["assessed"]["max_s"] = 52.25;
  Json radio = trial("host/radio");
  radio["since_sensed"]["guard_arrived"] = latency(19, 301.0, 480.0, 502.5);
  radio["later"]["guard_arrived"] = {{"n", 19}, {"lost", 1}, {"p95_s", 172.0}, {"max_s", 190.0}};
  Json access = trial("host/sw-room-1-1");
  access["coverage"] = 0.74998;
  access["takes_along"] = 1;
  Json crashed{{"element", "link/cable"}, {"from_s", 0.0}, {"failure", "signal 9"}};
  return {{"scenario", "Example"},
          {"scenario_hash", "abc"},
          {"seed", 20260302},
          {"replication", 0},
          {"single", true},
          {"elements", 6},
          {"asked", 6},
          {"finished", 6},
          {"crashed", 1},
          {"violated", 0},
          {"without",
           {{"delivered", 1.0},
            {"coverage", 0.99998},
            {"availability", 1.0},
            {"reports", 44},
            {"alarms", 40},
            {"since_sensed", in_order()},
            {"step", in_order()}}},
          {"trials", {server, camera, radio, access, trial("door/gate"), crashed}}};
}

ReportData sample_network() {
  const auto row = [](const char* stage, const char* after, int n, double p50, double p95) {
    const Json tail{{"p50", p50}, {"p95", p95}, {"p99", 1.1 * p95}};
    return Json{{"stage", stage}, {"after", after}, {"n", n}, {"step", tail}, {"since", tail}};
  };
  const auto limit = [](const char* en, const char* zh, Json value, double most, Json met) {
    return Json{{"id", en},
                {"label", {{"en", en}, {"zh", zh}}},
                {"standard", "GB/T 28181"},
                {"edition", "2016"},
                {"clause", "5.3 a)"},
                {"unconfirmed", true},
                {"figure", "x"},
                {"unit", "s"},
                {"statistic", "max"},
                {"limit", most},
                {"at_least", false},
                {"value", value},
                {"n", 40},
                {"met", met}};
  };
  return {
      {"figures", Json::array()},
      {"limits",
       {limit("Front end to centre", "前端至中心", 0.314, 2, true),
        limit("Front end to user", "前端至用户", 9.25, 4, false),
        limit("Fault of the line", "线路故障", nullptr, 90, nullptr)}},
      {"stages",
       {row("at_panel", "sensed", 40, 38e-6, 41e-6),
        row("at_server", "at_panel", 40, 0.0041, 0.0052),
        row("acknowledged", "at_server", 40, 6.2, 14.5),
        row("assessed", "acknowledged", 38, 17, 46), row("guard_arrived", "assessed", 20, 107, 180),
        row("police_called", "assessed", 12, 20, 22),
        row("police_arrived", "police_called", 12, 161, 190)}}};
}

}  // namespace vedette
