// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/study_end.hpp"
#include "cli/words.hpp"
#include "record/record_error.hpp"
#include "study/merge.hpp"
#include "study/needed.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::vector<std::string> files;
  std::string out;
};

int merge(const Options& o) {
  StudyContents whole = read_study_file(o.files.front());
  for (std::size_t i = 1; i < o.files.size(); ++i)
    merge_into(whole, read_study_file(o.files[i]), o.files[i]);
  finish_if_complete(whole);
  try {
    write_study_file(o.out, whole);
  } catch (const RecordError& e) {
    return fail(kIncomplete, e.what(), o.common);
  }
  if (whole.complete) return end_study(whole, o.out, whole.study.file, o.common);
  const std::size_t left = missing(needed(whole.study, whole.results), whole.results, false).size();
  return fail(kIncomplete,
              say("merge.still", o.common.language(), o.out, whole.results.count(), left, o.out),
              o.common);
}

}  // namespace

void add_merge(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub =
      app.add_subcommand("merge", "Puts shards of a study together; the same bytes as one run");
  sub->add_option("files", o->files, "Shards (FILE.vds), in any order")->required();
  sub->add_option("-o,--out", o->out, "Results (FILE.vds)")->required();
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = merge(*o); });
}

}  // namespace vedette::cli
