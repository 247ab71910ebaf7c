// SPDX-License-Identifier: Apache-2.0
#include "study/path_simulation.hpp"

#include <stdexcept>

#include "base/random.hpp"
#include "study/replications.hpp"

namespace vedette {

SiteOutcome simulate_threat(const World& world, const Threat& threat, std::uint64_t count,
                            std::uint64_t seed, unsigned workers) {
  // The same world but for its threats; what is large in it is shared.
  World own = world;
  auto protection = std::make_shared<Protection>(*world.site.protection);
  Threat only = threat;
  if (!only.entity.valid()) {
    only.entity = EntityId(own.entities.size());
    own.entities.push_back({EntityKind::kIntruder, "path", 0, 0, name_hash("intruder/path")});
  }
  protection->threats = {std::move(only)};
  own.site.protection = std::move(protection);
  ReplicationPlan plan;
  plan.seed = seed;
  plan.count = count;
  plan.workers = workers;
  std::uint64_t attacks = 0, interrupted = 0, detected = 0;
  Replicator replicator(own);
  for (const Replication& rep : replicator.run(plan)) {
    if (!rep.figures) throw std::runtime_error(rep.failure);
    const auto value = [&](std::string_view id) {
      for (const Figure& f : rep.figures->figures)
        if (f.id == id) return f.value;
      return 0.0;
    };
    if (value("intrusions.n") == 0) continue;
    ++attacks;
    interrupted += value("intrusions.interrupted") > 0;
    detected += value("intrusions.detected") > 0;
  }
  return {attacks, wilson(interrupted, attacks), wilson(detected, attacks)};
}

}  // namespace vedette
