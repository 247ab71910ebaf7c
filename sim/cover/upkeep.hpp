// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "world/world.hpp"

namespace vedette {

/// What technicians have to do in a year, by rates: each failure mode once every MTBF (its time
/// down is left out), common causes as in clear weather, planned work as planned.
struct UpkeepLoad {
  double repairs_per_year = 0, planned_per_year = 0;
  double hours_per_year = 0;       ///< work and ways
  double duty_hours_per_year = 0;  ///< of all technicians together
  double visit_s = 0;              ///< mean of a repair with its way
  double share_busy() const {
    return duty_hours_per_year > 0 ? hours_per_year / duty_hours_per_year : 0;
  }
};
UpkeepLoad upkeep_load(const World& world);

/// From a failure being known until a technician sets out: until one is on duty (at a time of day
/// that is as likely as any other), then for one who is free (M/M/c over the hours of duty; Erlang
/// 1917), seconds. Infinite without technicians, or where they have more to do than hours.
struct TechnicianWait {
  int technicians = 0;
  double until_duty_s = 0, for_a_free_one_s = 0;
};
/// With each number of technicians 1 … `most` on the hours of the first team; the first entry is
/// the scenario's own.
std::vector<TechnicianWait> technician_waits(const World& world, int most);

/// Chance that a part is not in stock when it is wanted, for (s, Q) with reorder point s and order
/// quantity Q: stock and orders less what is waited for are uniform over s + 1 … s + Q (Hadley &
/// Whitin, Analysis of Inventory Systems, 1963, ch. 4), demand in the lead time is Poisson with
/// mean `lead_demand`.
/// Exact for one part at a time and any lead time with independent orders (Palm's theorem), else
/// nearly.
double chance_missing(double lead_demand, std::uint32_t reorder_at, std::uint32_t order);
/// Least reorder point for which that is at most `p`.
std::uint32_t reorder_for(double lead_demand, std::uint32_t order, double p);

struct SpareOutlook {
  std::string name;
  double per_year = 0;       ///< wanted
  double lead_days = 0;      ///< mean
  double missing = 0;        ///< chance_missing with the scenario's rule
  std::uint32_t enough = 0;  ///< reorder_for
};
std::vector<SpareOutlook> spare_outlook(const World& world, double p);

}  // namespace vedette
