// SPDX-License-Identifier: Apache-2.0
#include "viz/program.hpp"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "record/scratch.hpp"

namespace vedette::test {

namespace {

Outcome run(const std::string& command) {
  static int number = 0;
  const Scratch scratch("view_program_" + std::to_string(++number));
  const std::string errors = scratch / "err";
  Outcome outcome;
  FILE* pipe = ::popen((command + " 2>" + errors).c_str(), "r");
  if (!pipe) return outcome;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe))
    outcome.out.append(buffer, n);
  const int status = ::pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  std::ifstream in(errors);
  outcome.err.assign(std::istreambuf_iterator<char>(in), {});
  return outcome;
}

}  // namespace

Outcome view(const std::string& arguments) {
  // Another build of it, one with sanitizers say, beside a simulator that is quick.
  const char* other = std::getenv("VEDETTE_TEST_VIEW");
  return run("env -u DISPLAY -u WAYLAND_DISPLAY SDL_VIDEODRIVER=offscreen " +
             std::string(other ? other : VEDETTE_VIEW) + " " + arguments);
}

Outcome simulate(const std::string& arguments) {
  return run(VEDETTE_PROGRAM " " + arguments);
}

Outcome in_folder(const std::string& folder, const std::string& arguments) {
  return run("cd " + folder + " && " VEDETTE_PROGRAM " " + arguments);
}

int rounds(int usual) {
  const char* asked = std::getenv("VEDETTE_TEST_ROUNDS");
  return asked ? std::atoi(asked) : usual;
}

bool can_draw() {
  static const bool can = [] {
    const Scratch scratch("view_can_draw");
    const Outcome o = view(VEDETTE_SOURCE_DIR "/scenarios/first-response --size 320x240 --shot " +
                           (scratch / "a.png"));
    if (o.exit_code != 0)
      std::fprintf(stderr, "skipped, nothing can be drawn here: %s", o.err.c_str());
    return o.exit_code == 0;
  }();
  return can;
}

namespace {

std::string recorded(const Scratch& scratch, const char* scenario) {
  const std::string file = scratch / "run.vdt";
  REQUIRE(simulate("run " VEDETTE_SOURCE_DIR "/scenarios/" + std::string(scenario) + " -o " + file +
                   " >/dev/null")
              .exit_code == 0);
  return file;
}

}  // namespace

const std::string& day_recording() {
  static const Scratch scratch("view_day");
  static const std::string path = recorded(scratch, "first-response");
  return path;
}

const std::string& drill_recording() {
  static const Scratch scratch("view_drill");
  static const std::string path = recorded(scratch, "escape-drill");
  return path;
}

const std::string& study_results() {
  static const Scratch scratch("view_study");
  static const std::string path = [&] {
    std::ofstream(scratch / "study.yaml")
        << "vedette: 1\nstudy: {en: Cars by day, zh: 白班车数}\nscenario: " VEDETTE_SOURCE_DIR
           "/scenarios/first-response\nset: {duration_h: 4}\n"
           "factors: {day_cars: {path: units.day_cars.count, levels: [6, 8]}}\n"
           "design: {full_factorial: {}}\n"
           "measures: [{id: calls.within.180, goal: largest}, {id: calls.response_s.p90, goal: "
           "smallest}]\nreplications: 4\n";
    const std::string file = scratch / "cars.vds";
    const Outcome o = simulate("study " + (scratch / "study.yaml") + " -o " + file + " >/dev/null");
    INFO(o.err);
    REQUIRE(o.exit_code <= 1);
    return file;
  }();
  return path;
}

std::vector<nlohmann::json> play(const std::string& arguments, const std::string& script) {
  const Scratch scratch("view_script");
  std::ofstream(scratch / "script") << script;
  const Outcome o = view(arguments + " --size 1280x800 --script " + (scratch / "script"));
  INFO(o.err);
  REQUIRE(o.exit_code == 0);
  std::vector<nlohmann::json> states;
  std::istringstream in(o.out);
  for (std::string line; std::getline(in, line);) states.push_back(nlohmann::json::parse(line));
  return states;
}

Picture read_png(const std::string& path) {
  Picture p;
  int channels = 0;
  unsigned char* data = stbi_load(path.c_str(), &p.width, &p.height, &channels, 3);
  if (!data) return {};
  p.rgb.assign(data,
               data + static_cast<std::size_t>(p.width) * static_cast<std::size_t>(p.height) * 3);
  stbi_image_free(data);
  return p;
}

void write_png(const std::string& path, const Picture& p) {
  stbi_write_png_compression_level = 9;
  stbi_write_png(path.c_str(), p.width, p.height, 3, p.rgb.data(), p.width * 3);
}

Picture quarter(const Picture& p) {
  Picture out{p.width / 4, p.height / 4, {}};
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      for (int c = 0; c < 3; ++c) {
        int sum = 0;
        for (int dy = 0; dy < 4; ++dy)
          for (int dx = 0; dx < 4; ++dx)
            sum += p.rgb[static_cast<std::size_t>(((y * 4 + dy) * p.width + x * 4 + dx) * 3 + c)];
        out.rgb.push_back(static_cast<std::uint8_t>(sum / 16));
      }
  return out;
}

double difference(const Picture& a, const Picture& b) {
  if (a.width != b.width || a.height != b.height || a.rgb.empty()) return 255;
  double sum = 0;
  for (std::size_t i = 0; i < a.rgb.size(); ++i) sum += std::abs(a.rgb[i] - b.rgb[i]);
  return sum / static_cast<double>(a.rgb.size());
}

std::size_t colours(const Picture& p) {
  std::set<int> found;
  for (std::size_t i = 0; i + 2 < p.rgb.size(); i += 3)
    found.insert((p.rgb[i] >> 4) << 8 | (p.rgb[i + 1] >> 4) << 4 | p.rgb[i + 2] >> 4);
  return found.size();
}

}  // namespace vedette::test
