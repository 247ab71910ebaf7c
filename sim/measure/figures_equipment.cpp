// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_equipment.hpp"

#include <string>
#include <string_view>

#include "world/equipment.hpp"

namespace vedette::measure {

namespace {

constexpr double kYear_us = 8760.0 * 3600 * 1e6, kHour_us = 3600 * 1e6;

constexpr EntityKind kDevices[] = {EntityKind::kHost,   EntityKind::kLink, EntityKind::kCamera,
                                   EntityKind::kSensor, EntityKind::kDoor, EntityKind::kRoom,
                                   EntityKind::kSupply};

}  // namespace

EquipmentFigures::EquipmentFigures(const FigureFrame& frame) : frame_(frame) {
  static_assert(kCauses == kDownCauses);
  for (const auto& [kind, name] : frame.entities) ++of_kind_[static_cast<std::size_t>(kind)];
}

bool EquipmentFigures::is(EntityId entity, EntityKind kind) const {
  return entity.valid() && frame_.entities[entity.index()].first == kind;
}

void EquipmentFigures::add(const Tally& t) {
  if (t.kind < TallyKind::kDownOwn) return;
  ++counts_[static_cast<std::size_t>(t.kind)];
  const Duration span = t.to - t.from;
  if (t.kind <= TallyKind::kDownWhatIf) {
    down_us_[static_cast<std::size_t>(frame_.entities[t.who.index()].first)] += span.us;
    by_cause_us_[static_cast<std::size_t>(t.kind) -
                 static_cast<std::size_t>(TallyKind::kDownOwn)] += span.us;
    return;
  }
  switch (t.kind) {
    case TallyKind::kFailureNoticed:
      noticed_.add(span);
      break;
    case TallyKind::kReplaced:
      cameras_replaced_ += is(t.place, EntityKind::kCamera);
      out_.add(span);
      break;
    case TallyKind::kRepaired:
      out_.add(span);
      break;
    case TallyKind::kRepairTime:
      repair_.add(span);
      break;
    case TallyKind::kTechnician:
      technician_us_ += span.us;
      break;
    case TallyKind::kUncovered:
      uncovered_us_ += span.us;
      break;
    case TallyKind::kStandIn:
      stand_in_us_ += span.us;
      break;
    default:
      break;
  }
}

void EquipmentFigures::put(Time end, std::vector<Figure>& out) {
  if (end.us <= 0) return;
  const std::uint64_t reports = count(TallyKind::kReport);
  if (reports > 0)
    out.push_back(
        {"alarms.delivered",
         static_cast<double>(count(TallyKind::kReportArrived)) / static_cast<double>(reports),
         reports});
  std::uint64_t any = 0;
  for (auto k = static_cast<std::size_t>(TallyKind::kDownOwn);
       k < static_cast<std::size_t>(TallyKind::kUncovered); ++k)
    any += counts_[k];
  if (any == 0) return;
  const auto length = static_cast<double>(end.us);
  std::int64_t down = 0;
  std::uint64_t devices = 0;
  std::vector<Figure> each;
  for (const EntityKind kind : kDevices) {
    const auto k = static_cast<std::size_t>(kind);
    if (of_kind_[k] == 0) continue;
    down += down_us_[k];
    devices += of_kind_[k];
    each.push_back(
        {"equipment.availability." + std::string(entity_kind_name(kind)),
         1 - static_cast<double>(down_us_[k]) / (static_cast<double>(of_kind_[k]) * length),
         of_kind_[k]});
  }
  out.push_back({"equipment.availability",
                 1 - static_cast<double>(down) / (static_cast<double>(devices) * length), devices});
  out.insert(out.end(), each.begin(), each.end());
  const std::uint64_t zones = of_kind_[static_cast<std::size_t>(EntityKind::kZone)];
  if (zones > 0)
    out.push_back({"equipment.coverage",
                   1 - static_cast<double>(uncovered_us_) / (static_cast<double>(zones) * length),
                   zones});
  // A drill of two hours says nothing about a year: what it held is told as it was.
  const bool year = end.us >= kShortestForAYear.us;
  const auto rate = [&](std::string id, double n) {
    if (!(n > 0)) return;
    if (!year) id.replace(id.rfind("per_year"), std::string_view("per_year").size(), "in_run");
    out.push_back({"equipment." + id, year ? n * kYear_us / length : n, 1});
  };
  for (std::size_t c = 0; c < kCauses; ++c)
    rate("down." + std::string(down_cause_name(static_cast<DownCause>(c))) + ".hours_per_year",
         static_cast<double>(by_cause_us_[c]) / kHour_us);
  const auto rate_of = [&](const char* id, TallyKind kind) {
    rate(id, static_cast<double>(count(kind)));
  };
  rate_of("failures.per_year", TallyKind::kFailed);
  rate_of("degraded.per_year", TallyKind::kDegraded);
  rate("repairs.per_year",
       static_cast<double>(count(TallyKind::kRepaired) + count(TallyKind::kReplaced)));
  rate_of("replaced.per_year", TallyKind::kReplaced);
  rate("cameras_replaced.per_year", static_cast<double>(cameras_replaced_));
  rate_of("spares_missing.per_year", TallyKind::kSpareMissing);
  noticed_.put("equipment.noticed_s", out);
  repair_.put("equipment.repair_s", out);
  out_.put("equipment.out_s", out);
  rate("technicians.hours_per_year", static_cast<double>(technician_us_) / kHour_us);
  rate("standing_in.hours_per_year", static_cast<double>(stand_in_us_) / kHour_us);
  rate_of("inspections.per_year", TallyKind::kInspection);
  rate_of("backups.per_year", TallyKind::kBackup);
  rate_of("software_upkeep.per_year", TallyKind::kSoftwareUpkeep);
  const std::uint64_t failed = count(TallyKind::kJointTestFailed);
  const std::uint64_t tests = count(TallyKind::kJointTest) + failed;
  rate("joint_tests.per_year", static_cast<double>(tests));
  if (tests > 0)
    out.push_back({"equipment.joint_tests.passed",
                   static_cast<double>(tests - failed) / static_cast<double>(tests), tests});
}

}  // namespace vedette::measure
