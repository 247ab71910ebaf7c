// SPDX-License-Identifier: Apache-2.0
#include "study/merge.hpp"

#include <algorithm>

#include "study/analysis.hpp"
#include "study/needed.hpp"
#include "study/results_read.hpp"

namespace vedette {

namespace {

StudyRow row_of(const StudyResults& results, const StudyTask& task, const StudyResults::Run& run) {
  StudyRow row;
  row.task = task;
  row.failure = run.failure;
  row.places = run.places;
  for (const auto& cell : run.cells)
    row.figures.push_back({results.measures()[cell.measure], cell.value, cell.n});
  return row;
}

bool same(const StudyRow& a, const StudyRow& b) {
  const auto sorted = [](std::vector<Figure> figures) {
    std::sort(figures.begin(), figures.end(),
              [](const Figure& x, const Figure& y) { return x.id < y.id; });
    return figures;
  };
  const auto x = sorted(a.figures), y = sorted(b.figures);
  const bool figures =
      std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const Figure& f, const Figure& g) {
        return f.id == g.id && f.value == g.value && f.n == g.n;
      });
  return figures && a.places == b.places;
}

}  // namespace

void merge_into(StudyContents& whole, const StudyContents& part, const std::string& path) {
  if (whole.version != part.version)
    vds::refuse(path, "was made by version " + part.version + " of the program, others by " +
                          whole.version);
  if (study_identity(whole.study, whole.base_hash) != study_identity(part.study, part.base_hash) ||
      whole.study.file != part.study.file)
    vds::refuse(path, "is of another study, or its scenario was another");
  for (std::size_t d = 0; d < whole.hashes.size(); ++d) {
    if (whole.hashes[d].empty()) whole.hashes[d] = part.hashes[d];
    if (!part.hashes[d].empty() && part.hashes[d] != whole.hashes[d])
      vds::refuse(path, "ran design '" + whole.study.designs[d].name + "' on another scenario");
  }
  whole.maps.merge(part.maps);
  for (std::uint32_t d = 0; d < part.results.designs(); ++d) {
    for (const auto& [rep, run] : part.results.runs(d)) {
      const StudyRow row = row_of(part.results, {d, rep}, run);
      const StudyResults::Run* there = whole.results.find({d, rep});
      if (there && there->failure.empty() && run.failure.empty() &&
          !same(row, row_of(whole.results, {d, rep}, *there)))
        vds::refuse(path, "replication " + std::to_string(rep) + " of design '" +
                              whole.study.designs[d].name +
                              "' has other results than in another file");
      if (!there || !there->failure.empty()) whole.results.add(row);
    }
  }
}

bool finish_if_complete(StudyContents& contents) {
  const Needed all = needed(contents.study, contents.results);
  contents.complete = all.final && missing(all, contents.results, false).empty();
  contents.analysis = contents.complete ? analyse(contents) : Json();
  return contents.complete;
}

}  // namespace vedette
