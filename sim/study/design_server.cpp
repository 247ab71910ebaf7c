// SPDX-License-Identifier: Apache-2.0
#include "study/design_server.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "engine/run.hpp"
#include "measure/labels.hpp"
#include "study/check_designs.hpp"
#include "study/child.hpp"
#include "study/design_map.hpp"
#include "study/message.hpp"
#include "study/replications.hpp"
#include "study/row_message.hpp"
#include "world/load.hpp"

namespace vedette {

namespace {

// Each message wakes three processes. So rows that follow close upon each other go together, while
// half of the orders that came last are still to be done: up to so many bytes, and for so long.
constexpr std::size_t kRowsAtOnce = 65'536;
constexpr std::chrono::milliseconds kRowsWithin{20};

class Server {
 public:
  Server(int socket, std::uint32_t number, const Study& study, const ServerOptions& options)
      : socket_(socket),
        number_(number),
        study_(study),
        design_(study.designs[number]),
        o_(options),
        keep_(options.keep) {}

  void run() {
    Diagnostics diagnostics;
    world_ = is_base() ? o_.base : load_world(design_.scenario, design_.overrides, diagnostics);
    if (!world_) {
      std::string why(1, kBroken);
      for (const Diagnostic& d : diagnostics.sorted())
        if (d.severity == Severity::kError) {
          why += to_text(d);
          break;
        }
      send_message(socket_, why);
      return;
    }
    frame_ = std::make_shared<FigureFrame>(frame_of(*world_));
    const bool threads = !world_->network.simulated;
    std::string ready(1, kReady);
    put(ready, static_cast<char>(threads));
    ready += world_->scenario_hash;
    if (o_.map) {
      places_.emplace(*world_, map_marks(study_.measures, *world_));
      ready +=
          design_map(*world_, places_->marks).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    send_message(socket_, ready);
    if (threads)
      on_threads();
    else
      on_forks();
  }

 private:
  bool is_base() const {
    return o_.base && design_.scenario == study_.scenario &&
           design_.overrides == common_overrides(study_.document);
  }

  StudyRow row_of(std::uint64_t rep, Carrier& carrier) const {
    StudyRow row;
    row.task = {number_, rep};
    Figures figures(frame_, rep, keep_);
    Sinks sinks;
    sinks.add(figures);
    std::optional<PlaceTally> places;
    if (places_) sinks.add(places.emplace(*places_));
    Run one(*world_, Random(o_.seed, rep), carrier, sinks);
    one.execute();
    if (places) row.places = to_bytes(places->result());
    for (Figure& f : figures.result().figures)
      if (f.n > 0 && keep_.wants(f.id)) row.figures.push_back(std::move(f));
    // Of what did not happen this time there is none, and that is a result.
    for (const std::string& id : o_.keep) {
      const auto told = [&](const Figure& f) { return f.id == id; };
      if (std::any_of(row.figures.begin(), row.figures.end(), told)) continue;
      if (const auto nothing = value_of_nothing(id)) row.figures.push_back({id, *nothing, 1});
    }
    return row;
  }

  bool told_to_crash(std::uint64_t rep) const {
    return o_.crash_rep == rep && o_.crash_design == number_;
  }

  // False when the other side is gone.
  bool take_orders(std::deque<std::uint64_t>& queue) {
    if (!reader_.read_from(socket_)) return false;
    while (const auto message = reader_.next()) {
      std::string_view bytes = *message;
      while (!bytes.empty()) queue.push_back(take<std::uint64_t>(bytes));
    }
    return true;
  }

  void send_row(const StudyRow& row) { send_message(socket_, char(kRow) + row_to_bytes(row)); }

  void on_threads() {
    std::mutex mutex, sending;
    std::condition_variable changed;
    std::deque<std::uint64_t> queue;
    std::size_t enough = 0;  // orders, to go on without new ones
    bool over = false;
    std::string rows;  // that wait to be sent
    auto sent = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < std::max(1u, o_.jobs); ++t) {
      threads.emplace_back([&] {
        for (;;) {
          std::unique_lock lock(mutex);
          changed.wait(lock, [&] { return over || !queue.empty(); });
          if (over) return;
          const std::uint64_t rep = queue.front();
          queue.pop_front();
          lock.unlock();
          if (told_to_crash(rep)) std::abort();
          StudyRow row;
          const auto began = std::chrono::steady_clock::now();
          try {
            const auto carrier = make_carrier(*world_);
            row = row_of(rep, *carrier);
          } catch (const std::exception& e) {
            row.task = {number_, rep};
            row.failure = e.what();
          }
          const std::string bytes = char(kRow) + row_to_bytes(row);
          lock.lock();
          append_message(rows, bytes);
          const auto now = std::chrono::steady_clock::now();
          // The next row comes about as soon as this one: where that is late, none waits for it.
          const bool soon = now - sent < kRowsWithin && now - began < kRowsWithin;
          if (queue.size() > enough && rows.size() < kRowsAtOnce && soon) continue;
          sent = now;
          const std::string messages = std::exchange(rows, {});
          lock.unlock();
          const std::lock_guard one_at_a_time(sending);
          send_bytes(socket_, messages);
        }
      });
    }
    std::deque<std::uint64_t> fresh;
    while (take_orders(fresh)) {
      const std::lock_guard lock(mutex);
      queue.insert(queue.end(), fresh.begin(), fresh.end());
      fresh.clear();
      enough = queue.size() / 2;
      changed.notify_all();
    }
    {
      const std::lock_guard lock(mutex);
      over = true;
      changed.notify_all();
    }
    for (std::thread& thread : threads) thread.join();
  }

