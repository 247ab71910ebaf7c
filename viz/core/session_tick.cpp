// SPDX-License-Identifier: Apache-2.0
// What the session does by itself: reading on, playing, answering after an edit, running again.
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/diagnostics.hpp"
#include "viz/core/session.hpp"

namespace vedette::view {

namespace {

constexpr double kUpdateEvery_s = 0.5;
/// The heat of another moment than this long ago is drawn anew.
constexpr Duration kHeatStep{60'000'000};

}  // namespace

void Session::tick(double real_s) {
  if (!main) return;
  since_update_s_ += real_s;
  if (since_update_s_ >= kUpdateEvery_s) {
    since_update_s_ = 0;
    for (auto* d : {main.get(), other.get()}) {
      if (!d || !d->store) continue;
      try {
        const bool at_end = play.now >= range().to;
        if (!d->store->update()) continue;
        d->derive();
        refresh_axis();
        refresh_breaks();
        refresh_figures();
        if (d == main.get()) build_search();
        if (at_end && play.follow_end) play.now = range().to;
      } catch (const InputError& error) {
        message = to_text(error.diagnostic);
      }
    }
    if (child_started && !child.running()) {
      child_started = false;
      if (child.exit_code() != 0) message = child.last_words();
    }
    std::error_code unknown;
    if (!child_output.empty() && !other_opened_ && std::filesystem::exists(child_output, unknown)) {
      try {
        open_other(child_output);
        other_opened_ = true;
      } catch (const InputError&) {  // not written far enough yet
        if (!child_started) child_output.clear();
      }
    }
  }
  if (play.advance(real_s, axis, breaks)) message = "break";
  for (auto* d : {main.get(), other.get()})
    if (d && d->store) d->store->snapshot(shown(), d->now);
  if (settings.layers[LayerId::kHeat].on && main->heat) {
    const std::int64_t off = heat ? std::abs((heat->at - shown()).us) : 0;
    if (!heat || heat->kind != heat_kind || off >= kHeatStep.us)
      heat = main->heat->at(heat_kind, shown());
  }
  if (follow)
    if (const auto at = place_of(selected)) view.x_m = (*at)[0], view.y_m = (*at)[1];
}

void Session::refresh_design(bool quick) {
  design = edits.design(main->scene);
  circles = circles_of(main->scene, design);
  bands = bands_of(main->scene, circles);
  fans.clear();
  for (const auto& c : design.cameras)
    fans.push_back(field_of(c, main->scene.geometry.ground_walls()));
  if (!quick) {
    blind.reset();
    try {
      if (!design.cameras.empty()) blind = blind_spots(main->scene, design);
    } catch (const InputError&) {  // coordinates of a damaged recording
    }
  }
  ++design_version;
}

bool Session::save_overlay(const std::string& path) {
  std::error_code unknown;
  const std::string base = std::filesystem::absolute(scenario_path, unknown).string();
  const bool folder = std::filesystem::is_directory(scenario_path, unknown);
  return write_file(path, overlay_yaml(main->scene, edits, folder ? base + "/scenario.yaml" : base,
                                       main->effective_json, play.now.seconds()));
}

void Session::run_again() {
  if (scenario_path.empty()) {
    message = "no_scenario";
    return;
  }
  const std::string stem =
      (std::filesystem::temp_directory_path() / ("vedette-view-" + std::to_string(::getpid())))
          .string();
  if (!save_overlay(stem + ".yaml")) {
    message = stem + ".yaml";
    return;
  }
  close_other();
  other_opened_ = false;
  child_output = stem + ".vdt";
  std::error_code unknown;
  std::filesystem::remove(child_output, unknown);
  std::vector<std::string> command{vedette_path, "run", stem + ".yaml", "-o", child_output};
  if (store()) {
    command.insert(command.end(), {"--seed", std::to_string(store()->info().seed)});
    if (store()->info().replication > 1)
      command.insert(command.end(), {"--reps", std::to_string(store()->info().replication), "--rep",
                                     std::to_string(store()->info().replication)});
  }
  child_started = child.start(command, stem + ".log");
  if (!child_started) message = child.error();
}

}  // namespace vedette::view
