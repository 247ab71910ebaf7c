// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include "base/statistics.hpp"
#include "record/event.hpp"
#include "report/sample_data.hpp"

namespace vedette {

namespace {

// One more than stand in the first table; the last had no call.
ReportData sample_fleets(const ReportData& data) {
  const bool interval = data["run"]["replications"] > 1;
  const auto figure = [interval](double value, double half) {
    ReportData out{{"value", value}, {"low", nullptr}, {"high", nullptr}};
    if (interval) out["low"] = value - half, out["high"] = value + half;
    return out;
  };
  auto out = ReportData::array();
  for (int k = 0; k < 13; ++k) {
    const bool some = k < 12;
    auto within = ReportData::array();
    for (std::size_t m = 0; m < data["marks_s"].size(); ++m)
      within.push_back(some ? figure(0.3 + 0.2 * static_cast<double>(m), 0.04) : ReportData());
    out.push_back({{"name", "F-" + std::to_string(k + 1)},
                   {"n", figure(some ? 60 - 4 * k : 0, 0)},
                   {"within", within},
                   {"p50_s", some ? figure(181 + k, 9) : ReportData()},
                   {"p90_s", some ? figure(402 + k, 20) : ReportData()},
                   {"busy", figure(0.347 - 0.02 * k, 0.02)}});
  }
  return out;
}

}  // namespace

ReportData sample_planner(const ReportData& data) {
  struct Group {
    int n = 0;
    std::vector<double> times;
  };
  static constexpr std::array kDistricts = {"A", "B", "C", "D"};
  std::map<std::tuple<int, int, int>, Group> groups;
  for (const auto& i : data["incidents"]) {
    if (i["kind"] != "call") continue;
    const auto& there = i["t"][static_cast<std::size_t>(Stage::kPoliceArrived)];
    const double received = i["t"][0].get<double>();
    const int district = (i["x"] < 4500 ? 0 : 1) + (i["y"] < 4500 ? 0 : 2);
    Group& g = groups[{district, static_cast<int>(received / 21600), i["priority"].get<int>()}];
    ++g.n;
    if (!there.is_null()) g.times.push_back(there.get<double>() - received);
  }
  auto rows = ReportData::array(), worst = ReportData::array();
  std::vector<std::pair<int, std::size_t>> order;
  for (auto& [key, g] : groups) {
    const auto& [district, band, priority] = key;
    std::sort(g.times.begin(), g.times.end());
    auto within = ReportData::array();
    int reached = 0;
    for (const double mark : data["marks_s"]) {
      reached = static_cast<int>(std::upper_bound(g.times.begin(), g.times.end(), mark) -
                                 g.times.begin());
      within.push_back(static_cast<double>(reached) / g.n);
    }
    order.emplace_back(reached - g.n, rows.size());
    rows.push_back({{"district", kDistricts[static_cast<std::size_t>(district)]},
                    {"band", band},
                    {"priority", priority},
                    {"n", g.n},
                    {"unreached", g.n - static_cast<int>(g.times.size())},
                    {"p50_s", quantile_sorted(g.times, 0.5)},
                    {"p90_s", quantile_sorted(g.times, 0.9)},
                    {"within", within},
                    {"beyond", g.n - reached}});
  }
  std::sort(order.begin(), order.end());
  for (std::size_t k = 0; k < order.size() && k < 20; ++k)
    if (order[k].first < 0) worst.push_back(order[k].second);
  ReportData cell = rows.front();
  for (const char* key : {"district", "band", "priority"}) cell.erase(key);
  cell["name"] = "C-07";
  return {{"band_h", 6},
          {"rows", rows},
          {"worst", worst},
          {"cells", ReportData::array({std::move(cell)})},
          {"fleets", sample_fleets(data)}};
}

}  // namespace vedette
