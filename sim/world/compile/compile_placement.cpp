// SPDX-License-Identifier: Apache-2.0
// site.placement: where cameras may be put, what they cost, what is asked for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"
#include "world/compile/compile_cameras.hpp"
#include "world/placement.hpp"

namespace vedette {

namespace {

constexpr double kDegreesPerRadian = 57.295779513082323;
constexpr double kOffWallM = 0.1;  // an eye on a wall would look to both sides of it
constexpr std::size_t kMostSpots = 200'000;

Offset metres(PointMm p) {
  return {static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000};
}

class Reader {
 public:
  Reader(LayoutBuilder& b, const Located& body, const CameraPlan& plan)
      : b_(b), c_(b.c), body_(body), plan_(plan) {}

  std::shared_ptr<const Placement> read() {
    out_->origin = c_.origin;
    spots();
    types();
    needs();
    out_->azimuths = static_cast<int>(c_.number(body_.find("azimuths"), 8));
    out_->budget = money(body_.find("budget"), 0);
    out_->sample_m = c_.number(body_.find("sample_m"), 1);
    out_->with_failures = c_.text(body_.find("count")) == "expected";
    keep();
    if (const auto causes = body_.find("causes"))
      for (std::size_t i = 0; i < causes->size(); ++i) {
        PlacementCause cause{causes->key(i), c_.point(*causes->at(i).find("at")),
                             c_.number(causes->at(i).find("unavailability"), 0)};
        give_label(cause, causes->at(i), std::nullopt);
        out_->causes.push_back(std::move(cause));
      }
    return out_;
  }

 private:
  std::int64_t money(const std::optional<Located>& at, std::int64_t otherwise) const {
    return std::llround(c_.number(at, static_cast<double>(otherwise)));
  }

  // Its own label, else that of what is drawn under the same name.
  template <class What>
  void give_label(What& what, const Located& body, const std::optional<Located>& drawn) const {
    auto label = body.find("label");
    if (!label && drawn) label = drawn->find("label");
    c_.label(label, what.name, what.label_en, what.label_zh);
  }

  // Along one side of a wall: in the middle of equal pieces of at most `every` metres.
  void along(const std::string& name, Offset a, Offset b, double every, double height,
             std::int64_t price) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = std::sqrt(dx * dx + dy * dy);
    if (length <= 0 || out_->spots.size() > kMostSpots) return;
    const int pieces = std::max(1, static_cast<int>(std::ceil(length / every)));
    // The normal to the right of a → b.
    const double nx = dy / length, ny = -dx / length;
    const double facing = portable::atan2(nx, ny) * kDegreesPerRadian;
    for (int i = 0; i < pieces; ++i) {
      const double t = (i + 0.5) / pieces;
      const PointMm at = millimetres(a.x + t * dx + kOffWallM * nx, a.y + t * dy + kOffWallM * ny);
      out_->spots.push_back(
          {fmt::format("{}-{}", name, ++count_[name]), at, facing, height, price});
    }
  }

  void on_walls(const Located& walls) {
    const double every = c_.number(walls.find("every_m"), 10);
    const double height = c_.number(walls.find("height_m"), 0);
    const std::int64_t price = money(walls.find("price"), 0);
    const auto on = walls.find("on");
    const auto wanted = [&](const std::string& what) {
      if (!on) return what != "fences";
      for (std::size_t i = 0; i < on->size(); ++i)
        if (on->at(i).value().get<std::string>() == what) return true;
      return false;
    };
    for (const char* what : {"walls", "fences"}) {
      if (!wanted(what)) continue;
      each_of(b_.site, what, [&](const std::string& id, const Located& body) {
        if (c_.number(body.find("floor"), 1) != 1) return;
        const auto line = b_.points(*body.find("points"));
        for (std::size_t i = 1; i < line.size(); ++i) {
          along(id, metres(line[i - 1]), metres(line[i]), every, height, price);
          along(id, metres(line[i]), metres(line[i - 1]), every, height, price);
        }
      });
    }
    if (!wanted("buildings")) return;
    each_of(b_.site, "buildings", [&](const std::string& id, const Located& body) {
      auto ring = b_.points(*body.find("corners"));
      if (twice_area_mm2(ring) < 0) std::reverse(ring.begin(), ring.end());
      // Anticlockwise: outside is to the right.
      for (std::size_t i = 0; i < ring.size(); ++i)
        along(id, metres(ring[i]), metres(ring[(i + 1) % ring.size()]), every, height, price);
    });
  }

