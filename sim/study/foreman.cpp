// SPDX-License-Identifier: Apache-2.0
#include "study/foreman.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <deque>
#include <map>
#include <stdexcept>
#include <utility>

#include "study/row_message.hpp"

namespace vedette {

namespace {

// Between caller and foreman: tasks one way; rows (kRow), hashes (kReady) and kOver the other.
enum CallerMessage : char { kTasks = 'T', kStop = 'S', kOver = 'E' };

constexpr std::size_t kHashSize = 64;  ///< SHA-256 in hexadecimal digits
/// Servers that have nothing to do are kept for the next stage, so many at most.
constexpr std::size_t kIdleServers = 8;
/// Orders that a server on threads gets ahead, for each thread: the more the quicker they are done.
constexpr std::size_t kLeastAhead = 8, kMostAhead = 64;
/// New ones when half of them are done; that should not be sooner than so, nor later.
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kSoon{25}, kLate{100};

struct Worker {
  pid_t pid = -1;
  int socket = -1;
  bool ready = false, threads = false;
  MessageReader reader;
  std::vector<std::uint64_t> under_way;
  std::string orders{};  ///< of these, those that are still to be sent
  std::size_t ahead = kLeastAhead;
  bool wants_more = true;
  Clock::time_point had_more{};

  /// On threads: may it get another one now?
  bool may_get(std::size_t jobs) {
    const std::size_t most = ahead * jobs;
    if (under_way.size() >= most) wants_more = false;
    if (wants_more || under_way.size() > most / 2) return wants_more;
    const auto now = Clock::now();
    if (now - had_more < kSoon) ahead = std::min(2 * ahead, kMostAhead);
    if (now - had_more > kLate) ahead = std::max(ahead / 2, kLeastAhead);
    had_more = now;
    return wants_more = true;
  }
};

class Foreman {
 public:
  Foreman(int caller, const Study& study, const ServerOptions& options)
      : caller_(caller), study_(study), o_(options) {}

  void run() {
    for (;;) {
      give_out();
      if (busy_ && todo_.empty() && under_way() == 0) {
        busy_ = false;
        send_message(caller_, std::string(1, kOver));
      }
      std::vector<pollfd> fds{{caller_, POLLIN, 0}};
      std::vector<std::uint32_t> designs;
      for (const auto& [design, worker] : workers_) {
        fds.push_back({worker.socket, POLLIN, 0});
        designs.push_back(design);
      }
      if (::poll(fds.data(), fds.size(), -1) < 0) continue;
      if (fds[0].revents && !hear_caller()) return;
      for (std::size_t i = 0; i < designs.size(); ++i)
        if (fds[i + 1].revents) hear(designs[i]);
    }
  }

  void dismiss_all() {
    while (!workers_.empty()) dismiss(workers_.begin()->first);
  }

 private:
  std::size_t under_way() const {
    std::size_t n = 0;
    for (const auto& [unused, worker] : workers_) n += worker.under_way.size();
    return n;
  }

  bool hear_caller() {
    if (!reader_.read_from(caller_)) return false;
    while (const auto message = reader_.next()) {
      std::string_view bytes = *message;
      const char kind = take<char>(bytes);
      if (kind == kStop) {
        todo_.clear();
      } else if (kind == kTasks) {
        busy_ = true;
        while (!bytes.empty()) {
          StudyTask task;
          task.design = take<std::uint32_t>(bytes);
          task.rep = take<std::uint64_t>(bytes);
          todo_.push_back(task);
        }
      }
    }
    return true;
  }

  // One after the other in the order of the list; the next design's server starts while the last
  // runs of the one before are under way. What a server gets goes in one message.
  void give_out() {
    for (bool all_heard = false; !all_heard;) {
      choose();
      all_heard = true;
      for (auto it = workers_.begin(); it != workers_.end();) {
        const auto next = std::next(it);
        if (!it->second.orders.empty()) {
          const std::string orders = std::exchange(it->second.orders, {});
          if (!send_message(it->second.socket, orders)) {
            take_back(it->first, orders);
            lost(it->first);
            all_heard = false;
          }
        }
        it = next;
      }
    }
  }

  // What a server was never told is not under way there.
  void take_back(std::uint32_t design, std::string_view orders) {
    std::vector<std::uint64_t>& under_way = workers_.at(design).under_way;
    const std::size_t n = orders.size() / sizeof(std::uint64_t);
    for (std::size_t i = 0; i < n; ++i) {
      todo_.push_front({design, under_way.back()});
      under_way.pop_back();
    }
  }

  void choose() {
    while (!todo_.empty()) {
      const StudyTask task = todo_.front();
      const auto found = workers_.find(task.design);
      Worker* const worker = found == workers_.end() ? nullptr : &found->second;
      const std::size_t mine = worker ? worker->under_way.size() : 0;
      std::size_t active = 0, forks = 0;
      for (const auto& [unused, w] : workers_) {
        active += !w.under_way.empty();
        if (!w.threads) forks += w.under_way.size();
      }
      const std::size_t jobs = std::max(1u, o_.jobs);
      if (mine == 0 && active >= jobs) return;
      if (alone_.contains(task.design) && mine > 0) return;
      if (worker && worker->threads ? !worker->may_get(jobs) : forks >= jobs) return;
      Worker& w = worker ? *worker : hire(task.design);
      put(w.orders, task.rep);
      w.under_way.push_back(task.rep);
      todo_.pop_front();
    }
  }

