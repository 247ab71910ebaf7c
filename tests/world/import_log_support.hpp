// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "document_support.hpp"
#include "world/import/import_alarms.hpp"
#include "world/import/import_calls.hpp"
#include "world/import/import_folder.hpp"

namespace vedette::testing {

/// A log and its mapping in a folder of their own, imported as the command line does.
class LogFiles {
 public:
  explicit LogFiles(std::string_view kind) : kind_(kind) {}
  void write(const std::string& name, std::string_view text) const { folder_.write(name, text); }
  /// The findings, "" when there are none and OUT is written.
  std::string run(const std::string& log = "log.csv", const std::string& out = "out") {
    Diagnostics diagnostics;
    written = false;
    const std::string path = log.starts_with("/") ? log : folder_.path(log);
    auto import = kind_ == "calls" ? import_calls(path, folder_.path("m.yaml"), diagnostics)
                                   : import_alarms(path, folder_.path("m.yaml"), diagnostics);
    if (may_import_log_to(folder_.path(out), kind_, diagnostics) && import) {
      written = write_import(import->folder, folder_.path(out), diagnostics);
      report = import->report;
      fits = import->fits;
    }
    return folder_.without_folder(text_of(diagnostics));
  }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_.path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string path(const std::string& name) const { return folder_.path(name); }
  const SampleFit& fit(std::string_view name) const {
    for (const SampleFit& one : fits)
      if (one.name == name) return one;
    throw std::logic_error("no such fit");
  }

  Json report;
  std::vector<SampleFit> fits;
  bool written = false;

 private:
  std::string kind_;
  TemporaryFolder folder_;
};

}  // namespace vedette::testing
