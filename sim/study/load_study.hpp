// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "study/study.hpp"
#include "world/document/schema.hpp"
#include "world/world.hpp"

namespace vedette {

/// The schema of study files.
const Schema& study_schema();
std::string_view study_schema_text();

/// A study is named by its file or its folder (then: FOLDER/study.yaml).
std::string study_file(const std::string& file_or_folder);
/// Whether the file can be read and holds the key `study`. Of a folder: whether it holds a
/// study.yaml.
bool is_study(const std::string& file_or_folder);

struct LoadedStudy {
  Study study;
  std::shared_ptr<const World> base;  ///< the baseline's, compiled
};
/// Reads a study, compiles its base scenario, checks every name and builds its designs. Nothing
/// when the diagnostics have errors. Factors whose baseline is not given take the scenario's value.
std::optional<LoadedStudy> load_study(const std::string& file_or_folder, Diagnostics& diagnostics);

/// A study of two scenarios: a baseline and a change. Every figure is kept.
std::optional<LoadedStudy> load_comparison(const std::string& baseline, const std::string& change,
                                           std::uint64_t replications, Diagnostics& diagnostics);

/// The study that a finished or unfinished file of results holds; the scenarios are not opened.
/// Throws InputError when it is no study.
Study study_of_document(const Json& document, const std::string& file);

/// Checks a study file without running it: as load_study, its designs (check_designs) and every
/// level of its factors; of a range both ends. True when it has no errors.
bool check_study(const std::string& file_or_folder, Diagnostics& diagnostics);

}  // namespace vedette
