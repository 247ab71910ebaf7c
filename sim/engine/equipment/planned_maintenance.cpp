// SPDX-License-Identifier: Apache-2.0
// Inspections, backups, upkeep of software, joint tests: how often is an input.
#include <algorithm>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

constexpr double kYear_s = 8760.0 * 3600;

Stream draws_of(const Run& run, const MaintenanceWork& work, std::uint32_t number) {
  return run.random.stream(name_hash("planned/" + work.name), number);
}

// Number n stands in the middle of the n-th of equal parts of the year, moved to the time of day
// that is drawn for it.
Time due(const Run& run, const MaintenanceWork& work, std::uint32_t number) {
  const std::int64_t middle =
      seconds((static_cast<double>(number) + 0.5) / work.per_year * kYear_s).us;
  if (work.from_s == 0 && work.to_s == 86400) return Time{middle};
  Stream draws = draws_of(run, work, number);
  const std::int64_t offset = run.world.start_second_of_day * kSecond.us;
  const std::int64_t day = (middle + offset) / kDay.us * kDay.us;
  const double second = work.from_s + draws.uniform() * (work.to_s - work.from_s);
  return Time{std::max<std::int64_t>(0, day + seconds(second).us - offset)};
}

Process comes_due(Run& run, std::uint32_t index) {
  const MaintenanceWork& work = run.world.equipment->maintenance[index];
  for (std::uint32_t n = 0;; ++n) {
    const Time at = std::max(due(run, work, n), run.now());
    if (at >= Time{0} + run.world.horizon) co_return;
    (void)co_await Delay(run.calendar, at);
    if (run.world.equipment->technicians.empty())
      co_await carry_out_maintenance(run, index, n);
    else
      add_job(run, {nullptr, index, n});
  }
}

std::vector<std::uint32_t> with_contents(const Run& run, std::uint32_t element) {
  std::vector<std::uint32_t> out{element};
  for (const auto& [inside, cause] : run.world.equipment->elements[element].takes_along)
    out.push_back(inside);
  return out;
}

}  // namespace

Task<> carry_out_maintenance(Run& run, std::uint32_t index, std::uint32_t number) {
  using Kind = MaintenanceWork::Kind;
  const MaintenanceWork& work = run.world.equipment->maintenance[index];
  const Time since = run.now();
  Stream draws = draws_of(run, work, number);
  (void)draws.bits();  // the time of day was the first draw
  run.log(Topic::kMaintenance, {}, maintenance_name(work.kind));
  const Down why{DownCause::kPlanned, {}, true};
  for (const std::uint32_t e : work.takes_down) take_down(run, e, why);
  (void)co_await Delay(run.calendar, draw_duration(work.duration_s, draws));
  for (const std::uint32_t e : work.takes_down) bring_back(run, e, why);
  bool all_up = true;
  const auto check = [&](std::uint32_t element) {
    for (const std::uint32_t e : with_contents(run, element)) {
      all_up &= is_up(run, e);
      notice_failures(run, e);
    }
  };
  if (work.in_turn && !work.checks.empty())
    check(work.checks[number % work.checks.size()]);
  else
    for (const std::uint32_t e : work.checks) check(e);
  if (work.kind == Kind::kCheck) co_return;
  const TallyKind kind = work.kind == Kind::kInspection ? TallyKind::kInspection
                         : work.kind == Kind::kBackup   ? TallyKind::kBackup
                         : work.kind == Kind::kSoftware ? TallyKind::kSoftwareUpkeep
                         : all_up                       ? TallyKind::kJointTest
                                                        : TallyKind::kJointTestFailed;
  const Tally tally{kind, {}, {}, since, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

void start_maintenance(Run& run) {
  for (std::uint32_t i = 0; i < run.world.equipment->maintenance.size(); ++i)
    run.calendar.start(comes_due(run, i));
}

}  // namespace vedette
