// SPDX-License-Identifier: Apache-2.0
// Single points of failure: the worst of each kind, with their alarm chains.
#include "report/report_single.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "measure/alarm_chain.hpp"

namespace vedette {

namespace {

constexpr std::size_t kWorst = 10;
constexpr double kLate_s = 1;

ReportData tail(const ReportData& latency) {
  return {{"p50", latency.at("p50_s").get<double>()},
          {"p95", latency.at("p95_s").get<double>()},
          {"p99", latency.at("p99_s").get<double>()}};
}

// In the order of the chain, whatever the order of the file.
ReportData stages(const ReportData& since) {
  auto out = ReportData::array();
  for (const Stage stage : kAlarmChain) {
    const auto it = since.find(stage_name(stage));
    if (it == since.end()) continue;
    out.push_back({{"stage", stage_name(stage)},
                   {"n", it->at("n").get<std::uint64_t>()},
                   {"since", tail(*it)}});
  }
  return out;
}

ReportData row(const ReportData& trial, double coverage) {
  const std::string full = trial.at("element").get<std::string>();
  const std::size_t slash = full.find('/');
  std::uint64_t lost = 0;
  double later_s = 0;
  ReportData lost_stage, later_stage;
  auto list = ReportData::array();
  for (const Stage stage : kAlarmChain) {
    const auto name = stage_name(stage);
    const ReportData &since = trial.at("since_sensed"), &later = trial.at("later");
    const auto there = since.find(name);
    const auto beside = later.find(name);
    if (there == since.end() && beside == later.end()) continue;
    ReportData one{{"stage", name}, {"n", 0}, {"lost", 0}, {"since", nullptr}, {"later", nullptr}};
    if (there != since.end()) {
      one["n"] = there->at("n").get<std::uint64_t>();
      one["since"] = tail(*there);
    }
    if (beside != later.end()) {
      const auto gone = beside->at("lost").get<std::uint64_t>();
      one["lost"] = gone;
      if (gone > lost && stage != Stage::kPicture) {  // pictures are counted by themselves
        lost = gone;
        lost_stage = name;
      }
      const double p95 = beside->at("p95_s").get<double>();
      if (beside->at("n").get<std::uint64_t>() > 0)
        one["later"] = {{"p95", p95}, {"max", beside->at("max_s").get<double>()}};
      if (p95 > later_s) {
        later_s = p95;
        later_stage = name;
      }
    }
    list.push_back(std::move(one));
  }
  return {{"name", slash == std::string::npos ? full : full.substr(slash + 1)},
          {"kind", slash == std::string::npos ? "" : full.substr(0, slash)},
          {"reports_lost", trial.at("reports_lost").get<std::uint64_t>()},
          {"lost", lost},
          {"lost_stage", lost_stage},
          {"coverage_lost", std::max(0.0, coverage - trial.at("coverage").get<double>())},
          {"takes_along", trial.at("takes_along").get<std::uint64_t>()},
          {"later_s", later_s},
          {"later_stage", later_stage},
          {"stages", std::move(list)}};
}

// The first ten by a number that is not 0; ties in the order of the scenario.
std::vector<std::size_t> worst(const std::vector<ReportData>& rows, const char* key) {
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (rows[k].at(key).get<double>() > 0) out.push_back(k);
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return rows[a].at(key).get<double>() > rows[b].at(key).get<double>();
  });
  return out;
}

}  // namespace

ReportData single_failures(const ReportData& monkey) {
  const ReportData& without = monkey.at("without");
  const double coverage = without.at("coverage").get<double>();
  std::vector<ReportData> rows;
  for (const ReportData& trial : monkey.at("trials"))
    if (!trial.contains("failure")) rows.push_back(row(trial, coverage));
  ReportData out{{"elements", monkey.at("elements").get<std::uint64_t>()},
                 {"finished", monkey.at("finished").get<std::uint64_t>()},
                 {"crashed", monkey.at("crashed").get<std::uint64_t>()},
                 {"seed", std::to_string(monkey.at("seed").get<std::uint64_t>())},
                 {"replication", monkey.at("replication").get<std::uint64_t>()}};
  out["without"] = {{"alarms", without.at("alarms").get<std::uint64_t>()},
                    {"reports", without.at("reports").get<std::uint64_t>()},
                    {"delivered", without.at("delivered").get<double>()},
                    {"coverage", coverage},
                    {"availability", without.at("availability").get<double>()},
                    {"stages", stages(without.at("since_sensed"))}};
  const auto lost = worst(rows, "lost"), blind = worst(rows, "coverage_lost"),
             late = worst(rows, "later_s");
  const auto slow = [&](const ReportData& r) { return r["later_s"].get<double>() >= kLate_s; };
  out["harmless"] = std::count_if(rows.begin(), rows.end(), [&](const ReportData& r) {
    return r["lost"] == 0 && r["coverage_lost"].get<double>() <= 0 && !slow(r);
  });
  out["losing"] = lost.size();
  out["blinding"] = blind.size();
  out["delaying"] = std::count_if(rows.begin(), rows.end(), slow);
  // The rows that any of the three names, the worst first: alarms, then pictures, then time.
  std::vector<std::size_t> shown;
  for (const auto* list : {&lost, &blind, &late})
    for (std::size_t k = 0; k < list->size() && k < kWorst; ++k) shown.push_back((*list)[k]);
  const auto key = [&](std::size_t k) {
    return std::tuple(-rows[k]["lost"].get<double>(), -rows[k]["coverage_lost"].get<double>(),
                      -rows[k]["later_s"].get<double>(), k);
  };
  std::sort(shown.begin(), shown.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  out["by"] = ReportData::object();
  for (const auto& [name, list] :
       {std::pair("lost", &lost), std::pair("coverage", &blind), std::pair("latency", &late)}) {
    out["by"][name] = ReportData::array();
    for (std::size_t k = 0; k < list->size() && k < kWorst; ++k)
      out["by"][name].push_back(std::find(shown.begin(), shown.end(), (*list)[k]) - shown.begin());
  }
  out["rows"] = ReportData::array();
  for (const std::size_t k : shown) out["rows"].push_back(rows[k]);
  return out;
}

}  // namespace vedette
