// SPDX-License-Identifier: Apache-2.0
#include "study/run_study.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

#include "study/foreman.hpp"
#include "study/merge.hpp"
#include "study/needed.hpp"
#include "study/results_read.hpp"

namespace vedette {

namespace {

class StudyRun {
 public:
  StudyRun(const LoadedStudy& loaded, const StudyRunOptions& options)
      : study_(loaded.study),
        base_(loaded.base),
        o_(options),
        contents_(empty_contents(loaded, options.version)) {
    if (!o_.after.empty()) {
      before_ = std::make_unique<StudyContents>(contents_);
      merge_into(*before_, read_study_file(o_.after), o_.after);
    }
    if (o_.resume && !o_.out.empty() && !std::filesystem::exists(part_path(o_.out)) &&
        std::filesystem::exists(o_.out))
      merge_into(contents_, read_study_file(o_.out), o_.out);
  }

  StudyContents run() {
    if (o_.shard == 0 && tasks(true).empty() && finish_if_complete(contents_)) {
      write();
      return std::move(contents_);
    }
    ServerOptions server;
    server.seed = study_.seed.value_or(1);
    server.jobs = o_.jobs;
    server.base = base_;
    server.crash_design = o_.crash_design;
    server.crash_rep = o_.crash_rep;
    if (!study_.keep_all)
      for (const StudyMeasure& m : study_.measures) server.keep.push_back(m.id);
    server.map = study_.kind != DesignKind::kMorris && study_.kind != DesignKind::kSobol;
    StudyPool pool(study_, server);  // forks: before the database is opened
    if (!o_.out.empty()) open_part();
    bool again = true;  // what failed is tried once more, once
    for (;;) {
      const std::vector<StudyTask> todo = tasks(again);
      again = false;
      if (todo.empty()) break;
      pool.start(todo);
      std::uint64_t done = contents_.results.count();
      const std::uint64_t total = done + todo.size();
      tell(done, total);
      while (const auto row = pool.next(o_.interrupted)) {
        const std::size_t d = row->task.design;
        if (contents_.hashes[d].empty()) contents_.hashes[d] = pool.scenario_hash(d);
        contents_.maps.add(d, pool.map(d));
        contents_.results.add(*row);
        if (part_) part_->add(*row, contents_.hashes[d], contents_.maps);
        tell(++done, total);
      }
      if (part_) part_->commit();
      if (o_.interrupted && o_.interrupted()) return std::move(contents_);
      if (o_.shard > 0) break;  // a shard does one stage
    }
    if (o_.shard == 0) finish_if_complete(contents_);
    write();
    return std::move(contents_);
  }

 private:
  std::vector<StudyTask> tasks(bool again) const {
    if (o_.shard == 0) return missing(needed(study_, contents_.results), contents_.results, again);
    const StudyResults nothing(study_.designs.size());
    const StudyResults& known = before_ ? before_->results : nothing;
    const std::vector<StudyTask> all = missing(needed(study_, known), known, true);
    std::vector<StudyTask> mine;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (shard_of(k, all.size(), o_.shards) != o_.shard) continue;
      const StudyResults::Run* run = contents_.results.find(all[k]);
      if (!run || (again && !run->failure.empty())) mine.push_back(all[k]);
    }
    return mine;
  }

  // Rows that came from a finished file are put into the part too.
  void open_part() {
    const StudyContents from_file = contents_;
    part_ = std::make_unique<StudyPart>(o_.out, contents_, o_.resume);
    for (std::uint32_t d = 0; d < from_file.results.designs(); ++d) {
      for (const auto& [rep, run] : from_file.results.runs(d)) {
        StudyRow row{{d, rep}, run.failure, {}, run.places};
        for (const auto& cell : run.cells)
          row.figures.push_back({from_file.results.measures()[cell.measure], cell.value, cell.n});
        part_->add(row, from_file.hashes[d], from_file.maps);
      }
    }
  }

  void write() {
    if (o_.out.empty()) return;
    write_study_file(o_.out, contents_);
    if (part_) part_->remove();
  }

  void tell(std::uint64_t done, std::uint64_t total) const {
    if (o_.progress) o_.progress(done, total);
  }

  const Study& study_;
  const std::shared_ptr<const World>& base_;
  const StudyRunOptions& o_;
  StudyContents contents_;
  std::unique_ptr<StudyContents> before_;
  std::unique_ptr<StudyPart> part_;
};

}  // namespace

StudyContents empty_contents(const LoadedStudy& loaded, const std::string& version) {
  StudyContents c{loaded.study,
                  version,
                  loaded.base->scenario_hash,
                  std::vector<std::string>(loaded.study.designs.size()),
                  StudyResults(loaded.study.designs.size()),
                  false,
                  Json()};
  c.maps.designs.resize(loaded.study.designs.size());
  return c;
}

double seconds_of_a_run(const LoadedStudy& loaded, const std::function<bool()>& interrupted) {
  constexpr double kEnough = 2;
  constexpr std::uint64_t kMost = 64;
  using Clock = std::chrono::steady_clock;
  ServerOptions server;
  server.seed = loaded.study.seed.value_or(1);
  StudyPool pool(loaded.study, server);
  const auto last = static_cast<std::uint32_t>(loaded.study.designs.size() - 1);
  double sum = 0;
  int designs = 0;
  for (const std::uint32_t design : {0u, last}) {
    if (designs == 1 && last == 0) break;
    // The first run of a design also pays for its compiling: it counts only where it is alone.
    double spent = 0, first = 0;
    std::uint64_t runs = 0;
    for (std::uint64_t batch = 1; spent < kEnough && runs < kMost; batch *= 2) {
      std::vector<StudyTask> tasks;
      for (std::uint64_t k = 0; k < batch; ++k) tasks.push_back({design, runs + k + 1});
      const auto began = Clock::now();
      pool.start(tasks);
      while (pool.next(interrupted)) {
      }
      const double took = std::chrono::duration<double>(Clock::now() - began).count();
      (runs == 0 ? first : spent) += took;
      runs += batch;
      if (interrupted && interrupted()) break;
      if (first >= kEnough) break;
    }
    sum += runs > 1 ? spent / static_cast<double>(runs - 1) : first;
    ++designs;
  }
  return std::max(1e-4, sum / designs);
}

unsigned shard_of(std::uint64_t k, std::uint64_t total, unsigned count) {
  return static_cast<unsigned>(k * count / total) + 1;
}

StudyContents run_study(const LoadedStudy& loaded, const StudyRunOptions& options) {
  return StudyRun(loaded, options).run();
}

}  // namespace vedette
