// SPDX-License-Identifier: Apache-2.0
// The made-up centre in clear weather and in fog: one weather is behind what sensors notice, what
// they report for nothing, what cameras show and how fast the police drive.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "engine/small_scenarios.hpp"
#include "world/protection.hpp"
#include "world/weather.hpp"

namespace vedette {
namespace {

std::shared_ptr<const World> centre_in(const std::string& weather) {
  const std::filesystem::path folder =
      std::filesystem::path(VEDETTE_SOURCE_DIR) / "scenarios" / "wuhai-centre";
  Diagnostics diagnostics;
  auto world = load_world(
      folder.string(),
      {"weather={climate: null, given: [{from_h: 0, state: " + weather + "}]}", "duration_h=8"},
      diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
  REQUIRE(world);
  return world;
}

struct Seen : Sink {
  void tally(const Tally& t) override {
    attempts += t.kind == TallyKind::kAttempt;
    noticed += t.kind == TallyKind::kNoticed;
  }
  void incident_closed(const Incident& i) override {
    if (i.kind == IncidentKind::kCall) {
      if (!i.has(Stage::kPoliceArrived) || !i.has(Stage::kPoliceEnRoute)) return;
      ++drives;
      drive_s += i.between(Stage::kPoliceEnRoute, Stage::kPoliceArrived).seconds();
    } else if (i.kind == IncidentKind::kAlarm && i.has(Stage::kSensed)) {
      pictures += i.has(Stage::kPicture);
      assessed += i.has(Stage::kAssessed);
      if (!i.real) nuisance.emplace_back(i[Stage::kSensed], i.place);
    }
  }
  // The most zones with a nuisance alarm within two minutes.
  std::size_t most_at_once() {
    std::sort(nuisance.begin(), nuisance.end());
    std::size_t most = 0;
    for (std::size_t i = 0; i < nuisance.size(); ++i) {
      std::set<EntityId> zones;
      for (std::size_t k = i; k < nuisance.size(); ++k)
        if (nuisance[k].first - nuisance[i].first <= seconds(120)) zones.insert(nuisance[k].second);
      most = std::max(most, zones.size());
    }
    return most;
  }
  std::uint64_t attempts = 0, noticed = 0, drives = 0, pictures = 0, assessed = 0;
  double drive_s = 0;
  std::vector<std::pair<Time, EntityId>> nuisance;
};

struct Sums {
  double detection, nuisance, most_at_once, pictures, drive_s;
};

Sums over_runs(const World& world) {
  Seen all;
  double nuisance = 0, most = 0;
  constexpr int kRuns = 60;
  for (std::uint64_t r = 1; r <= kRuns; ++r) {
    Seen one;
    testing::run_direct(world, one, 1, r);
    all.attempts += one.attempts;
    all.noticed += one.noticed;
    all.drives += one.drives;
    all.drive_s += one.drive_s;
    all.pictures += one.pictures;
    all.assessed += one.assessed;
    nuisance += static_cast<double>(one.nuisance.size()) / kRuns;
    most = std::max(most, static_cast<double>(one.most_at_once()));
  }
  const auto ratio = [](std::uint64_t a, std::uint64_t b) {
    return static_cast<double>(a) / static_cast<double>(b);
  };
  return {ratio(all.noticed, all.attempts), nuisance, most, ratio(all.pictures, all.assessed),
          all.drive_s / static_cast<double>(all.drives)};
}

TEST_CASE("fog over the made-up centre is one cause of much") {
  const Sums clear = over_runs(*centre_in("clear")), fog = over_runs(*centre_in("fog"));
  INFO("detection " << clear.detection << " " << fog.detection << ", nuisance in 8 h "
                    << clear.nuisance << " " << fog.nuisance << ", zones at once "
                    << clear.most_at_once << " " << fog.most_at_once << ", with a picture "
                    << clear.pictures << " " << fog.pictures << ", drive " << clear.drive_s << " "
                    << fog.drive_s);
  // A climber: beam 0.90 and thermal 0.92 in clear weather, times 0.90 and 0.60 in fog.
  CHECK(clear.detection == Approx(0.91).margin(0.07));
  CHECK(fog.detection == Approx((0.90 * 0.90 + 0.92 * 0.60) / 2).margin(0.12));
  CHECK(fog.nuisance > 2 * clear.nuisance);
  CHECK(fog.most_at_once >= 6);  // bursts over all beams
  CHECK(clear.most_at_once <= 4);
  CHECK(fog.pictures < 0.9 * clear.pictures);
  CHECK(fog.drive_s > 1.05 * clear.drive_s);
  CHECK(fog.drive_s < 1.25 * clear.drive_s);
}

}  // namespace
}  // namespace vedette
