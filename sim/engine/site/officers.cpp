// SPDX-License-Identifier: Apache-2.0
#include "engine/site/officers.hpp"

#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"

namespace vedette {

namespace {

Passer officer(const Run& run, EntityId unit, const Stream& random, bool drives) {
  const Layout& layout = *run.world.site.layout;
  Passer out{unit, layout.badge_of_class[static_cast<std::size_t>(PersonClass::kOfficer)], kNowhere,
             random};
  out.kind = PersonClass::kOfficer;
  out.drives = drives;
  return out;
}

}  // namespace

bool enters_site(const Run& run, const AlarmCase& alarm) {
  const Site& site = run.world.site;
  return site.police && site.zones[alarm.zone].walk_node.valid();
}

OfficersOnSite::OfficersOnSite(Run& run, EntityId unit, Stream random)
    : run_(run),
      police_(*run.world.site.police),
      running_(running_ways(run, police_.run_factor)),
      on_foot_(run, feet_, officer(run, unit, random, false)) {
  const Site& site = run.world.site;
  on_foot_.stand(police_.entry);
  if (!police_.drives) return;
  const auto gate = site.layout->drive->find(site.walk->node(police_.entry).name);
  if (!gate) return;  // no car fits through there
  gate_of_cars_ = *gate;
  by_car_.emplace(run, wheels_, officer(run, unit, random, true));
  by_car_->stand(gate_of_cars_);
}

// Of all places that both graphs know, the one from which they are there first; ties by number.
std::optional<OfficersOnSite::Parking> OfficersOnSite::parking(NodeId spot) const {
  if (!by_car_) return std::nullopt;
  const Site& site = run_.world.site;
  const RoadGraph& drive = *site.layout->drive;
  std::optional<Parking> best;
  Duration least = running_->time(police_.entry, spot);
  for (std::size_t i = 0; i < drive.node_count(); ++i) {
    const NodeId here(i);
    if (drive.node(here).name.empty() || !site.layout->driving->has(here)) continue;
    const Duration by_car = site.layout->driving->time(gate_of_cars_, here);
    const auto walk = site.walk->find(drive.node(here).name);
    if (by_car == kUnreachable || by_car >= least || !walk) continue;
    const Duration on_foot = running_->time(*walk, spot);
    if (on_foot == kUnreachable || by_car + on_foot >= least) continue;
    least = by_car + on_foot;
    best = Parking{here, *walk};
  }
  return best;
}

Task<> OfficersOnSite::go(NodeId spot) {
  parked_ = parking(spot);
  if (parked_) {
    (void)co_await by_car_->go(parked_->drive, *run_.world.site.layout->driving, true);
    on_foot_.stand(parked_->walk);
  }
  (void)co_await on_foot_.go(spot, *running_, true);
}

Task<> OfficersOnSite::back() {
  (void)co_await on_foot_.go(parked_ ? parked_->walk : police_.entry, *run_.world.site.walking,
                             true);
  if (parked_) (void)co_await by_car_->go(gate_of_cars_, *run_.world.site.layout->driving, true);
}

}  // namespace vedette
