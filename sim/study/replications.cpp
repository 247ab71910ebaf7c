// SPDX-License-Identifier: Apache-2.0
#include "study/replications.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "engine/run.hpp"
#include "engine/wires/direct_carrier.hpp"
#include "engine/wires/simgrid_carrier.hpp"
#include "study/child.hpp"

namespace vedette {

namespace {

std::unique_ptr<Carrier> make_carrier(const World& world) {
  if (world.network.simulated) return std::make_unique<SimGridCarrier>(world.network);
  return std::make_unique<DirectCarrier>(world.network.hosts.size(), world.network.direct_delay);
}

RepFigures run_figures(const World& world, Carrier& carrier, std::uint64_t seed,
                       std::uint64_t number) {
  Figures figures(world, number);
  Sinks sinks;
  sinks.add(figures);
  Run run(world, Random(seed, number), carrier, sinks);
  run.execute();
  return figures.result();
}

bool stop_wanted(const ReplicationPlan& plan) {
  return plan.interrupted && plan.interrupted();
}

std::vector<Replication> empty_results(const ReplicationPlan& plan) {
  std::vector<Replication> results(plan.count);
  for (std::uint64_t i = 0; i < plan.count; ++i) results[i].number = plan.first + i;
  return results;
}

}  // namespace

Replicator::Replicator(const World& world) : world_(world) {}
Replicator::~Replicator() = default;

Carrier& Replicator::carrier() {
  if (!carrier_) carrier_ = make_carrier(world_);
  return *carrier_;
}

std::vector<Replication> Replicator::on_threads(const ReplicationPlan& plan) {
  std::vector<Replication> results = empty_results(plan);
  std::atomic<std::uint64_t> next{0}, done{0};
  std::atomic<bool> stop{false};
  std::mutex mutex;
  std::condition_variable changed;
  const unsigned n = static_cast<unsigned>(
      std::min<std::uint64_t>(std::max(1u, plan.workers), std::max<std::uint64_t>(1, plan.count)));
  std::atomic<unsigned> alive{n};
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < n; ++t) {
    threads.emplace_back([&] {
      for (std::uint64_t i; !stop && (i = next++) < plan.count;) {
        Replication& result = results[i];
        try {
          if (plan.crash_in == result.number) throw std::runtime_error("told to fail");
          const auto own = make_carrier(world_);
          result.figures = run_figures(world_, *own, plan.seed, result.number);
        } catch (const std::exception& e) {
          result.failure = e.what();
        }
        const std::lock_guard lock(mutex);
        ++done;
        changed.notify_one();
      }
      const std::lock_guard lock(mutex);
      --alive;
      changed.notify_one();
    });
  }
  std::unique_lock lock(mutex);
  std::uint64_t told = 0;
  while (alive > 0) {
    changed.wait_for(lock, std::chrono::milliseconds(100));
    if (plan.progress && done != told) plan.progress(told = done, plan.count);
    if (stop_wanted(plan)) stop = true;
  }
  lock.unlock();
  for (std::thread& thread : threads) thread.join();
  if (plan.progress && done != told) plan.progress(done, plan.count);
  return results;
}

std::vector<Replication> Replicator::on_forks(const ReplicationPlan& plan) {
  std::vector<Replication> results = empty_results(plan);
  Carrier& warm = carrier();
  std::vector<std::pair<std::unique_ptr<Child>, std::uint64_t>> running;
  std::uint64_t next = 0, done = 0;
  while (done < plan.count) {
    while (next < plan.count && running.size() < std::max(1u, plan.workers) && !stop_wanted(plan)) {
      const std::uint64_t number = results[next].number;
      auto child = std::make_unique<Child>([this, &plan, &warm, number] {
        if (plan.crash_in == number) std::abort();
        return run_figures(world_, warm, plan.seed, number).to_bytes();
      });
      running.emplace_back(std::move(child), next++);
    }
    if (running.empty()) break;  // interrupted
    std::vector<Child*> children;
    for (auto& [child, index] : running) children.push_back(child.get());
    const std::size_t k = Child::wait_for_any(children);
    Replication& result = results[running[k].second];
    const ChildResult end = running[k].first->result();
    running.erase(running.begin() + static_cast<std::ptrdiff_t>(k));
    if (end.failure.empty())
      result.figures = RepFigures::from_bytes(end.bytes);
    else
      result.failure = end.failure;
    ++done;
    if (plan.progress) plan.progress(done, plan.count);
  }
  return results;
}

std::vector<Replication> Replicator::run(const ReplicationPlan& plan) {
  if (plan.how == Workers::kThreads && world_.network.simulated)
    throw std::invalid_argument("a simulated network runs in a process of its own, not on threads");
  const bool threads =
      plan.how == Workers::kThreads || (plan.how == Workers::kAuto && !world_.network.simulated);
  return threads ? on_threads(plan) : on_forks(plan);
}

void Replicator::run_here(std::uint64_t seed, std::uint64_t replication, Sinks& sinks) {
  Run run(world_, Random(seed, replication), carrier(), sinks);
  run.execute();
}

}  // namespace vedette
