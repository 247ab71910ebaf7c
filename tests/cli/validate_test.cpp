// SPDX-License-Identifier: Apache-2.0
// `vedette validate`: exit codes and what it prints.
#include <sys/wait.h>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace {

struct Outcome {
  int exit_code;
  std::string out, last_line;
};

// The program with `arguments`; standard error is dropped.
Outcome vedette(const std::string& arguments) {
  const std::string command = std::string(VEDETTE_PROGRAM) + " " + arguments + " 2>/dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome{};
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe))
    outcome.out.append(buffer, n);
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  std::string text = outcome.out.substr(0, outcome.out.find_last_not_of('\n') + 1);
  outcome.last_line = text.substr(text.rfind('\n') + 1);
  return outcome;
}

// A file of cases for model operator_watch, in the build folder.
std::string cases(const std::string& name, const std::string& expected) {
  const std::string path = std::string(VEDETTE_BINARY_DIR) + "/" + name;
  std::ofstream(path)
      << "cases:\n  one: {source: PSDB, model: operator_watch, inputs: {monitors: 1},"
      << " expect: {share_seen: " << expected << "}}\n";
  return path;
}

}  // namespace

TEST_CASE("validate: passed, failed, skipped and bad files differ in their exit code") {
  Outcome o = vedette("validate " + cases("validate_right.yaml", "0.85"));
  CHECK(o.exit_code == 0);
  CHECK(o.last_line == "1 passed, 0 failed, 0 skipped");
  o = vedette("validate " + cases("validate_wrong.yaml", "0.86"));
  CHECK(o.exit_code == 1);
  CHECK(o.last_line == "0 passed, 1 failed, 0 skipped");
  o = vedette("validate " + cases("validate_broken.yaml", "much"));
  CHECK(o.exit_code == 2);
  CHECK(vedette("validate nowhere.yaml").exit_code == 2);

  const std::string absent = std::string(VEDETTE_BINARY_DIR) + "/validate_absent.yaml";
  std::ofstream(absent) << "cases:\n  far: {source: none, model: circles, expect: {targets: 1},\n"
                           "        inputs: {nodes: {file: not/there.csv, id: id}, sources: [1],\n"
                           "                 roads: [{from: 1, to: 1}]}}\n";
  o = vedette("validate " + absent);
  CHECK(o.exit_code == 0);
  CHECK(o.last_line == "0 passed, 0 failed, 1 skipped");
}

TEST_CASE("validate: one JSON document, and Chinese") {
  const std::string wrong = cases("validate_json.yaml", "0.86");
  Outcome o = vedette("validate --json " + wrong);
  CHECK(o.exit_code == 1);
  const auto document = nlohmann::json::parse(o.out);
  CHECK(document["failed"] == 1);
  CHECK(document["ok"] == false);
  CHECK(document["cases"][0]["figures"][0]["ours"] == 0.85);
  o = vedette("validate --lang zh " + wrong);
  CHECK(o.last_line == "0 通过，1 未通过，0 跳过");
  CHECK(nlohmann::json::parse(vedette("validate --schema").out)["$id"] == "vedette-cases");
}
