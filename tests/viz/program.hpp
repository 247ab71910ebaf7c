// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace vedette::test {

struct Outcome {
  int exit_code = -1;
  std::string out, err;
};

/// Runs the viewer without a display, on SDL's offscreen driver.
Outcome view(const std::string& arguments);
/// Runs `vedette`; from a folder of its own.
Outcome simulate(const std::string& arguments);
Outcome in_folder(const std::string& folder, const std::string& arguments);
/// Whether there is an offscreen OpenGL here; asked once.
bool can_draw();

/// A recording of a day of first-response that all tests look at, made once; and one of the drill,
/// which has plans.
const std::string& day_recording();
const std::string& drill_recording();
/// Results of a study: three designs, four runs each; the study's file lies beside.
const std::string& study_results();
/// How many damaged files of a kind to open: VEDETTE_TEST_ROUNDS, or the usual number.
int rounds(int usual);
/// Plays a script of clicks and keys; the states that it printed.
std::vector<nlohmann::json> play(const std::string& arguments, const std::string& script);

/// A PNG's pixels, three bytes each; empty if it cannot be read.
struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb;
};
Picture read_png(const std::string& path);
void write_png(const std::string& path, const Picture& picture);
/// Scaled down to a quarter: small enough to keep, blurred enough not to mind another GL version.
Picture quarter(const Picture& picture);
/// Mean absolute difference of all bytes, 0 to 255; 255 if the sizes differ.
double difference(const Picture& a, const Picture& b);
/// How many colours are in it, by their upper 4 bits: a grey or empty picture has few.
std::size_t colours(const Picture& picture);

}  // namespace vedette::test
