// SPDX-License-Identifier: Apache-2.0
#include "study/slurm.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "study/merge.hpp"
#include "study/needed.hpp"
#include "study/results_read.hpp"

namespace vedette {

namespace {

namespace fs = std::filesystem;

struct Answer {
  int status = -1;
  std::string text;
};

// A command of Slurm, with what it says on both streams.
Answer ask(const std::string& command) {
  Answer answer;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (!pipe) return answer;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe))
    answer.text.append(buffer, n);
  const int status = ::pclose(pipe);
  answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  while (!answer.text.empty() && answer.text.back() == '\n') answer.text.pop_back();
  return answer;
}

class SlurmStudy {
 public:
  SlurmStudy(const LoadedStudy& loaded, const SlurmOptions& options)
      : o_(options),
        loaded_(loaded),
        whole_(empty_contents(loaded, options.version)),
        folder_(fs::absolute(options.out + ".slurm").string()) {}

  StudyContents run() {
    if (fs::exists(folder_) && !o_.resume)
      vds::refuse(o_.out + ".slurm", "is there already", "--resume goes on with it; or remove it");
    fs::create_directories(folder_);
    for (unsigned stage = 1;; ++stage) {
      const std::vector<StudyTask> tasks =
          missing(needed(whole_.study, whole_.results), whole_.results, false);
      if (tasks.empty()) break;
      const unsigned shards = shards_of_stage(stage, tasks);
      if (shards == 0 || !run_stage(stage, shards)) return std::move(whole_);
      for (unsigned i = 1; i <= shards; ++i) {
        const std::string file = shard_file(stage, i);
        merge_into(whole_, read_study_file(file), file);
      }
    }
    finish_if_complete(whole_);
    write_study_file(o_.out, whole_);
    return std::move(whole_);
  }

 private:
  std::string stage_folder(unsigned stage) const {
    return fmt::format("{}/stage-{}", folder_, stage);
  }
  std::string shard_file(unsigned stage, unsigned i) const {
    return fmt::format("{}/shard-{}.vds", stage_folder(stage), i);
  }

  // How many, as it was said or so that each takes its time; what was begun goes on with as many.
  unsigned shards_of_stage(unsigned stage, const std::vector<StudyTask>& tasks) {
    const std::string file = stage_folder(stage) + "/shards";
    unsigned shards = 0;
    if (std::ifstream(file) >> shards && shards > 0) return shards;
    if (o_.shards > 0) {
      shards = static_cast<unsigned>(std::min<std::uint64_t>(tasks.size(), o_.shards));
    } else {
      if (run_s_ == 0) run_s_ = seconds_of_a_run(loaded_, o_.interrupted);
      if (o_.interrupted && o_.interrupted()) return 0;
      shards = shards_of(tasks.size(), run_s_, o_.jobs, o_.shard_s);
      say(fmt::format("stage {}: a run takes about {:.3g} s here: {} shard(s) for {} run(s)", stage,
                      run_s_, shards, tasks.size()));
    }
    fs::create_directories(stage_folder(stage));
    std::ofstream(file) << shards << '\n';
    return shards;
  }

  // What every task runs; its number is the shard's.
  std::string write_script(unsigned stage, unsigned shards) {
    std::string after;
    if (whole_.results.count() > 0) {
      const std::string file = stage_folder(stage) + "/before.vds";
      write_study_file(file, whole_);
      after = " --after " + shell_quoted(file);
    }
    std::string study;
    for (const std::string& argument : o_.arguments) study += " " + shell_quoted(argument);
    const std::string path = stage_folder(stage) + "/task.sh";
    std::ofstream(path) << "#!/bin/sh\n"
                        << "# One shard of a study; a shard that is run twice is the same twice.\n"
                        << "exec " << shell_quoted(o_.program) << " study" << study
                        << " --shard \"$SLURM_ARRAY_TASK_ID/" << shards << "\" -j " << o_.jobs
                        << after << " --resume -o " << shell_quoted(stage_folder(stage))
                        << "/shard-\"$SLURM_ARRAY_TASK_ID\".vds\n";
    return path;
  }

  std::vector<unsigned> missing_shards(unsigned stage, unsigned shards) const {
    std::vector<unsigned> out;
    for (unsigned i = 1; i <= shards; ++i)
      if (!fs::exists(shard_file(stage, i))) out.push_back(i);
    return out;
  }

