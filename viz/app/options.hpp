// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/lang.hpp"
#include "base/time.hpp"

namespace vedette::view {

/// The command line of vedette-view.
struct Options {
  std::vector<std::string> files;  ///< one, or two to compare
  std::string shot, frames, script, select, fit, tab, layers, heat, run;
  std::optional<Time> at, until;
  double speed = 60, fps = 25;
  int width = 0, height = 0;
  std::optional<Lang> lang;
  std::optional<bool> dark;
  std::optional<float> scale;
  std::string scenario, vedette = "vedette", edits;
  bool bench = false, help = false;
  bool headless() const { return !shot.empty() || !frames.empty() || !script.empty() || bench; }
};

/// False with one sentence in `problem`.
bool parse_options(int argc, char** argv, Options& options, std::string& problem);
std::string usage();

}  // namespace vedette::view
