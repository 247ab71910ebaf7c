// SPDX-License-Identifier: Apache-2.0
// Runs in the background: again with a change, and those of a study.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/diagnostics.hpp"
#include "viz/core/session.hpp"
#include "viz/core/words.hpp"

namespace vedette::view {

namespace fs = std::filesystem;

Session::~Session() {
  child.stop();
  std::error_code unknown;
  for (const std::string& path : scratch_paths_)
    for (const char* more : {"", "-wal", "-shm", ".notes.json"}) fs::remove(path + more, unknown);
}

std::string Session::scratch(const std::string& ending) {
  std::string path = (fs::temp_directory_path() / ("vedette-view-" + std::to_string(::getpid()) +
                                                   "-" + std::to_string(++scratch_files_) + ending))
                         .string();
  std::error_code unknown;
  fs::remove(path, unknown);
  scratch_paths_.push_back(path);
  return path;
}

void Session::start_job(Job job) {
  jobs.push_back(std::move(job));
  if (jobs.size() > 1) return;
  if (child.start(jobs.front().command, scratch(".log"))) return;
  message = child.error();
  jobs.clear();
}

void Session::tend_jobs() {
  if (jobs.empty()) return;
  Job& job = jobs.front();
  const bool runs = child.running();
  std::error_code unknown;
  if (!job.opened && fs::exists(job.output, unknown)) {
    try {
      if (job.beside) {
        open_other(job.output);
      } else {
        auto document = Document::open(job.output);
        close_other();
        take_document(std::move(document));
        study_open = false;
      }
      job.opened = true;
      const Document* opened = job.beside ? other.get() : main.get();
      if (!job.hash.empty() && opened->store->info().scenario_hash != job.hash)
        message = "scenario_changed";
    } catch (const InputError& error) {  // not written far enough yet
      if (!runs) message = to_text(error.diagnostic);
    }
  }
  if (runs) return;
  if (child.exit_code() == 2 && !job.otherwise.empty()) {  // not in the middle: from the beginning
    job.command = std::move(job.otherwise);
    job.otherwise.clear();
    message = "from_start";
    if (child.start(job.command, scratch(".log"))) return;
  }
  Document* const shown = job.beside ? other.get() : main.get();
  const bool in_view = job.opened && shown && shown->path == job.output;
  // What it wrote at last is read before it is judged.
  if (in_view && child.exit_code() == 1 && !std::exchange(job.ended, true)) return;
  if (child.exit_code() > 1 || !job.opened ||
      (in_view && child.exit_code() == 1 && !shown->store->info().complete)) {
    if (in_view) shown->broken_off = child.exit_code();
    job_failed();
    return;
  }
  jobs.pop_front();
  if (jobs.empty()) return;
  if (child.start(jobs.front().command, scratch(".log"))) return;
  message = child.error();
  jobs.clear();
}

// Says that the run has ended, with what and where its own words say why.
void Session::job_failed() {
  const bool unreadable = child.exit_code() == 0 && !message.empty() && message != "from_start";
  if (!unreadable) {
    const std::string words = child.last_words();
    message = fmt::format("{} {}", text("run.ended", settings.lang), child.exit_code());
    if (words.empty())
      message += std::string(". ") + text("run.silent", settings.lang);
    else
      message += ":\n" + words;
  }
  if (study && !jobs.front().beside) study_open = true;  // back to where it was asked for
  jobs.clear();
}

bool Session::save_overlay(const std::string& path) {
  std::error_code unknown;
  const std::string base = fs::absolute(scenario_path, unknown).string();
  const bool folder = fs::is_directory(scenario_path, unknown);
  return write_file(path, overlay_yaml(main->scene, edits, folder ? base + "/scenario.yaml" : base,
                                       main->effective_json, play.now.seconds()));
}

// Asked once: an older `vedette` runs from the beginning.
bool Session::can_begin_at() {
  if (can_begin_at_) return *can_begin_at_;
  ChildRun ask;
  const std::string log = scratch(".help");
  can_begin_at_ = false;
  if (!ask.start({vedette_path, "run", "--help"}, log)) return false;
  for (int i = 0; i < 300 && ask.running(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const auto text = read_file(log);
  can_begin_at_ = text && text->find("--from") != std::string::npos;
  return *can_begin_at_;
}

void Session::run_again() {
  if (scenario_path.empty()) {
    message = "no_scenario";
    return;
  }
  const std::string overlay = scratch(".yaml");
  if (!save_overlay(overlay)) {
    message = overlay;
    return;
  }
  close_other();
  message.clear();
  Job job;
  job.output = scratch(".vdt");
  job.beside = true;
  job.command = {vedette_path, "run", overlay, "-o", job.output};
  std::vector<std::string> same;  // seed and replication
  if (store()) {
    same = {"--seed", std::to_string(store()->info().seed)};
    if (store()->info().replication > 1)
      same.insert(same.end(), {"--rep", std::to_string(store()->info().replication)});
  }
  job.command.insert(job.command.end(), same.begin(), same.end());
  // From the cursor on, where the recording goes on before and the program can.
  // A new fleet cannot come into being in the middle.
  if (store() && play.now > Time{0} && play.now < store()->end() && design.patrols.empty() &&
      can_begin_at()) {
    job.otherwise = std::move(job.command);
    job.command = {
        vedette_path, "run",     scenario_path, "--from", fmt::format("{:.6f}", play.now.seconds()),
        "-o",         job.output};
    for (std::string& change :
         overrides_of(main->scene, edits, main->effective_json, play.now.seconds()))
      job.command.insert(job.command.end(), {"--set", std::move(change)});
    job.command.insert(job.command.end(), same.begin(), same.end());
  } else if (store() && play.now > Time{0} && !design.patrols.empty()) {
    message = "from_start";
  }
  start_job(std::move(job));
}

void Session::open_study(const std::string& path) {
  study = std::make_unique<StudyTable>(read_study_table(path));
  find_source();
  study_open = true;
  study_design = 0, study_column = 0, study_rep = 0;
  for (std::size_t d = 0; d < study->designs.size(); ++d)
    if (study->designs[d].name == study->answer_design) study_design = d;
  if (!study->designs.empty()) study_rep = study->designs[study_design].worst;
  if (!main) take_document(Document::empty(path, study->name_en, study->name_zh));
}

// A study under way grows: it is read anew, and what is chosen stays chosen.
void Session::tend_study() {
  if (!study || study->complete) return;
  try {
    std::error_code unknown;
    std::string path = study->path;
    // The finished file takes the place of the unfinished one.
    if (!fs::exists(path, unknown) && path.ends_with(".part")) path.resize(path.size() - 5);
    StudyTable now = read_study_table(path);
    if (now.designs.size() >= study->designs.size()) *study = std::move(now);
  } catch (const InputError&) {  // being written to: the next look will tell
  }
}

void Session::open_run(bool pair) {
  if (!study || study_design >= study->designs.size() || study_rep == 0) return;
  if (!source.can_run(study_design)) find_source();
  const auto job = [&](std::size_t which, bool beside) {
    Job one;
    one.output = scratch(".vdt");
    one.beside = beside;
    one.hash = study->designs[which].hash;
    one.command = source.command(*study, which, study_rep);
    one.command.insert(one.command.begin(), vedette_path);
    one.command.insert(one.command.end(), {"-o", one.output});
    start_job(std::move(one));
  };
  const StudyDesign& chosen = study->designs[study_design];
  const auto baseline = std::find_if(study->designs.begin(), study->designs.end(),
                                     [](const StudyDesign& d) { return d.baseline; });
  const bool both = pair && baseline != study->designs.end() && !chosen.baseline;
  const auto first = static_cast<std::size_t>(baseline - study->designs.begin());
  if (!source.can_run(study_design) || (both && !source.can_run(first))) {
    message = "no_study_file";
    return;
  }
  if (both) job(first, false);
  job(study_design, both);
}

void Session::find_source() {
  if (study) source = find_study_source(*study, scenario_path);
}

}  // namespace vedette::view
