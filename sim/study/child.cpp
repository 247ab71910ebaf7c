// SPDX-License-Identifier: Apache-2.0
#include "study/child.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace vedette {

namespace {

// First byte of what a child sends: it worked, or it says why not.
constexpr char kGood = 'G', kBad = 'B';

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) _exit(3);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

int to_parent = -1;  // of a child: where its result goes

[[noreturn]] void hand_back(const std::string& answer) {
  write_all(to_parent, answer);
  ::close(to_parent);
  std::fflush(nullptr);
  _exit(0);  // the parent's destructors are not ours to run
}

}  // namespace

bool Child::fork_off() {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error(fmt::format("no pipe: {}", strerror(errno)));
  std::fflush(nullptr);  // or the child would print what the parent still holds
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    throw std::runtime_error(fmt::format("no new process: {}", strerror(errno)));
  }
  if (pid_ == 0) {
    ::close(ends[0]);
    // Whatever ends the parent ends its children; it may have ended before that was asked for.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(3);
    ::signal(SIGINT, SIG_IGN);  // Ctrl-C is for the parent: what has begun is finished
    to_parent = ends[1];
    return true;
  }
  ::close(ends[1]);
  pipe_ = ends[0];
  return false;
}

Child::Child(const std::function<std::string()>& work) {
  if (!fork_off()) return;
  std::string bytes, why;
  try {
    bytes = work();
  } catch (const std::exception& e) {
    why = e.what();
    if (why.empty()) why = "an unknown error";
  } catch (...) {
    why = "an unknown error";
  }
  if (!why.empty()) fail(why);
  answer(bytes);
}

std::unique_ptr<Child> Child::branch() {
  std::unique_ptr<Child> child(new Child);
  if (!child->fork_off()) return child;
  return nullptr;
}

void Child::answer(const std::string& bytes) {
  hand_back(kGood + bytes);
}

void Child::fail(const std::string& why) {
  hand_back(kBad + why);
}

Child::~Child() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (pipe_ >= 0) ::close(pipe_);
}

bool Child::read_some() {
  char buffer[65536];
  const ssize_t n = ::read(pipe_, buffer, sizeof buffer);
  if (n > 0)
    received_.append(buffer, static_cast<std::size_t>(n));
  else if (n == 0 || errno != EINTR)
    ended_ = true;
  return ended_;
}

std::size_t Child::wait_for_any(const std::vector<Child*>& children) {
  for (;;) {
    std::vector<pollfd> fds;
    for (const Child* child : children) fds.push_back({child->pipe_, POLLIN, 0});
    if (::poll(fds.data(), fds.size(), -1) < 0) {
      if (errno == EINTR) continue;
      throw std::runtime_error(fmt::format("cannot wait for replications: {}", strerror(errno)));
    }
    for (std::size_t i = 0; i < fds.size(); ++i) {
      if (!fds[i].revents) continue;
      if (children[i]->read_some()) return i;
    }
  }
}

ChildResult Child::result() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  ChildResult out;
  if (WIFSIGNALED(status)) {
    out.failure = fmt::format("the process died of signal {} ({})", WTERMSIG(status),
                              strsignal(WTERMSIG(status)));
  } else if (WEXITSTATUS(status) != 0 || received_.empty()) {
    out.failure = fmt::format("the process ended with status {}", WEXITSTATUS(status));
  } else if (received_[0] == kBad) {
    out.failure = received_.substr(1);
  } else {
    out.bytes = received_.substr(1);
  }
  return out;
}

}  // namespace vedette
