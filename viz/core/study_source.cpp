// SPDX-License-Identifier: Apache-2.0
#include "viz/core/study_source.hpp"

#include <algorithm>
#include <filesystem>

#include "viz/core/notes.hpp"

namespace vedette::view {

namespace {

namespace fs = std::filesystem;

constexpr int kFoldersAbove = 3;

bool is_file(const fs::path& path) {
  std::error_code unknown;
  return fs::is_regular_file(path, unknown);
}

bool is_scenario(const fs::path& path) {
  std::error_code unknown;
  const std::string ending = path.extension().string();
  return is_file(path / "scenario.yaml") ||
         (is_file(path) && (ending == ".yaml" || ending == ".yml" || ending == ".json"));
}

std::vector<fs::path> folders_of(const StudyTable& table) {
  std::error_code unknown;
  std::vector<fs::path> out;
  fs::path above = fs::absolute(table.path, unknown).parent_path();
  for (int i = 0; i < kFoldersAbove && !above.empty(); ++i) {
    out.push_back(above);
    if (above == above.parent_path()) break;
    above = above.parent_path();
  }
  out.emplace_back(".");
  std::vector<fs::path> below;
  for (const char* name : {"experiments", "scenarios"})
    for (const auto& entry : fs::directory_iterator(name, unknown))
      if (entry.is_directory(unknown)) below.push_back(entry.path());
  std::sort(below.begin(), below.end());
  out.insert(out.end(), below.begin(), below.end());
  return out;
}

// Many are called study.yaml: the one that says the study's name.
bool names_study(const fs::path& file, const StudyTable& table) {
  const auto text = read_file(file.string());
  return text && text->find("study:") != std::string::npos &&
         (table.name_en.empty() || text->find(table.name_en) != std::string::npos);
}

std::string find_file(const StudyTable& table, const std::string& given,
                      const std::vector<fs::path>& folders) {
  if (!given.empty()) {
    for (const fs::path& path :
         {fs::path(given), fs::path(given) / "study.yaml", fs::path(given) / table.file})
      if (is_file(path) && names_study(path, table)) return path.string();
  }
  if (table.file.empty()) return "";
  for (const fs::path& folder : folders) {
    const fs::path file = (folder / table.file).lexically_normal();
    if (is_file(file) && names_study(file, table)) return file.string();
  }
  return "";
}

std::string find_scenario(const std::string& named, const std::string& given,
                          const std::vector<fs::path>& folders) {
  if (named.empty()) return "";
  fs::path path = fs::path(named).lexically_normal();
  if (path.filename().empty()) path = path.parent_path();  // "here/"
  const fs::path last =
      path.filename() == "scenario.yaml" ? path.parent_path().filename() : path.filename();
  if (!given.empty()) {
    fs::path said = fs::path(given).lexically_normal();
    if (said.filename() == "scenario.yaml") said = said.parent_path();
    if (said.filename() == last && is_scenario(said)) return said.string();
    for (const fs::path& way : {path, last})
      if (is_scenario(said / way)) return (said / way).string();
  }
  if (path.is_absolute() && is_scenario(path)) return path.string();
  for (const fs::path& folder : folders)
    if (const fs::path at = (folder / path).lexically_normal(); is_scenario(at)) return at.string();
  for (const fs::path& folder : folders)
    if (is_scenario(folder / "scenarios" / last))
      return (folder / "scenarios" / last).lexically_normal().string();
  return "";
}

}  // namespace

StudySource find_study_source(const StudyTable& table, const std::string& given) {
  StudySource out;
  const std::vector<fs::path> folders = folders_of(table);
  out.file = find_file(table, given, folders);
  if (!out.file.empty()) return out;
  if (!table.file.empty()) out.missing.push_back(table.file);
  for (const StudyDesign& d : table.designs) {
    const std::string& named = d.scenario.empty() ? table.scenario : d.scenario;
    out.scenarios.push_back(find_scenario(named, given, folders));
    if (out.scenarios.back().empty() && !named.empty() &&
        std::find(out.missing.begin(), out.missing.end(), named) == out.missing.end())
      out.missing.push_back(named);
  }
  // Every design can be run without the file.
  if (std::none_of(out.scenarios.begin(), out.scenarios.end(),
                   [](const std::string& s) { return s.empty(); }))
    out.missing.clear();
  return out;
}

std::vector<std::string> StudySource::command(const StudyTable& table, std::size_t design,
                                              std::uint64_t rep) const {
  const StudyDesign& d = table.designs[design];
  if (!file.empty()) return {"run", file, "--design", d.name, "--rep", std::to_string(rep)};
  std::vector<std::string> out{"run",   scenarios[design],  "--seed", std::to_string(table.seed),
                               "--rep", std::to_string(rep)};
  for (const std::string& change : d.overrides) out.insert(out.end(), {"--set", change});
  return out;
}

}  // namespace vedette::view
