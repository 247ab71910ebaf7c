// SPDX-License-Identifier: Apache-2.0
#include "study/path_simulation.hpp"

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>

#include "base/random.hpp"
#include "study/child.hpp"
#include "study/replications.hpp"

namespace vedette {

namespace {

struct Counts {
  std::uint64_t attacks = 0, interrupted = 0, detected = 0;
};

// The same world but for its threats; what is large in it is shared.
World with_only(const World& world, const Threat& threat) {
  World own = world;
  auto protection = std::make_shared<Protection>(*world.site.protection);
  Threat only = threat;
  if (!only.entity.valid()) {
    only.entity = EntityId(own.entities.size());
    own.entities.push_back({EntityKind::kIntruder, "path", 0, 0, name_hash("intruder/path")});
  }
  protection->threats = {std::move(only)};
  own.site.protection = std::move(protection);
  return own;
}

Counts count_outcomes(const World& own, const ReplicationPlan& plan) {
  Counts out;
  Replicator replicator(own);
  for (const Replication& rep : replicator.run(plan)) {
    if (!rep.figures) throw std::runtime_error(rep.failure);
    const auto value = [&](std::string_view id) {
      for (const Figure& f : rep.figures->figures)
        if (f.id == id) return f.value;
      return 0.0;
    };
    if (value("intrusions.n") == 0) continue;
    ++out.attacks;
    out.interrupted += value("intrusions.interrupted") > 0;
    out.detected += value("intrusions.detected") > 0;
  }
  return out;
}

// SimGrid's engine is built once in a process, so that each threat has one of its own.
Counts count_in_a_fork(const World& own, const ReplicationPlan& plan) {
  Child child([&] {
    const Counts counts = count_outcomes(own, plan);
    return fmt::format("{} {} {}", counts.attacks, counts.interrupted, counts.detected);
  });
  std::vector<Child*> one{&child};
  Child::wait_for_any(one);
  const ChildResult end = child.result();
  if (!end.failure.empty()) throw std::runtime_error(end.failure);
  Counts out;
  std::istringstream text(end.bytes);
  if (!(text >> out.attacks >> out.interrupted >> out.detected))
    throw std::runtime_error("the replications of a path have no result");
  return out;
}

}  // namespace

SiteOutcome simulate_threat(const World& world, const Threat& threat, std::uint64_t count,
                            std::uint64_t seed, unsigned workers) {
  const World own = with_only(world, threat);
  ReplicationPlan plan;
  plan.seed = seed;
  plan.count = count;
  plan.workers = workers;
  const Counts n = own.network.simulated ? count_in_a_fork(own, plan) : count_outcomes(own, plan);
  return {n.attacks, wilson(n.interrupted, n.attacks), wilson(n.detected, n.attacks)};
}

}  // namespace vedette
