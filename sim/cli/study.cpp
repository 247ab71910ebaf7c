// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>

#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/study_answer.hpp"
#include "cli/study_end.hpp"
#include "cli/study_table.hpp"
#include "cli/words.hpp"
#include "record/record_error.hpp"
#include "study/check_designs.hpp"
#include "study/run_study.hpp"
#include "study/slurm.hpp"

namespace vedette::cli {

namespace {

/// Lines that are seen at once.
constexpr std::ptrdiff_t kScreen = 20;

struct Options {
  Common common;
  std::vector<std::string> files;
  std::uint64_t reps = 0;
  unsigned jobs = 1;
  std::string out, shard, after;
  bool resume = false, slurm = false;
  unsigned shards = 0;
  double shard_min = 1;
  std::uint32_t crash_design = 0;
  std::uint64_t crash_rep = 0;
};

// "2/4"
bool parse_shard(const std::string& text, unsigned& shard, unsigned& shards) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return false;
  const char *begin = text.data(), *end = begin + text.size(), *middle = begin + slash;
  const auto a = std::from_chars(begin, middle, shard),
             b = std::from_chars(middle + 1, end, shards);
  return a.ec == std::errc{} && a.ptr == middle && b.ec == std::errc{} && b.ptr == end &&
         shard >= 1 && shard <= shards;
}

// What is wrong with the usage; "" if nothing.
std::string misuse(const Options& o, Lang lang) {
  if (o.files.size() == 1 && !is_study(o.files[0]) && std::filesystem::exists(o.files[0]))
    return say("study.not_study", lang, o.files[0]);
  if (o.files.size() == 2 && o.reps == 0) return say("study.no_reps", lang);
  if (o.files.size() == 1 && o.reps > 0) return say("study.reps_in_study", lang);
  if (o.slurm && !o.shard.empty()) return say("study.slurm_shard", lang);
  if ((o.slurm || !o.shard.empty()) && o.out.empty()) return say("study.needs_out", lang);
  return "";
}

StudyContents on_slurm(const LoadedStudy& loaded, const Options& o, Lang lang) {
  SlurmOptions s;
  s.program = std::filesystem::read_symlink("/proc/self/exe").string();
  s.arguments = o.files;
  if (o.reps > 0) s.arguments.insert(s.arguments.end(), {"--reps", std::to_string(o.reps)});
  s.out = o.out;
  s.shards = o.shards;
  s.shard_s = 60 * o.shard_min;
  s.jobs = o.jobs;
  s.resume = o.resume;
  s.version = version();
  const std::string what = say("study.shards", lang);
  Progress progress(what, lang);
  s.progress = [&](std::uint64_t done, std::uint64_t total) { progress(done, total); };
  s.interrupted = [] { return InterruptWatch::asked(); };
  s.log = [](const std::string& text) { fmt::print(stderr, "vedette: {}\n", text); };
  return run_on_slurm(loaded, s);
}

StudyContents here(const LoadedStudy& loaded, const Options& o, StudyRunOptions run, Lang lang) {
  run.jobs = o.jobs;
  run.out = o.out;
  run.resume = o.resume;
  run.after = o.after;
  run.version = version();
  run.crash_design = o.crash_design;
  run.crash_rep = o.crash_rep;
  const std::string what = say("study.progress", lang);
  Progress progress(what, lang);
  run.progress = [&](std::uint64_t done, std::uint64_t total) { progress(done, total); };
  run.interrupted = [] { return InterruptWatch::asked(); };
  return run_study(loaded, run);
}

int study(const Options& o) {
  const Lang lang = o.common.language();
  if (const std::string wrong = misuse(o, lang); !wrong.empty())
    return fail(kBadInput, wrong, o.common);
  StudyRunOptions run;
  if (!o.shard.empty() && !parse_shard(o.shard, run.shard, run.shards))
    return fail(kBadInput, say("study.bad_shard", lang), o.common);
  Diagnostics diagnostics;
  const auto loaded = o.files.size() == 2
                          ? load_comparison(o.files[0], o.files[1], o.reps, diagnostics)
                          : load_study(o.files[0], diagnostics);
  // The first shard alone tries the designs, and no later stage does: they are the same.
  if (loaded && o.files.size() == 1 && run.shard <= 1 && o.after.empty())
    check_designs(loaded->study, common_overrides(loaded->study.document), diagnostics);
  if (diagnostics.has_errors()) return report_bad_input(diagnostics, o.common);
  report_warnings(diagnostics);
  InterruptWatch interrupt;
  try {
    const StudyContents contents =
        o.slurm ? on_slurm(*loaded, o, lang) : here(*loaded, o, run, lang);
    if (run.shard > 0 && !InterruptWatch::asked()) {
      if (o.common.json)
        print_json({{"ok", true},
                    {"shard", o.shard},
                    {"runs", contents.results.count()},
                    {"results", o.out}});
      else
        fmt::print("{}\n", say("study.shard_written", lang, run.shard, run.shards,
                               contents.results.count(), o.out));
      return contents.results.failures() > 0 ? kIncomplete : kDone;
    }
    return end_study(contents, o.out, o.files.size() == 1 ? o.files[0] : "", o.common);
  } catch (const RecordError& e) {
    return fail(kIncomplete, e.what(), o.common);
  }
}

}  // namespace

