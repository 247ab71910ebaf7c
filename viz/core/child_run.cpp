// SPDX-License-Identifier: Apache-2.0
#include "viz/core/child_run.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "viz/core/notes.hpp"

extern char** environ;

namespace vedette::view {

ChildRun::~ChildRun() {
  stop();
}

bool ChildRun::start(const std::vector<std::string>& command, const std::string& log_path) {
  stop();
  error_.clear();
  exit_code_ = -1;
  log_path_ = log_path;
  std::vector<char*> arguments;
  for (const std::string& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, log_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  const int code = posix_spawnp(&pid_, arguments[0], &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (code == 0) return true;
  pid_ = -1;
  error_ = command[0] + ": " + std::strerror(code);
  return false;
}

bool ChildRun::running() {
  if (pid_ < 0) return false;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
  pid_ = -1;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return false;
}

std::string ChildRun::last_words() const {
  std::string text = read_file(log_path_).value_or("");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  constexpr std::size_t kMost = 400;
  return text.size() > kMost ? "…" + text.substr(text.size() - kMost) : text;
}

void ChildRun::stop() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGTERM);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
}

}  // namespace vedette::view
