// SPDX-License-Identifier: Apache-2.0
// Models pixel_density, thermal_range, touring_camera, night and operator_watch.
#include "cover/night_light.hpp"
#include "cover/operator_watch.hpp"
#include "cover/pixel_density.hpp"
#include "cover/thermal_range.hpp"
#include "cover/touring_camera.hpp"
#include "study/validation/model.hpp"
#include "study/validation/table_inputs.hpp"

namespace vedette::validation {

Figures pixel_density_figures(const Inputs& inputs, const DataFolder&) {
  Figures figures;
  Figure range = numbers({});
  for (const double density : inputs.numbers("density_px_per_m"))
    range.values.push_back(
        density_range(inputs.number("pixels"), inputs.number("fov_deg"), density));
  if (inputs.has("profile")) {
    const DensityProfile& profile = *density_profile(inputs.text("profile", ""));
    for (const DensityLevel& level : profile.levels) {
      range.names.push_back(level.name);
      range.values.push_back(
          density_range(inputs.number("pixels"), inputs.number("fov_deg"), level.px_per_m));
    }
    if (inputs.has("density_px_per_m"))
      throw InputError{{inputs.value("profile").place(), Severity::kError,
                        "give either 'profile' or 'density_px_per_m'", ""}};
  }
  if (!range.values.empty()) figures["range_m"] = range;
  Figure density = numbers({});
  for (const double d : inputs.numbers("distance_m"))
    density.values.push_back(pixel_density(inputs.number("pixels"), inputs.number("fov_deg"), d));
  if (!density.values.empty()) figures["density_px_per_m"] = density;
  if (inputs.has("tilt_deg")) {
    const GroundReach reach =
        ground_reach(inputs.number("camera_height_m"), inputs.number("target_height_m", 0),
                     inputs.number("tilt_deg"), inputs.number("vfov_deg"));
    figures["dead_zone_m"] = number(reach.dead_zone_m);
    figures["far_cut_m"] = number(reach.far_cut_m);
  }
  return figures;
}

Figures thermal_range_figures(const Inputs& inputs, const DataFolder&) {
  const double size = inputs.number("size_m", kHumanCriticalSize_m);
  const auto imager = [&] {
    return ThermalImager{inputs.number("focal_length_mm") * 1e-3,
                         inputs.number("pixel_pitch_um") * 1e-6};
  };
  Figures figures;
  if (inputs.has("pixels")) {
    figures["range_m"] = numbers({});
    for (const double n : inputs.numbers("pixels"))
      figures["range_m"].values.push_back(thermal_range(imager(), size, n));
  }
  if (inputs.has("distance_m")) {
    figures["pixels"] = numbers({});
    for (const double d : inputs.numbers("distance_m"))
      figures["pixels"].values.push_back(pixels_on_target(imager(), size, d));
  }
  refuse_beside(inputs, inputs.has("cycles_ratio"), {"n50_cycles"}, "only without 'cycles_ratio'");
  if (inputs.has("cycles_ratio") || inputs.has("n50_cycles")) {
    figures["p_discrimination"] = probabilities({});
    for (const double r : inputs.numbers("cycles_ratio"))
      figures["p_discrimination"].values.push_back(p_discrimination(r));
    // A cycle of Johnson's is two pixels.
    if (inputs.has("n50_cycles"))
      for (const double d : inputs.numbers("distance_m"))
        figures["p_discrimination"].values.push_back(p_discrimination(
            pixels_on_target(imager(), size, d) / 2 / inputs.number("n50_cycles")));
  }
  return figures;
}

Figures touring_camera_figures(const Inputs& inputs, const DataFolder&) {
  Figure seen = probabilities({});
  for (const double exposed : inputs.numbers("exposed_s"))
    seen.values.push_back(touring_camera(inputs.number("tour_s"), inputs.number("dwell_s"), exposed,
                                         inputs.number("needed_s")));
  return {{"p_seen", seen}};
}

Figures night_figures(const Inputs& inputs, const DataFolder&) {
  refuse_beside(inputs, inputs.has("intensity_cd"), {"lux", "at_m"}, "only without 'intensity_cd'");
  Figures figures;
  if (inputs.has("intensity_cd") || inputs.has("lux") || inputs.has("at_m")) {
    const double intensity = inputs.has("intensity_cd")
                                 ? inputs.number("intensity_cd")
                                 : lamp_intensity(inputs.number("lux"), inputs.number("at_m"));
    std::vector<double> needed = inputs.numbers("needed_lux");
    if (needed.empty()) needed = {kAnalyticsLux};
    figures["range_m"] = numbers({});
    for (const double lux : needed) figures["range_m"].values.push_back(lit_range(intensity, lux));
    if (inputs.has("distance_m")) figures["lux"] = figures["enough"] = numbers({});
    for (const double d : inputs.numbers("distance_m")) {
      figures["lux"].values.push_back(lamp_lux(intensity, d));
      figures["enough"].values.push_back(lamp_lux(intensity, d) >= needed.front() ? 1 : 0);
    }
  }
  const double margin = inputs.number("margin", kInfraredMargin);
  if (inputs.has("rated_range_m")) {
    const double rated = inputs.number("rated_range_m");
    figures["used_range_m"] = number(rated / margin);
    if (inputs.has("distance_m")) figures["relative_light"] = numbers({});
    for (const double d : inputs.numbers("distance_m"))
      figures["relative_light"].values.push_back(lamp_lux(rated * rated, d));
  }
  if (inputs.has("distance_m")) figures["needed_rating_m"] = numbers({});
  for (const double d : inputs.numbers("distance_m"))
    figures["needed_rating_m"].values.push_back(d * margin);
  return figures;
}

Figures operator_watch_figures(const Inputs& inputs, const DataFolder&) {
  Figure seen = probabilities({});
  for (const double monitors : inputs.numbers("monitors"))
    seen.values.push_back(share_of_events_seen(monitors));
  return {{"share_seen", seen}};
}

}  // namespace vedette::validation
