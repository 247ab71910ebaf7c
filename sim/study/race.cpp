// SPDX-License-Identifier: Apache-2.0
#include "study/race.hpp"

#include <vector>

#include "base/random.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "study/validation/head_start.hpp"

namespace vedette {

namespace {

using validation::head_start;

struct Scene {
  std::vector<PathTask> tasks;
  ResponseForce force;
  std::vector<Duration> leads;  // of each task
  Duration force_lead{0};

  Calendar calendar;
  Stream times, senses, chances;  // of one attack
  ProcessRef adversary;
  bool interrupted = false;
};

// The delay of a task, with its head start.
Duration draw(Scene& scene, std::size_t task) {
  const PathTask& t = scene.tasks[task];
  return seconds(t.mean_s + t.sd_s * scene.times.normal()) + scene.leads[task];
}

// From the alarm to the stop. `ahead`: how much longer head starts make the adversary's way.
Process respond(Scene& scene, Duration ahead) {
  const double travel = scene.force.mean_s + scene.force.sd_s * scene.times.normal();
  // Being there at the very moment is in time, so the response comes first among equals.
  if (!co_await Delay(scene.calendar, seconds(travel) + ahead + scene.force_lead,
                      Priority::kUrgent))
    co_return;
  if (!scene.adversary.alive()) co_return;
  scene.interrupted = true;
  scene.adversary.kill();
}

Process attack(Scene& scene) {
  bool detected = false;
  for (std::size_t i = 0; i < scene.tasks.size(); ++i) {
    const double share = share_ahead(scene.tasks[i].location);
    const Duration all = draw(scene, i);
    const Duration rest = seconds(share * all.seconds());
    if (!co_await Delay(scene.calendar, all - rest)) co_return;
    const bool senses = scene.senses.uniform() < scene.tasks[i].p_detection;
    if (senses && !detected) {
      detected = true;
      if (scene.chances.uniform() < scene.force.p_communication) {
        Duration ahead = seconds(share * scene.leads[i].seconds());
        for (std::size_t j = i + 1; j < scene.tasks.size(); ++j) ahead = ahead + scene.leads[j];
        scene.calendar.start(respond(scene, ahead));
      }
    }
    if (!co_await Delay(scene.calendar, rest)) co_return;
  }
  // The response's own head start.
  (void)co_await Delay(scene.calendar, scene.force_lead);
}

}  // namespace

std::uint64_t simulate_race(std::span<const PathTask> tasks, const ResponseForce& force,
                            std::uint64_t replications, std::uint64_t seed) {
  Scene scene;
  scene.tasks.assign(tasks.begin(), tasks.end());
  scene.force = force;
  for (const PathTask& task : scene.tasks)
    scene.leads.push_back(head_start(task.mean_s, task.sd_s));
  scene.force_lead = head_start(force.mean_s, force.sd_s);
  std::uint64_t interruptions = 0;
  for (std::uint64_t run = 0; run < replications; ++run) {
    const Random random(seed, run);
    scene.times = random.stream("attack", "times");
    scene.senses = random.stream("attack", "detection");
    scene.chances = random.stream("attack", "communication");
    scene.interrupted = false;
    scene.adversary = scene.calendar.start(attack(scene));
    while (scene.calendar.next_time() != kNever) scene.calendar.run_next();
    interruptions += scene.interrupted;
  }
  return interruptions;
}

}  // namespace vedette