  void spots() {
    const Located from = *body_.find("spots");
    if (const auto walls = from.find("walls")) on_walls(*walls);
    if (const auto grid = from.find("pole_grid")) {
      out_->pole_spacing_m = c_.number(grid->find("every_m"), 20);
      out_->pole_height_m = c_.number(grid->find("height_m"), 0);
      out_->pole_price = money(grid->find("price"), 0);
    }
    if (const auto at = from.find("at"))
      for (std::size_t i = 0; i < at->size(); ++i) {
        const Located spot = at->at(i);
        PlacementSpot one{at->key(i), c_.point(*spot.find("at")), std::nullopt,
                          c_.number(spot.find("height_m"), 0), money(spot.find("price"), 0)};
        if (const auto facing = spot.find("facing_deg")) one.facing_deg = c_.number(facing, 0);
        out_->spots.push_back(std::move(one));
      }
    if (out_->spots.size() > kMostSpots)
      c_.error(from.place(), fmt::format("more than {} places for cameras", kMostSpots),
               "make spots.walls.every_m larger");
    else if (out_->spots.empty() && out_->pole_spacing_m <= 0)
      c_.error(from.place(), "there is no place where a camera may be put",
               "name some under 'at', or draw walls or buildings");
  }

  void types() {
    const Located list = *body_.find("types");
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string& name = list.key(i);
      const auto models = c_.root().find("models");
      const auto cameras = models ? models->find("cameras") : std::nullopt;
      const auto type = cameras ? cameras->find(name) : std::nullopt;
      if (!type) {
        c_.error(list.at(i).key_place(), fmt::format("there is no camera type '{}'", name),
                 "types stand under models.cameras");
        continue;
      }
      PlacementType one;
      one.pose = camera_pose(c_, {list.at(i), type}, plan_);
      one.pose.type = name;
      c_.label(type->find("label"), name, one.label_en, one.label_zh);
      one.price = money(list.at(i).find("price"), 1);
      if (one.pose.kind == CameraKind::kPtz || one.pose.kind == CameraKind::kDeployable)
        c_.error(list.at(i).key_place(), fmt::format("'{}' has no fixed place or view", name),
                 "place types of kind fixed, dome or thermal");
      out_->types.push_back(std::move(one));
    }
  }

  // Of a coverage map: [0] is "seen at all".
  std::uint32_t level(const std::optional<Located>& at) {
    if (!at) return plan_.needed_px_per_m > 0 ? plan_.level + 1 : 0;
    const std::string name = c_.text(at);
    std::vector<std::string> names{"seen"};
    if (name == names[0]) return 0;
    for (std::uint32_t i = 0; i < plan_.levels.size(); ++i) {
      if (plan_.levels[i].name == name) return i + 1;
      names.push_back(plan_.levels[i].name);
    }
    c_.error(at->place(), fmt::format("profile '{}' has no level '{}'", plan_.profile, name),
             fmt::format("there are {}", fmt::join(names, ", ")));
    return 0;
  }

  void needs() {
    out_->rest = {"", level(body_.find("level")), c_.number(body_.find("share"), 0.95)};
    const auto areas = body_.find("areas"), drawn = b_.site.find("areas");
    for (std::size_t i = 0; areas && i < areas->size(); ++i) {
      if (!drawn || !drawn->find(areas->key(i)))
        c_.error(areas->at(i).key_place(), fmt::format("there is no area '{}'", areas->key(i)),
                 "areas stand under site.areas");
      PlacementNeed area{areas->key(i), level(areas->at(i).find("level")),
                         c_.number(areas->at(i).find("share"), out_->rest.share)};
      give_label(area, areas->at(i), drawn ? drawn->find(area.name) : std::nullopt);
      out_->areas.push_back(std::move(area));
    }
    const auto assets = body_.find("assets");
    for (std::size_t i = 0; assets && i < assets->size(); ++i) {
      const Located body = assets->at(i);
      const auto all = b_.site.find("assets");
      const auto asset = all ? all->find(assets->key(i)) : std::nullopt;
      const auto at = body.find("at") ? body.find("at") : asset ? asset->find("at") : std::nullopt;
      if (!at) {
        c_.error(body.key_place(), fmt::format("there is no asset '{}'", assets->key(i)),
                 "draw it under site.assets, or say 'at' where it is");
        continue;
      }
      PlacementAsset one{assets->key(i), c_.point(*at),
                         static_cast<std::uint8_t>(c_.number(body.find("cameras"), 1)),
                         level(body.find("level"))};
      give_label(one, body, asset);
      out_->assets.push_back(std::move(one));
    }
  }

  void keep() {
    const auto list = body_.find("keep");
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      const std::string name = list->at(i).value().get<std::string>();
      for (std::uint32_t k = 0; k < plan_.cameras.size(); ++k)
        if (plan_.cameras[k].name == name) out_->keep.push_back(k);
    }
  }

  LayoutBuilder& b_;
  CompileContext& c_;
  const Located body_;
  const CameraPlan& plan_;
  std::shared_ptr<Placement> out_ = std::make_shared<Placement>();
  std::map<std::string, int> count_;
};

}  // namespace

std::shared_ptr<const Placement> read_placement(LayoutBuilder& b, const CameraPlan& plan) {
  const auto body = b.site.find("placement");
  if (!body) return nullptr;
  return Reader(b, *body, plan).read();
}

}  // namespace vedette