int end_study(const StudyContents& contents, const std::string& out, const std::string& study_file,
              const Common& common) {
  const Lang lang = common.language();
  if (!contents.complete) {
    const std::string text =
        say(out.empty() ? "study.lost" : "study.interrupted", lang, contents.results.count());
    return fail(kIncomplete, text, common);
  }
  const Json& analysis = contents.analysis;
  std::string text;
  if (common.json) {
    Json document = analysis;
    if (!out.empty()) document["results"] = out;
    print_json(document);
  } else {
    text = study_text(analysis, lang);
    fmt::print("{}\n", text);
    if (!out.empty()) fmt::print("{}\n", say("study.written", lang, out, out));
    if (!study_file.empty()) fmt::print("{}\n", say("study.replay", lang, study_file));
    // Points stand in no table with their names.
    const auto& designs = contents.study.designs;
    if (!study_file.empty() && !analysis.contains("designs") && !designs.empty())
      fmt::print("{}\n", say("study.point_names", lang, designs.front().name, designs.back().name));
  }
  for (std::size_t i = 0; i < analysis["absent"].size() && !study_file.empty(); ++i) {
    std::string what = analysis["absent"][i];
    if (analysis.contains("absent_labels")) what = in(analysis["absent_labels"][i], lang);
    fmt::print(stderr, "vedette: {}\n", say("study.absent", lang, what));
  }
  std::size_t told = 0;
  for (const Json& one : analysis["failed"]) {
    if (told++ == 10) {
      fmt::print(stderr, "{}\n", say("study.more_failed", lang, analysis["failed"].size() - 10));
      break;
    }
    fmt::print(stderr, "{}\n",
               say("study.failed", lang, one["design"].get<std::string>(),
                   one["rep"].get<std::uint64_t>(), one["reason"].get<std::string>()));
  }
  // The last thing told, where tables have come between.
  if (std::count(text.begin(), text.end(), '\n') > kScreen) {
    std::fflush(stdout);
    fmt::print("\n{}\n{}", say("study.answer_again", lang), study_answer(analysis, lang));
  }
  if (!analysis["failed"].empty()) return kIncomplete;
  if (analysis.contains("answer") && !analysis["answer"].value("met", true)) return kNo;
  return kDone;
}

void add_study(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand(
      "study", "Runs many designs many times and compares them honestly; or two scenarios");
  sub->add_option("study", o->files, "Study (file or folder), or two scenarios: before and after")
      ->required()
      ->expected(1, 2);
  sub->add_option("--reps", o->reps, "Replications of each of two scenarios")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}));
  sub->add_option("-j,--jobs", o->jobs, "Runs side by side")
      ->check(CLI::Range(1u, 1024u))
      ->capture_default_str();
  sub->add_option("-o,--out", o->out, "Results (FILE.vds); FILE.vds.part while it goes on");
  sub->add_flag("--resume", o->resume, "Go on with FILE.vds.part; try again what failed");
  sub->add_option("--shard", o->shard, "i/n: only this part of the runs; see vedette merge");
  sub->add_option("--after", o->after, "Of a shard: the merged results of the stages before");
  sub->add_flag("--slurm", o->slurm, "Run the shards as Slurm job arrays, and merge them");
  sub->add_option("--shards", o->shards,
                  "With --slurm: into how many shards, at most (default: by --shard-minutes)")
      ->check(CLI::Range(1u, 1000u));
  sub->add_option("--shard-minutes", o->shard_min,
                  "With --slurm: about so long each; some runs are timed here first")
      ->check(CLI::Range(0.01, 10'000.0))
      ->capture_default_str();
  sub->add_option("--crash-design", o->crash_design, "For tests: in this design")->group("");
  sub->add_option("--crash-rep", o->crash_rep, "For tests: this replication dies")->group("");
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = study(*o); });
}

}  // namespace vedette::cli