  // True once all shards of the stage are there.
  bool run_stage(unsigned stage, unsigned shards) {
    fs::create_directories(stage_folder(stage));
    const std::string script = write_script(stage, shards);
    for (unsigned attempt = 1;; ++attempt) {
      const std::vector<unsigned> todo = missing_shards(stage, shards);
      if (todo.empty()) return true;
      if (attempt > o_.attempts) {
        say(fmt::format("stage {}: {} shard(s) are still missing after {} attempts: {}", stage,
                        todo.size(), o_.attempts, array_ranges(todo)));
        return false;
      }
      const std::string job = submit(stage, todo, script);
      say(fmt::format("stage {}: job {} with {} of {} shard(s)", stage, job, todo.size(), shards));
      if (!wait_for(job, stage, shards)) return false;
    }
  }

  std::string submit(unsigned stage, const std::vector<unsigned>& todo, const std::string& script) {
    const std::string command = fmt::format(
        "sbatch --parsable --job-name=vedette --ntasks=1 --cpus-per-task={} --array={} --output={} "
        "{}",
        o_.jobs, array_ranges(todo), shell_quoted(stage_folder(stage) + "/log-%a.txt"),
        shell_quoted(script));
    for (int i = 0;; ++i) {
      const Answer answer = ask(command);
      const std::size_t digits = answer.text.find_first_not_of("0123456789");
      const std::string id = answer.text.substr(0, digits);
      // "12" or "12;cluster"
      if (answer.status == 0 && !id.empty() &&
          (digits == std::string::npos || answer.text[digits] == ';'))
        return id;
      if (i == 30 || answer.text.find("Unable to contact") == std::string::npos)
        throw std::runtime_error("sbatch: " + answer.text);
      pause();
    }
  }

  // False when it was interrupted.
  bool wait_for(const std::string& job, unsigned stage, unsigned shards) {
    for (;;) {
      const std::size_t left = missing_shards(stage, shards).size();
      if (o_.progress) o_.progress(shards - left, shards);
      if (left == 0) return true;
      if (o_.interrupted && o_.interrupted()) {
        (void)ask("scancel " + job);
        return false;
      }
      const Answer answer = ask("squeue --noheader --format='%t %r' --jobs=" + job);
      // Over, or over for so long that Slurm has forgotten it. A controller that is down says
      // something else, and comes back with its jobs.
      if (answer.status == 0 && answer.text.empty()) return true;
      if (answer.status == 0) what_is_up(job, answer.text);
      if (answer.status != 0 && answer.text.find("Invalid job id") != std::string::npos)
        return true;
      pause();
    }
  }

  // A controller that was killed may have forgotten that tasks run; it starts them again, the node
  // refuses the second copy, and Slurm holds them. They are released: a shard that is run twice is
  // the same twice. Whatever else they wait for is told, once.
  void what_is_up(const std::string& job, const std::string& queue) {
    if (queue.find("JobHeld") != std::string::npos || queue.find("held") != std::string::npos)
      (void)ask("scontrol release " + job);
    std::string reason;
    if (queue.find("DOWN, DRAINED") != std::string::npos) reason = "nodes are down or drained";
    if (reason != told_ && !reason.empty()) say(fmt::format("job {} waits: {}", job, reason));
    told_ = reason;
  }

  void pause() const { std::this_thread::sleep_for(std::chrono::duration<double>(o_.poll_s)); }
  void say(const std::string& text) const {
    if (o_.log) o_.log(text);
  }

  const SlurmOptions& o_;
  const LoadedStudy& loaded_;
  StudyContents whole_;
  double run_s_ = 0;  // of one run; 0: not tried yet
  const std::string folder_;
  std::string told_;  // why a job waits
};

}  // namespace

unsigned shards_of(std::uint64_t runs, double run_s, unsigned jobs, double shard_s) {
  constexpr double kMost = 1000;
  const double all = static_cast<double>(runs) * run_s / std::max(1u, jobs);
  const double most = std::min(kMost, static_cast<double>(std::max<std::uint64_t>(1, runs)));
  return static_cast<unsigned>(std::clamp(std::round(all / shard_s), 1.0, most));
}

std::string shell_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

std::string array_ranges(const std::vector<unsigned>& numbers) {
  std::string out;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t j = i;
    while (j + 1 < numbers.size() && numbers[j + 1] == numbers[j] + 1) ++j;
    out += (out.empty() ? "" : ",") + std::to_string(numbers[i]);
    if (j > i) out += "-" + std::to_string(numbers[j]);
    i = j + 1;
  }
  return out;
}

StudyContents run_on_slurm(const LoadedStudy& loaded, const SlurmOptions& options) {
  return SlurmStudy(loaded, options).run();
}

}  // namespace vedette
