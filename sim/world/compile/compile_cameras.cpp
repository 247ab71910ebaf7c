// SPDX-License-Identifier: Apache-2.0
#include "world/compile/compile_cameras.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "world/camera_plan.hpp"
#include "world/placement.hpp"

namespace vedette {

namespace {

Offset metres(PointMm p) {
  return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
}

std::vector<Offset> corners(CompileContext& c, const Located& list) {
  std::vector<Offset> out;
  for (std::size_t i = 0; i < list.size(); ++i) out.push_back(metres(c.point(list.at(i))));
  return out;
}

// A wall without a height blocks at any height; a fence is looked through unless it says otherwise.
Opacity barrier(CompileContext& c, const Located& body, std::string_view kind) {
  const double top = c.number(body.find("height_m"), kNoLimit);
  const std::string said = c.text(body.find("kind"), kind);
  if (said == "fence" || said == "mesh") return {0, 0};
  if (said == "glass") return {0, top};
  return {top, top};
}

// On the ground: what stands on another floor is not in the plan.
bool on_the_ground(CompileContext& c, const Located& body) {
  return c.number(body.find("floor"), 1) == 1;
}

std::vector<BarrierWall> walls(LayoutBuilder& b, CameraPlan& plan) {
  CompileContext& c = b.c;
  const Located& site = b.site;
  std::vector<BarrierWall> out;
  const auto add = [&](const Offset& from, const Offset& to, const Opacity& kind) {
    out.push_back({from.x, from.y, to.x, to.y, kind});
  };
  for (const auto& [collection, kind] : {std::pair{"walls", "opaque"}, {"fences", "fence"}})
    each_of(site, collection, [&](const std::string&, const Located& body) {
      if (!on_the_ground(c, body)) return;
      const auto line = corners(c, *body.find("points"));
      plan.outline.insert(plan.outline.end(), line.begin(), line.end());
      for (std::size_t i = 1; i < line.size(); ++i)
        add(line[i - 1], line[i], barrier(c, body, kind));
    });
  each_of(site, "buildings", [&](const std::string&, const Located& body) {
    const auto ring = corners(c, *body.find("corners"));
    for (std::size_t i = 0; i < ring.size(); ++i)
      add(ring[i], ring[(i + 1) % ring.size()], barrier(c, body, "opaque"));
    plan.buildings.push_back(ring);
  });
  std::size_t room = 0;
  each_of(site, "rooms", [&](const std::string&, const Located& body) {
    const std::string said = c.text(body.find("walls"), "opaque");
    if (b.layout->rooms[room++].plane != 0 || said == "open") return;
    const auto ring = corners(c, *body.find("corners"));
    const Opacity kind = said == "glass" ? Opacity{0, kNoLimit} : Opacity{};
    for (std::size_t i = 0; i < ring.size(); ++i) add(ring[i], ring[(i + 1) % ring.size()], kind);
  });
  return out;
}

CameraKind kind_of(const std::string& name) {
  for (const CameraKind kind :
       {CameraKind::kDome, CameraKind::kPtz, CameraKind::kThermal, CameraKind::kDeployable})
    if (name == camera_kind_name(kind)) return kind;
  return CameraKind::kFixed;
}

void read_presets(CompileContext& c, const Located& body, CameraPose& pose) {
  const auto list = body.find("presets");
  if (!list) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Located at = list->at(i);
    CameraPreset preset;
    preset.azimuth_deg = c.number(at.find("azimuth_deg"), 0);
    if (const auto tilt = at.find("tilt_deg")) preset.tilt_deg = c.number(tilt, 0);
    preset.dwell_s = c.number(at.find("dwell_s"), 0);
    pose.presets.push_back(preset);
  }
  pose.move_s = c.number(body.find("move_s"), 0);
  if (pose.kind != CameraKind::kPtz)
    c.error(list->key_place(),
            fmt::format("camera '{}' cannot tour: its kind is not ptz", pose.name),
            "take the presets away, or a type with kind: ptz");
}

void read_camera(LayoutBuilder& b, const std::string& id, const Located& body, CameraPlan& plan) {
  CompileContext& c = b.c;
  const Typed camera = c.typed(body, "cameras");
  CameraPose pose = camera_pose(c, camera, plan);
  pose.name = id;
  pose.type = c.text(body.find("type"));
  pose.at = c.point(*camera.find("at"));
  pose.plane = b.plane_of(body);
  b.layout->plane_of_camera.push_back(pose.plane);
  pose.azimuth_deg = c.number(camera.find("azimuth_deg"), 0);
  if (const auto tilt = camera.find("tilt_deg")) {
    if (pose.lens.vfov_deg <= 0)
      c.error(tilt->key_place(),
              fmt::format("camera '{}' has a tilt but no vertical field of view", id),
              "give its type a vfov_deg or a resolution_px");
    if (pose.lens.height_m <= 0)
      c.error(tilt->key_place(), fmt::format("camera '{}' has a tilt but no height", id),
              "give it a height_m");
  }
  read_presets(c, body, pose);

  Camera out;
  out.at = pose.at;
  out.entity = c.add_entity(EntityKind::kCamera, id, metres(out.at).x, metres(out.at).y);
  out.azimuth_deg = pose.azimuth_deg;
  out.hfov_deg = pose.lens.hfov_deg;
  out.range_m = pose.lens.range_m;
  out.host = c.host(camera.find("host"));
  if (const HostId own = c.host_named(id); !out.host.valid() && own.valid())
    if (c.world().network.hosts[own.index()].generated) out.host = own;
  c.world().site.cameras.push_back(out);
  plan.cameras.push_back(std::move(pose));
}

void read_profile(CompileContext& c, const std::optional<Located>& coverage, CameraPlan& plan) {
  const auto models = c.root().find("models");
  const auto profiles = models ? models->find("density_profiles") : std::nullopt;
  if (!profiles || profiles->size() == 0) return;
  const auto named = coverage ? coverage->find("profile") : std::nullopt;
  plan.profile = named ? c.text(named) : profiles->key(0);
  const Located profile = *profiles->find(plan.profile);
  plan.usual_lux = c.number(profile.find("min_lux"), kNoLimit);
  const Located levels = *profile.find("levels");
  for (std::size_t i = 0; i < levels.size(); ++i)
    plan.levels.push_back({levels.key(i), c.number(levels.at(i), 0)});
  std::stable_sort(plan.levels.begin(), plan.levels.end(),
                   [](const auto& a, const auto& b) { return a.px_per_m < b.px_per_m; });
  const auto wanted = coverage ? coverage->find("level") : std::nullopt;
  if (!wanted) return;
  const std::string name = c.text(wanted);
  std::vector<std::string> names;
  for (const NamedDensity& level : plan.levels) names.push_back(level.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    c.error(wanted->place(), fmt::format("profile '{}' has no level '{}'", plan.profile, name),
            fmt::format("it has {}", fmt::join(names, ", ")));
  else {
    plan.level = static_cast<std::uint32_t>(found - names.begin());
    plan.needed_px_per_m = plan.levels[plan.level].px_per_m;
  }
}

void read_groups(CompileContext& c, const Located& site, CameraPlan& plan) {
  std::map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < plan.cameras.size(); ++i) index[plan.cameras[i].name] = i;
  std::map<std::uint32_t, std::string> taken;
  each_of(site, "camera_groups", [&](const std::string& id, const Located& body) {
    CameraGroup group;
    group.name = id;
    group.unavailability = c.number(body.find("unavailability"), 0);
    const Located list = *body.find("cameras");
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::uint32_t camera = index.at(list.at(i).value().get<std::string>());
      const auto [before, fresh] = taken.emplace(camera, id);
      if (!fresh)
        c.error(list.at(i).place(), fmt::format("camera '{}' is in group '{}' already",
                                                plan.cameras[camera].name, before->second));
      group.cameras.push_back(camera);
    }
    plan.groups.push_back(std::move(group));
  });
}

}  // namespace

