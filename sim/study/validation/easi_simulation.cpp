// SPDX-License-Identifier: Apache-2.0
// The race between adversary and response, and visits of a patrol, played out on the calendar.
#include <algorithm>

#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "study/race.hpp"
#include "study/validation/model.hpp"
#include "study/validation/path_inputs.hpp"

namespace vedette::validation {

SimulatedFigures simulate_easi(const Inputs& inputs, const SimulateOptions& options,
                               const Wanted&) {
  const auto won = simulate_race(tasks_of(inputs, inputs.value("tasks")), response_of(inputs),
                                 options.replications, options.seed);
  return {{"p_interruption", {wilson(won, options.replications, kLevel)}}};
}

SimulatedFigures simulate_paths(const Inputs& inputs, const SimulateOptions& options,
                                const Wanted&) {
  const auto layers = layers_of(inputs);
  const ResponseForce force = response_of(inputs);
  std::vector<Interval> out;
  for (const AdversaryPath& path : path_set(layers, force).paths) {
    std::vector<PathTask> tasks;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const auto& way = layers[i].alternatives[path.choice[i]].tasks;
      tasks.insert(tasks.end(), way.begin(), way.end());
    }
    const auto won = simulate_race(tasks, force, options.replications, options.seed);
    out.push_back(wilson(won, options.replications, kLevel));
  }
  return {{"p_interruption", std::move(out)}};
}

namespace {

struct Rounds {
  Calendar calendar;
  Stream random;
  Distribution gap;
};

// Visits follow one another; each ends the waits that began before it.
Process visits(Rounds& scene, std::uint64_t n, std::vector<std::uint64_t>& caught,
               const std::vector<double>& exposed) {
  for (std::uint64_t i = 0; i < n; ++i) {
    const Time before = scene.calendar.now();
    (void)co_await Delay(scene.calendar, seconds(std::max(0.0, scene.gap.sample(scene.random))));
    for (std::size_t k = 0; k < exposed.size(); ++k)
      caught[k] += scene.calendar.now() - before <= seconds(exposed[k]);
  }
}

}  // namespace

// Each replication: one patrol that has been going round for long. After a visit: the visits of one
// round after another. At random: an intruder who begins at a uniform moment of a long stretch.
SimulatedFigures simulate_patrol_exposure(const Inputs& inputs, const SimulateOptions& options,
                                          const Wanted&) {
  const std::vector<double> exposed = inputs.numbers("exposed_s");
  const Distribution gap = distribution_of(inputs.value("visits"));
  constexpr std::uint64_t kVisits = 200;
  std::vector<std::uint64_t> after(exposed.size()), random_start(exposed.size());
  for (std::uint64_t run = 0; run < options.replications; ++run) {
    const Random random(options.seed, run);
    Rounds scene;
    scene.random = random.stream("patrol", "gaps");
    scene.gap = gap;
    // The intruder's moment lies well within the stretch, far from its beginning.
    Stream chance = random.stream("intruder", "moment");
    const Duration moment = seconds((0.25 + 0.5 * chance.uniform()) * kVisits * gap.mean());
    std::vector<std::uint64_t> caught(exposed.size());
    Time next = kNever;
    scene.calendar.start(visits(scene, kVisits, caught, exposed));
    while (scene.calendar.next_time() != kNever) {
      const Time at = scene.calendar.next_time();
      if (at > Time{0} + moment && next == kNever) next = at;
      scene.calendar.run_next();
    }
    for (std::size_t k = 0; k < exposed.size(); ++k) {
      after[k] += caught[k];
      random_start[k] += next != kNever && next - (Time{0} + moment) <= seconds(exposed[k]);
    }
  }
  std::vector<Interval> at_random, right_after;
  for (std::size_t k = 0; k < exposed.size(); ++k) {
    at_random.push_back(wilson(random_start[k], options.replications, kLevel));
    right_after.push_back(wilson(after[k], options.replications * kVisits, kLevel));
  }
  return {{"random_start", std::move(at_random)}, {"after_visit", std::move(right_after)}};
}

}  // namespace vedette::validation
