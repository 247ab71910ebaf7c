// SPDX-License-Identifier: Apache-2.0
// Availability: downtime by cause, the elements that were down longest, repairs and parts.
#include <algorithm>
#include <array>
#include <string_view>

#include "measure/figures_equipment.hpp"
#include "report/report_parts.hpp"
#include "world/equipment.hpp"

namespace vedette::report {

namespace {

constexpr std::size_t kMostElements = 15;
constexpr double kYear_s = 8760.0 * 3600;

struct Down {
  std::uint32_t element = 0;
  std::int64_t us = 0, longest_us = 0;
  std::uint64_t spans = 0;
  std::array<std::int64_t, kDownCauses> by_cause{};
};

// What the site's own log counts, as the scenario says.
ReportData observed(const std::string& world_json, const char* key) {
  const auto world = nlohmann::json::parse(world_json, nullptr, false);
  const auto pointer = nlohmann::json::json_pointer(std::string("/equipment/observed/") + key);
  if (!world.is_object() || !world.contains(pointer) || !world[pointer].is_number()) return nullptr;
  return world[pointer].get<double>();
}

// `per`: how many of the spans told there are, years or the run itself.
ReportData cause_rows(const std::vector<Down>& all, double per) {
  std::array<std::int64_t, kDownCauses> sum{};
  for (const Down& one : all)
    for (std::size_t c = 0; c < kDownCauses; ++c) sum[c] += one.by_cause[c];
  auto out = ReportData::array();
  for (std::size_t c = 0; c < kDownCauses; ++c)
    if (sum[c] > 0)
      out.push_back({{"cause", down_cause_name(static_cast<DownCause>(c))},
                     {"hours", Duration{sum[c]}.seconds() / 3600 / per}});
  std::stable_sort(out.begin(), out.end(), [](const ReportData& a, const ReportData& b) {
    return a["hours"].get<double>() > b["hours"].get<double>();
  });
  return out;
}

}  // namespace

ReportData equipment(const Material& m, const Summary& summary, RecordingReader& recording,
                     Names& names) {
  if (!summary.find("equipment.availability") || m.info.end.us <= 0) return nullptr;
  std::vector<Down> down(m.entities.size());
  recording.each_tally([&](const Tally& t) {
    if (t.kind < TallyKind::kDownOwn || t.kind > TallyKind::kDownWhatIf) return;
    Down& one = down[t.who.index()];
    const std::int64_t us = (t.to - t.from).us;
    one.us += us;
    one.longest_us = std::max(one.longest_us, us);
    ++one.spans;
    one.by_cause[static_cast<std::size_t>(t.kind) -
                 static_cast<std::size_t>(TallyKind::kDownOwn)] += us;
  });
  for (std::uint32_t e = 0; e < down.size(); ++e) down[e].element = e;
  const double end_s = m.info.end.seconds();
  ReportData out;
  auto kinds = ReportData::array();
  for (const char* kind : {"camera", "sensor", "host", "link", "door", "room", "supply"}) {
    const std::string id = std::string("equipment.availability.") + kind;
    if (const Summary::Row* row = summary.find(id))
      kinds.push_back(
          {{"kind", kind},
           {"n", static_cast<double>(row->n) /
                     static_cast<double>(std::max<std::uint64_t>(1, row->replications))},
           {"availability", figure(summary, id)}});
  }
  out["availability"] = figure(summary, "equipment.availability");
  out["coverage"] = figure(summary, "equipment.coverage");
  out["delivered"] = figure(summary, "alarms.delivered");
  out["kinds"] = kinds;
  const bool year = m.info.end.us >= measure::kShortestForAYear.us;
  out["in_run"] = !year;
  out["causes"] = cause_rows(down, year ? end_s / kYear_s : 1);
  const auto counted = [&](const char* key, std::string id, const ReportData& log) {
    if (!year) id.replace(id.rfind("per_year"), std::string_view("per_year").size(), "in_run");
    return ReportData{{"key", key},
                      {"predicted", figure(summary, id)},
                      {"observed", year ? log : ReportData(nullptr)}};
  };
  const std::string world = recording.world_json();
  out["counts"] = ReportData::array(
      {counted("failures", "equipment.failures.per_year", nullptr),
       counted("repairs", "equipment.repairs.per_year", observed(world, "repairs_per_year")),
       counted("cameras_replaced", "equipment.cameras_replaced.per_year",
               observed(world, "cameras_replaced_per_year")),
       counted("spares_missing", "equipment.spares_missing.per_year", nullptr),
       counted("technicians", "equipment.technicians.hours_per_year", nullptr),
       counted("standing_in", "equipment.standing_in.hours_per_year", nullptr),
       counted("inspections", "equipment.inspections.per_year", nullptr),
       counted("backups", "equipment.backups.per_year", nullptr),
       counted("software_upkeep", "equipment.software_upkeep.per_year", nullptr),
       counted("joint_tests", "equipment.joint_tests.per_year", nullptr)});
  out["noticed_p50_s"] = figure(summary, "equipment.noticed_s.p50");
  out["noticed_p90_s"] = figure(summary, "equipment.noticed_s.p90");
  out["out_p50_s"] = figure(summary, "equipment.out_s.p50");
  out["out_p90_s"] = figure(summary, "equipment.out_s.p90");
  std::erase_if(down, [](const Down& one) { return one.us == 0; });
  std::stable_sort(down.begin(), down.end(),
                   [](const Down& a, const Down& b) { return a.us > b.us; });
  out["elements_down"] = down.size();
  auto worst = ReportData::array();
  for (const Down& one : down) {
    if (worst.size() == kMostElements) break;
    const auto most = std::max_element(one.by_cause.begin(), one.by_cause.end());
    worst.push_back(
        {{"element", names.of(EntityId(std::size_t{one.element}))},
         {"down_s", Duration{one.us}.seconds()},
         {"longest_s", Duration{one.longest_us}.seconds()},
         {"spans", one.spans},
         {"availability", 1 - Duration{one.us}.seconds() / end_s},
         {"cause", down_cause_name(static_cast<DownCause>(most - one.by_cause.begin()))}});
  }
  out["worst"] = worst;
  return out;
}

}  // namespace vedette::report
