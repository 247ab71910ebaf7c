// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "report/report_single.hpp"
#include "report/sample_single.hpp"

namespace vedette {
namespace {

TEST_CASE("single failures are ranked by alarms lost, pictures lost and time") {
  const ReportData data = single_failures(sample_monkey());
  CHECK(data["finished"] == 6);
  CHECK(data["crashed"] == 1);
  CHECK(data["losing"] == 2);
  CHECK(data["blinding"] == 2);
  CHECK(data["delaying"] == 2);
  CHECK(data["harmless"] == 1);
  const auto names = [&](const char* by) {
    std::vector<std::string> out;
    for (const auto& k : data["by"][by]) out.push_back(data["rows"][k.get<std::size_t>()]["name"]);
    return out;
  };
  CHECK(names("lost") == std::vector<std::string>{"alarm-server", "radio"});
  CHECK(names("coverage") == std::vector<std::string>{"cam-03", "sw-room-1-1"});
  CHECK(names("latency") == std::vector<std::string>{"radio", "cam-03"});
  REQUIRE(data["rows"].size() == 4);  // each once, the door not at all
  const auto& server = data["rows"][0];
  CHECK(server["kind"] == "host");
  CHECK(server["lost"] == 40);
  CHECK(server["lost_stage"] == "at_server");  // the first stage that they never reached
  CHECK(server["stages"].size() == 5);
  CHECK(server["stages"][1]["since"].is_null());
  const auto& radio = data["rows"][1];
  CHECK(radio["later_stage"] == "guard_arrived");
  CHECK(radio["later_s"] == 172.0);
  CHECK(data["rows"][2]["coverage_lost"].get<double>() == Approx(0.25));
  CHECK(data["without"]["stages"][0]["stage"] == "at_panel");
}

TEST_CASE("what is no result of the monkey is refused") {
  ReportData broken = sample_monkey();
  SECTION("no stages") {
    broken["trials"][0].erase("since_sensed");
  }
  SECTION("a word for a number") {
    broken["trials"][1]["coverage"] = "much";
  }
  SECTION("a list for the run without") {
    broken["without"] = ReportData::array();
  }
  SECTION("a word for a trial") {
    broken["trials"][2] = "none";
  }
  CHECK_THROWS_AS(single_failures(broken), ReportData::exception);
}

}  // namespace
}  // namespace vedette