CameraPose camera_pose(CompileContext& c, const Typed& camera, const CameraPlan& plan) {
  CameraPose pose;
  pose.kind = kind_of(c.text(camera.find("kind"), "fixed"));
  pose.lens.hfov_deg = c.number(camera.find("hfov_deg"), 90);
  pose.lens.range_m = c.number(camera.find("range_m"), 30);
  pose.lens.height_m = c.number(camera.find("height_m"), 0);
  if (const auto pixels = camera.find("resolution_px")) {
    pose.lens.pixels_across = c.number(pixels->at(0), 0);
    pose.pixels_up = c.number(pixels->at(1), 0);
  }
  pose.lens.vfov_deg =
      c.number(camera.find("vfov_deg"),
               vertical_angle(pose.lens.hfov_deg, pose.lens.pixels_across, pose.pixels_up));
  if (const auto tilt = camera.find("tilt_deg")) pose.lens.tilt_deg = c.number(tilt, 0);
  pose.min_lux = c.number(camera.find("min_lux"), plan.usual_lux);
  pose.infrared_m = c.number(camera.find("ir_range_m"), 0);
  const auto mtbf = camera.find("mtbf_h"), mttr = camera.find("mttr_h");
  if (mtbf && mttr) {
    const double up = c.number(mtbf, 1), down = c.number(mttr, 0);
    pose.unavailability = down / (up + down);
  }
  return pose;
}

