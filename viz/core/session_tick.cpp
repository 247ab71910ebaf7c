// SPDX-License-Identifier: Apache-2.0
// What the session does by itself: reading on, playing, answering after an edit.
#include <algorithm>

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
    tend_jobs();
    tend_study();
  }
  if (play.advance(real_s, axis, breaks)) message = "break";
  for (auto* d : {main.get(), other.get()})
    if (d && d->store) d->store->snapshot(shown(), d->now);
  if (settings.layers[LayerId::kHeat].on && main->heat) {
    const std::int64_t off = heat ? std::abs((heat->at - shown()).us) : 0;
    if (!heat || heat->kind != heat_kind || heat->hour != hour || (hour < 0 && off >= kHeatStep.us))
      heat = heat_of(*main);
  }
  if (follow)
    if (const auto at = place_of(selected)) view.x_m = (*at)[0], view.y_m = (*at)[1];
}

HeatField Session::heat_of(const Document& document) const {
  return hour < 0 ? document.heat->at(heat_kind, shown())
                  : document.heat->of_hour(heat_kind, hour, document.clock.second_of_day0);
}

void Session::refresh_circles() {
  circles = circles_of(main->scene, design, hour);
  if (edits.done().empty())
    circles_before = circles;
  else if (before_hour_ != hour)
    circles_before = circles_of(main->scene, Edits().design(main->scene), hour);
  before_hour_ = hour;
  bands = bands_of(main->scene, circles);
  ++design_version;
}

void Session::refresh_design() {
  design = edits.design(main->scene);
  refresh_circles();
  if (!sight) sight = std::make_unique<SiteSight>(main->scene);
  // Only what has changed is looked at again.
  const auto same = [](const RecordedGeometry::Camera& a, const RecordedGeometry::Camera& b) {
    return a.at == b.at && a.azimuth_deg == b.azimuth_deg;
  };
  fans.resize(design.cameras.size());
  fans_of.resize(design.cameras.size());
  for (std::size_t i = 0; i < design.cameras.size(); ++i) {
    if (!fans[i].rays.empty() && same(fans_of[i], design.cameras[i])) continue;
    fans[i] = sight->field(design.cameras[i]);
    fans_of[i] = design.cameras[i];
  }
  densities_known = std::any_of(fans.begin(), fans.end(), [](const FieldFan& f) {
    return !f.reach_m.empty() && f.reach_m.front() > 0;
  });
  sight->watch(design);
  seen_share.reset();
  if (sight->watched()) seen_share = sight->seen_share();
  ++design_version;
}

}  // namespace vedette::view
