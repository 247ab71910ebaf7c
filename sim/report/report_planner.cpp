// SPDX-License-Identifier: Apache-2.0
// The planner's table: where, when and for what calls wait.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

// Bands of a day as duty rosters have them; finer ones leave too few calls in each.
constexpr int kBandHours = 6;
constexpr std::size_t kWorst = 20;

struct Cell {
  std::uint32_t district;
  int band;
  int priority;
  auto operator<=>(const Cell&) const = default;
};

ReportData number(double x) {
  return std::isfinite(x) ? ReportData(x) : ReportData(nullptr);
}

// The patrol cells with most calls beyond the last mark.
ReportData worst_cells(const Material& m, const RecordedGeometry& geometry,
                       const std::map<std::uint32_t, CallGroup>& cells) {
  const Duration last{m.info.marks_us.empty() ? kUnreachable.us : m.info.marks_us.back()};
  std::vector<std::pair<std::int64_t, std::uint32_t>> order;
  for (const auto& [cell, calls] : cells)
    if (cell < geometry.cells.size() && calls.beyond(last) > 0)
      order.emplace_back(-static_cast<std::int64_t>(calls.beyond(last)), cell);
  std::sort(order.begin(), order.end());
  if (order.size() > kWorst) order.resize(kWorst);
  auto out = ReportData::array();
  for (const auto& [beyond, cell] : order) {
    const RecordedGeometry::Area& area = geometry.cells[cell];
    const CallGroup& calls = cells.at(cell);
    out.push_back(
        {{"name", area.entity.valid() ? m.entities.at(area.entity.index()).name : area.name},
         {"n", calls.n()},
         {"unreached", calls.unreached()},
         {"p50_s", number(calls.quantile_s(0.5))},
         {"p90_s", number(calls.quantile_s(0.9))},
         {"within", shares(m, calls)},
         {"beyond", -beyond}});
  }
  return out;
}

// Figures over all replications; none with one fleet alone. Most calls first.
ReportData fleets(const Material& m, const RecordedGeometry& geometry, const Summary& summary) {
  std::vector<std::string> names;
  for (const RecordedGeometry::Unit& u : geometry.units)
    if (std::find(names.begin(), names.end(), u.fleet) == names.end()) names.push_back(u.fleet);
  std::vector<std::pair<double, std::string>> order;
  for (const std::string& name : names)
    if (const Summary::Row* n = summary.find("calls.fleet." + name + ".n"))
      order.emplace_back(-n->mean, name);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  auto out = ReportData::array();
  for (const auto& [calls, name] : order) {
    const std::string prefix = "calls.fleet." + name;
    out.push_back({{"name", name},
                   {"n", figure(summary, prefix + ".n")},
                   {"within", marks(m, summary, prefix)},
                   {"p50_s", figure(summary, prefix + ".response_s.p50")},
                   {"p90_s", figure(summary, prefix + ".response_s.p90")},
                   {"busy", figure(summary, "utilisation.fleet." + name)}});
  }
  return out;
}

}  // namespace

ReportData shares(const Material& m, const CallGroup& calls) {
  auto within = ReportData::array();
  for (const std::int64_t mark : m.info.marks_us) within.push_back(calls.share_within({mark}));
  return within;
}

std::map<std::uint32_t, CallGroup> calls_by_cell(const Material& m,
                                                 const RecordedGeometry& geometry) {
  std::map<EntityId, std::uint32_t> cell_of;
  for (const RecordedGeometry::DemandArea& a : geometry.areas) cell_of[a.entity] = a.cell;
  std::map<std::uint32_t, CallGroup> out;
  for (const Incident& i : m.incidents) {
    if (i.kind != IncidentKind::kCall || received(i) == kUnset) continue;
    if (const auto cell = cell_of.find(i.place); cell != cell_of.end() && cell->second != kNoIndex)
      out[cell->second].add(response(i));
  }
  return out;
}

ReportData planner(const Material& m, const RecordedGeometry& geometry, const Summary& summary) {
  std::map<EntityId, std::uint32_t> district_of;
  for (const RecordedGeometry::DemandArea& a : geometry.areas) district_of[a.entity] = a.district;
  std::vector<std::string> districts;
  for (const RecordedEntity& e : m.entities)
    if (e.kind == EntityKind::kDistrict) districts.push_back(e.name);
  std::map<Cell, CallGroup> cells;
  for (const Incident& i : m.incidents) {
    if (i.kind != IncidentKind::kCall || received(i) == kUnset) continue;
    const auto at = district_of.find(i.place);
    const std::uint32_t district =
        at != district_of.end() && at->second < districts.size() ? at->second : kNoIndex;
    const std::int64_t second = received(i).us / kSecond.us + m.start_second_of_day;
    const auto band = static_cast<int>(second / 3600 % 24) / kBandHours;
    cells[{district, band, i.priority}].add(response(i));
  }
  if (cells.empty()) return nullptr;

  const Duration last{m.info.marks_us.empty() ? kUnreachable.us : m.info.marks_us.back()};
  auto rows = ReportData::array();
  std::vector<std::tuple<std::int64_t, double, std::size_t>> order;  // most beyond first
  for (const auto& [cell, calls] : cells) {
    const std::uint64_t beyond = calls.beyond(last);
    if (beyond > 0)
      order.emplace_back(-static_cast<std::int64_t>(beyond), calls.share_within(last), rows.size());
    rows.push_back({{"district", cell.district == kNoIndex ? ReportData(nullptr)
                                                           : ReportData(districts[cell.district])},
                    {"band", cell.band},
                    {"priority", cell.priority},
                    {"n", calls.n()},
                    {"unreached", calls.unreached()},
                    {"p50_s", number(calls.quantile_s(0.5))},
                    {"p90_s", number(calls.quantile_s(0.9))},
                    {"within", shares(m, calls)},
                    {"beyond", beyond}});
  }
  std::sort(order.begin(), order.end());
  if (order.size() > kWorst) order.resize(kWorst);
  auto worst = ReportData::array();
  for (const auto& [beyond, share, row] : order) worst.push_back(row);
  return {{"band_h", kBandHours},
          {"rows", rows},
          {"worst", worst},
          {"cells", worst_cells(m, geometry, calls_by_cell(m, geometry))},
          {"fleets", fleets(m, geometry, summary)}};
}

}  // namespace vedette::report