  Worker& hire(std::uint32_t design) {
    // The idle ones that are needed last go first.
    for (auto it = workers_.begin();
         workers_.size() >= kIdleServers + o_.jobs && it != workers_.end();) {
      const auto next = std::next(it);
      if (it->second.under_way.empty()) dismiss(it->first);
      it = next;
    }
    const auto [mine, theirs] = socket_pair();
    std::fflush(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) throw std::runtime_error("no new process");
    if (pid == 0) {
      ::close(mine);
      ::close(caller_);
      for (const auto& [unused, worker] : workers_) ::close(worker.socket);
      serve_design(theirs, design, study_, o_);
    }
    ::close(theirs);
    Worker& worker = workers_[design];
    worker.pid = pid;
    worker.socket = mine;
    return worker;
  }

  void dismiss(std::uint32_t design) {
    const auto at = workers_.find(design);
    ::close(at->second.socket);
    ::kill(at->second.pid, SIGKILL);
    while (::waitpid(at->second.pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    workers_.erase(at);
  }

  void hear(std::uint32_t design) {
    Worker& worker = workers_.at(design);
    const bool alive = worker.reader.read_from(worker.socket);
    std::string rows;
    while (const auto message = worker.reader.next()) {
      std::string_view bytes = *message;
      const char kind = take<char>(bytes);
      if (kind == kReady) {
        worker.ready = true;
        worker.threads = take<char>(bytes) != 0;
        std::string hash(1, kReady);
        put(hash, design);
        send_message(caller_, hash.append(bytes));
      } else if (kind == kBroken) {
        broken(design, std::string(bytes));
        return;
      } else {
        std::erase(worker.under_way, task_of_row(bytes).rep);
        append_message(rows, *message);
      }
    }
    send_bytes(caller_, rows);
    if (!alive) lost(design);
  }

  void fail(std::uint32_t design, std::uint64_t rep, const std::string& why) {
    StudyRow row;
    row.task = {design, rep};
    row.failure = why;
    send_message(caller_, char(kRow) + row_to_bytes(row));
  }

  // The design cannot be run at all.
  void broken(std::uint32_t design, const std::string& why) {
    for (const std::uint64_t rep : workers_.at(design).under_way) fail(design, rep, why);
    workers_.at(design).under_way.clear();
    dismiss(design);
    std::erase_if(todo_, [&](const StudyTask& task) {
      if (task.design == design) fail(design, task.rep, why);
      return task.design == design;
    });
  }

  // A server died. Which of its runs it was shows when they run one by one.
  void lost(std::uint32_t design) {
    const std::vector<std::uint64_t> reps = workers_.at(design).under_way;
    const pid_t pid = workers_.at(design).pid;
    int status = 0;
    ::waitpid(pid, &status, 0);
    ::close(workers_.at(design).socket);
    workers_.erase(design);
    if (reps.size() == 1) {
      fail(design, reps[0],
           WIFSIGNALED(status)
               ? std::string("the process died of signal ") + std::to_string(WTERMSIG(status))
               : "the process ended early");
      return;
    }
    alone_[design] = true;
    for (auto rep = reps.rbegin(); rep != reps.rend(); ++rep) todo_.push_front({design, *rep});
  }

  const int caller_;
  const Study& study_;
  const ServerOptions& o_;
  MessageReader reader_;
  std::deque<StudyTask> todo_;
  std::map<std::uint32_t, Worker> workers_;
  std::map<std::uint32_t, bool> alone_;
  bool busy_ = false;
};

}  // namespace

StudyPool::StudyPool(const Study& study, const ServerOptions& options)
    : hashes_(study.designs.size()), maps_(study.designs.size()) {
  const auto [mine, theirs] = socket_pair();
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("no new process");
  if (pid_ == 0) {
    ::close(mine);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::signal(SIGINT, SIG_IGN);
    if (::getppid() == parent) {
      try {
        Foreman foreman(theirs, study, options);
        foreman.run();
        foreman.dismiss_all();
      } catch (const std::exception& e) {
        std::fprintf(stderr, "vedette: %s\n", e.what());
      }
    }
    ::_exit(0);
  }
  ::close(theirs);
  socket_ = mine;
}

StudyPool::~StudyPool() {
  ::close(socket_);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void StudyPool::start(const std::vector<StudyTask>& tasks) {
  stopped_ = false;
  std::string message(1, kTasks);
  for (const StudyTask& task : tasks) {
    put(message, task.design);
    put(message, task.rep);
  }
  if (!send_message(socket_, message)) throw std::runtime_error("the workers are gone");
}

std::optional<StudyRow> StudyPool::next(const std::function<bool()>& interrupted) {
  for (;;) {
    while (const auto message = reader_.next()) {
      std::string_view bytes = *message;
      const char kind = take<char>(bytes);
      if (kind == kOver) return std::nullopt;
      if (kind == kRow) return row_from_bytes(bytes);
      if (kind == kReady) {
        const auto design = take<std::uint32_t>(bytes);
        hashes_.at(design) = bytes.substr(0, kHashSize);
        if (bytes.size() > kHashSize) maps_.at(design) = bytes.substr(kHashSize);
      }
    }
    if (!stopped_ && interrupted && interrupted()) {
      stopped_ = true;
      send_message(socket_, std::string(1, kStop));
    }
    pollfd fd{socket_, POLLIN, 0};
    if (::poll(&fd, 1, 100) <= 0) continue;
    if (!reader_.read_from(socket_)) throw std::runtime_error("the workers are gone");
  }
}

}  // namespace vedette
