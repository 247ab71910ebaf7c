// SPDX-License-Identifier: Apache-2.0
#include "cover/upkeep.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "base/portable_math.hpp"
#include "cover/erlang.hpp"
#include "world/equipment.hpp"

namespace vedette {

namespace {

constexpr double kYear_h = 8760, kHour_s = 3600, kDay_s = 86400;

// Repairs a year by failure type, of all elements together.
std::vector<double> repairs_by_type(const Equipment& e) {
  std::vector<double> out(e.types.size(), 0);
  for (const FailureMode& mode : e.modes)
    if (e.types[mode.type].mtbf_h > 0) out[mode.type] += kYear_h / e.types[mode.type].mtbf_h;
  for (const CommonCause& cause : e.common_causes)
    out[cause.type] += cause.per_year * cause.weather_factor[0] * cause.share *
                       static_cast<double>(cause.elements.size());
  return out;
}

double hours_a_day(const World& world, const TechnicianTeam& team) {
  if (team.shift == kNoIndex) return 24;
  const Shift& shift = world.city.shifts[team.shift];
  const double s = shift.to_s - shift.from_s;
  return (s > 0 ? s : s + kDay_s) / kHour_s;
}

double mean_way(const Equipment& e) {
  double sum = 0, n = 0;
  for (const TechnicianTeam& team : e.technicians) {
    sum += team.count * team.travel_s.mean();
    n += team.count;
  }
  return n > 0 ? sum / n : 0;
}

// P(Poisson(mean) >= k), k >= 1 (Abramowitz & Stegun 26.4.21).
double at_least(double mean, double k) {
  return portable::gamma_p(k, mean);
}

// P(Poisson(mean) = k), mean > 0.
double exactly(double mean, double k) {
  return portable::exp(k * portable::log(mean) - mean - portable::lgamma(k + 1));
}

}  // namespace

UpkeepLoad upkeep_load(const World& world) {
  UpkeepLoad out;
  const Equipment& e = *world.equipment;
  const double way = mean_way(e);
  double repair_s = 0, planned_s = 0;
  const std::vector<double> repairs = repairs_by_type(e);
  for (std::size_t t = 0; t < e.types.size(); ++t) {
    out.repairs_per_year += repairs[t];
    repair_s += repairs[t] * (e.types[t].repair_s.mean() + way);
  }
  for (const MaintenanceWork& work : e.maintenance) {
    out.planned_per_year += work.per_year;
    planned_s += work.per_year * (work.duration_s.mean() + way);
  }
  out.hours_per_year = (repair_s + planned_s) / kHour_s;
  out.visit_s = out.repairs_per_year > 0 ? repair_s / out.repairs_per_year : 0;
  for (const TechnicianTeam& team : e.technicians)
    out.duty_hours_per_year += team.count * hours_a_day(world, team) * kYear_h / 24;
  return out;
}

std::vector<TechnicianWait> technician_waits(const World& world, int most) {
  const Equipment& e = *world.equipment;
  std::vector<TechnicianWait> out;
  if (e.technicians.empty()) return out;
  const UpkeepLoad load = upkeep_load(world);
  const double jobs = load.repairs_per_year + load.planned_per_year;
  const double hours = hours_a_day(world, e.technicians.front());
  const double gap_s = (24 - hours) * kHour_s;
  int own = 0;
  for (const TechnicianTeam& team : e.technicians) own += static_cast<int>(team.count);
  for (int n = 0; n <= most; ++n) {
    TechnicianWait one;
    one.technicians = n == 0 ? own : n;
    one.until_duty_s = gap_s * gap_s / 2 / kDay_s;
    const double on_duty_s = hours * 365 * kHour_s;
    one.for_a_free_one_s =
        jobs > 0 ? mmc({jobs / on_duty_s, load.hours_per_year * kHour_s / jobs, one.technicians})
                       .mean_wait
                 : 0;
    out.push_back(one);
  }
  return out;
}

double chance_missing(double lead_demand, std::uint32_t reorder_at, std::uint32_t order) {
  if (!(lead_demand >= 0) || order == 0)
    throw std::invalid_argument("a lead time's demand is 0 or more, an order 1 or more");
  if (lead_demand == 0) return 0;
  // From the thinnest tail on, so that only what is positive is added.
  const double low = reorder_at + 1.0, high = static_cast<double>(reorder_at) + order;
  double tail = at_least(lead_demand, high), sum = tail;
  for (double k = high - 1; k >= low; --k) {
    tail += exactly(lead_demand, k);
    sum += tail;
  }
  return std::min(1.0, sum / order);
}

std::uint32_t reorder_for(double lead_demand, std::uint32_t order, double p) {
  if (!(p > 0)) throw std::invalid_argument("a chance above 0 is needed");
  const auto enough = [&](std::uint32_t s) { return chance_missing(lead_demand, s, order) <= p; };
  // It falls as the reorder point rises: doubled until it is enough, then halved.
  constexpr std::uint32_t kMost = 1u << 30;
  std::uint32_t low = 0, high = 1;  // `low` is not enough, `high` is
  if (enough(0)) return 0;
  while (high < kMost && !enough(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

std::vector<SpareOutlook> spare_outlook(const World& world, double p) {
  const Equipment& e = *world.equipment;
  const std::vector<double> repairs = repairs_by_type(e);
  std::vector<SpareOutlook> out;
  for (std::size_t s = 0; s < e.spares.size(); ++s) {
    const Spare& spare = e.spares[s];
    SpareOutlook one;
    one.name = spare.name;
    for (std::size_t t = 0; t < e.types.size(); ++t)
      if (e.types[t].spare == s) one.per_year += repairs[t];
    one.lead_days = spare.lead_s.mean() / kDay_s;
    const double demand = one.per_year * one.lead_days / 365;
    one.missing = chance_missing(demand, spare.reorder_at, spare.order);
    one.enough = reorder_for(demand, spare.order, p);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace vedette
