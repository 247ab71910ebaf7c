// SPDX-License-Identifier: Apache-2.0
#include "engine/equipment/outages.hpp"

#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// Equipment changes before anything else that happens at the same moment.
Process outage(Run& run, const Network::Outage& plan) {
  const Network& network = run.world.network;
  const EntityId who = plan.host.valid() ? network.hosts[plan.host.index()].entity
                                         : network.links[plan.link.index()].entity;
  const auto set = [&](bool on) {
    if (plan.host.valid())
      run.carrier.set_host(plan.host, on);
    else
      run.carrier.set_link(plan.link, on);
    const Topic topic = plan.link.valid() ? Topic::kLinkStatus
                        : on              ? Topic::kHardwareRepaired
                                          : Topic::kHardwareFailure;
    run.log(topic, who, on ? "on" : "off");
    run.state(who, on ? "on" : "off");
  };
  (void)co_await Delay(run.calendar, plan.from, Priority::kUrgent);
  set(false);
  if (plan.to == kNever) co_return;
  (void)co_await Delay(run.calendar, plan.to, Priority::kUrgent);
  set(true);
}

}  // namespace

void start_outages(Run& run) {
  for (const Network::Outage& plan : run.world.network.outages)
    run.calendar.start(outage(run, plan));
}

}  // namespace vedette