  void on_forks() {
    const auto warm = make_carrier(*world_);
    ::signal(SIGINT, SIG_IGN);  // SimGrid took it
    std::deque<std::uint64_t> queue;
    struct Running {
      std::unique_ptr<Child> child;
      std::uint64_t rep;
    };
    std::vector<Running> running;
    for (;;) {
      while (!queue.empty() && running.size() < std::max(1u, o_.jobs)) {
        const std::uint64_t rep = queue.front();
        queue.pop_front();
        running.push_back({std::make_unique<Child>([&, rep] {
                             if (told_to_crash(rep)) std::abort();
                             return row_to_bytes(row_of(rep, *warm));
                           }),
                           rep});
      }
      std::vector<pollfd> fds{{socket_, POLLIN, 0}};
      for (const Running& r : running) fds.push_back({r.child->descriptor(), POLLIN, 0});
      if (::poll(fds.data(), fds.size(), -1) < 0) continue;
      if (fds[0].revents && !take_orders(queue)) return;
      for (std::size_t i = fds.size() - 1; i-- > 0;) {
        if (!fds[i + 1].revents || !running[i].child->read_some()) continue;
        const ChildResult result = running[i].child->result();
        StudyRow row;
        if (result.failure.empty()) {
          row = row_from_bytes(result.bytes);
        } else {
          row.task = {number_, running[i].rep};
          row.failure = result.failure;
        }
        send_row(row);
        running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }

  const int socket_;
  const std::uint32_t number_;
  const Study& study_;
  const DesignPoint& design_;
  const ServerOptions& o_;
  const FigureChoice keep_;
  std::optional<PlaceFrame> places_;  // with a map
  std::shared_ptr<const World> world_;
  std::shared_ptr<const FigureFrame> frame_;
  MessageReader reader_;
};

}  // namespace

void serve_design(int socket, std::uint32_t number, const Study& study,
                  const ServerOptions& options) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::signal(SIGINT, SIG_IGN);  // Ctrl-C is for the parent: what has begun is finished
  try {
    Server(socket, number, study, options).run();
  } catch (const std::exception& e) {
    send_message(socket, std::string(1, kBroken) + e.what());
  }
  ::_exit(0);  // the parent's destructors are not ours to run
}

}  // namespace vedette
