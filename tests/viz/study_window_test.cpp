// SPDX-License-Identifier: Apache-2.0
// Results of a study in the window: designs, runs, one run opened, two compared; damaged files.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>

#include "record/scratch.hpp"
#include "support/seed.hpp"
#include "viz/program.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

/// Three designs, four runs each; the study's file lies beside.
const std::string& results() {
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

}  // namespace

TEST_CASE("from a design to the film of one of its runs, and back") {
  if (!can_draw()) return;
  const auto s = play(results() + " --vedette " VEDETTE_PROGRAM, R"(
state
click study.design:day_cars=6
click study.run:3
state
click study.open
wait 60
state
key Y
state
click study.pair
wait 60
state
)");
  REQUIRE(s.size() == 5);
  CHECK(s[0]["study_open"] == true);
  CHECK(s[1]["study_design"] == "day_cars=6");
  CHECK(s[1]["study_rep"] == 3);
  CHECK(s[2]["study_open"] == false);
  CHECK(s[2]["end_s"] == 4 * 3600);
  CHECK(s[3]["study_open"] == true);
  CHECK(s[4]["compare"] == true);
  CHECK(s[4]["pairs"] > 5);
}

TEST_CASE("a study looks as it did, in Chinese too") {
  if (!can_draw()) return;
  const Scratch scratch("view_study_shot");
  for (const char* lang : {"en", "zh"}) {
    const Outcome o =
        view(results() + " --size 960x600 --lang " + lang + " --shot " + (scratch / "a.png"));
    INFO(o.err);
    REQUIRE(o.exit_code == 0);
    CHECK(colours(quarter(read_png(scratch / "a.png"))) > 15);
  }
}

TEST_CASE("damaged results of a study are refused in a sentence or shown") {
  if (!can_draw()) return;
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  const Scratch scratch("view_study_fuzz");
  std::ifstream in(results(), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::mt19937_64 random(seed);
  for (int i = 0; i < 6; ++i) {
    std::string broken = bytes;
    if (i % 2) broken.resize(broken.size() / 2 + random() % (broken.size() / 2));
    for (int k = 0; k < 60; ++k)
      broken[100 + random() % (broken.size() - 100)] = static_cast<char>(random());
    std::ofstream(scratch / "bad.vds", std::ios::binary) << broken;
    const Outcome o = view((scratch / "bad.vds") + " --size 640x400 --shot " + (scratch / "a.png"));
    INFO(o.err);
    CHECK((o.exit_code == 0 || o.exit_code == 2));
    if (o.exit_code == 2) CHECK(o.err.find("error: ") != std::string::npos);
  }
}