void compile_cameras(LayoutBuilder& b) {
  CompileContext& c = b.c;
  const Located& site = b.site;
  auto plan = std::make_shared<CameraPlan>();
  const int errors_before = c.diagnostics().errors();
  const auto barriers = walls(b, *plan);
  const auto coverage = site.find("coverage");
  read_profile(c, coverage, *plan);
  each_of(site, "cameras",
          [&](const std::string& id, const Located& body) { read_camera(b, id, body, *plan); });
  each_of(site, "zones", [&](const std::string&, const Located& body) {
    plan->outline.push_back(metres(c.point(*body.find("from"))));
    plan->outline.push_back(metres(c.point(*body.find("to"))));
  });
  read_groups(c, site, *plan);
  if (coverage) {
    plan->cell_m = c.number(coverage->find("cell_m"), plan->cell_m);
    plan->person_m = c.number(coverage->find("person_m"), plan->person_m);
    plan->night_lux = c.number(coverage->find("night_lux"), 0);
    if (const auto watched = coverage->find("watched")) {
      check_ring(c, "what is watched", *watched, b.points(*watched));
      plan->watched = corners(c, *watched);
    }
  }
  plan->placement = read_placement(b, *plan);
  if (c.diagnostics().errors() > errors_before) return;
  // The frame must hold every camera and all that it may see.
  double margin = 100;
  const Offset wall = barriers.empty() ? Offset{} : Offset{barriers[0].ax, barriers[0].ay};
  const auto hold = [&](Offset at, double range_m) {
    margin =
        std::max(margin, std::max(std::abs(at.x - wall.x), std::abs(at.y - wall.y)) + range_m + 10);
  };
  for (const CameraPose& camera : plan->cameras) hold(metres(camera.at), camera.lens.range_m);
  if (plan->placement) {
    double range_m = 0;
    for (const PlacementType& type : plan->placement->types)
      range_m = std::max(range_m, type.pose.lens.range_m);
    for (const PlacementSpot& spot : plan->placement->spots) hold(metres(spot.at), range_m);
    for (const Offset& p : plan->outline) hold(p, range_m);
    for (const Offset& p : plan->watched) hold(p, range_m);
  }
  try {
    plan->sight = std::make_shared<SightPlan>(barriers, std::min(margin, 1e6));
    add_camera_floors(b, *plan);
  } catch (const InputError& e) {
    c.error({{site.place(), e.diagnostic.severity, e.diagnostic.message, e.diagnostic.hint}});
    return;
  }
  c.world().site.camera_plan = std::move(plan);
}

}  // namespace vedette
