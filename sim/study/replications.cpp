// SPDX-License-Identifier: Apache-2.0
#include "study/replications.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "engine/run.hpp"
#include "engine/wires/direct_carrier.hpp"
#include "engine/wires/simgrid_carrier.hpp"
#include "study/child.hpp"

namespace vedette {

std::unique_ptr<Carrier> make_carrier(const World& world) {
  if (world.network.simulated) return std::make_unique<SimGridCarrier>(world.network);
  return std::make_unique<DirectCarrier>(world.network.hosts.size(), world.network.direct_delay);
}

namespace {

void run_figures(const World& world, const std::shared_ptr<const FigureFrame>& frame,
                 Carrier& carrier, const ReplicationPlan& plan, Replication& result) {
  Figures figures(frame, result.number);
  if (plan.count == 1) figures.count_beside();
  Reach reach = plan.reach_of ? Reach(world, plan.reach_every, *plan.reach_of, plan.reach_marks_us)
                              : Reach(world, plan.reach_every);
  Sinks sinks;
  sinks.add(figures);
  if (plan.reach_every.us > 0) sinks.add(reach);
  Run run(world, Random(plan.seed, result.number), carrier, sinks, plan.change);
  run.execute();
  result.figures = figures.result();
  if (plan.reach_every.us > 0) result.reach = reach.counts();
}

// A result through a pipe: the length of the figures, the figures, the reach.
std::string to_bytes(const Replication& result) {
  const std::string figures = result.figures->to_bytes();
  const std::uint64_t size = figures.size();
  std::string out(reinterpret_cast<const char*>(&size), sizeof size);
  out += figures;
  if (result.reach) out += result.reach->to_bytes();
  return out;
}

void from_bytes(std::string_view bytes, Replication& result) {
  std::uint64_t size = 0;
  if (bytes.size() < sizeof size)
    throw InputError{{{}, Severity::kError, "figures are cut short", ""}};
  std::memcpy(&size, bytes.data(), sizeof size);
  bytes.remove_prefix(sizeof size);
  if (size > bytes.size()) throw InputError{{{}, Severity::kError, "figures are cut short", ""}};
  result.figures = RepFigures::from_bytes(bytes.substr(0, size));
  if (size < bytes.size()) result.reach = ReachCounts::from_bytes(bytes.substr(size));
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

Replicator::Replicator(const World& world)
    : world_(world), frame_(std::make_shared<FigureFrame>(frame_of(world))) {}
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
          run_figures(world_, frame_, *own, plan, result);
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
        Replication done_here;
        done_here.number = number;
        run_figures(world_, frame_, warm, plan, done_here);
        return to_bytes(done_here);
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
      from_bytes(end.bytes, result);
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

void Replicator::run_here(std::uint64_t seed, std::uint64_t replication, Sinks& sinks,
                          const RunChange* change) {
  Run run(world_, Random(seed, replication), carrier(), sinks, change);
  run.execute();
}

}  // namespace vedette
