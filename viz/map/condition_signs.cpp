// SPDX-License-Identifier: Apache-2.0
// What is out of order, where it stands, by its condition.
#include <cmath>

#include "viz/map/labels.hpp"

namespace vedette::view {

namespace {

void cross(ImDrawList* d, ImVec2 p, float r, Colour c, float wide) {
  d->AddLine({p.x - r, p.y - r}, {p.x + r, p.y + r}, c, wide);
  d->AddLine({p.x - r, p.y + r}, {p.x + r, p.y - r}, c, wide);
}

// A bolt, as on a fuse box.
void bolt(ImDrawList* d, ImVec2 p, float r, Colour c) {
  d->AddTriangleFilled({p.x + r * 0.5f, p.y - r * 1.2f}, {p.x - r * 0.8f, p.y + r * 0.2f},
                       {p.x + r * 0.1f, p.y + r * 0.2f}, c);
  d->AddTriangleFilled({p.x - r * 0.5f, p.y + r * 1.2f}, {p.x + r * 0.8f, p.y - r * 0.2f},
                       {p.x - r * 0.1f, p.y - r * 0.2f}, c);
}

void triangle(ImDrawList* d, ImVec2 p, float r, Colour c, Colour mark) {
  d->AddTriangleFilled({p.x, p.y - r * 1.2f}, {p.x - r * 1.15f, p.y + r * 0.85f},
                       {p.x + r * 1.15f, p.y + r * 0.85f}, c);
  d->AddRectFilled({p.x - r * 0.13f, p.y - r * 0.5f}, {p.x + r * 0.13f, p.y + r * 0.25f}, mark);
  d->AddRectFilled({p.x - r * 0.13f, p.y + r * 0.4f}, {p.x + r * 0.13f, p.y + r * 0.66f}, mark);
}

// A square that says that it is down and why by its colour.
void square(ImDrawList* d, ImVec2 p, float r, Colour c, Colour mark) {
  d->AddRectFilled({p.x - r, p.y - r}, {p.x + r, p.y + r}, c, r * 0.3f);
  d->AddRectFilled({p.x - r * 0.55f, p.y - r * 0.17f}, {p.x + r * 0.55f, p.y + r * 0.17f}, mark);
}

}  // namespace

void condition_sign(ImDrawList* d, ImVec2 p, float r, Condition what, bool hidden, bool repair,
                    Colour halo) {
  const Colour c = colour_of(what);
  d->AddCircleFilled(p, r * 1.75f, faded(halo, 0.88), 18);
  // What nobody knows of is not seen on any board: hollow.
  if (hidden) {
    d->AddCircle(p, r * 1.2f, c, 18, r * 0.36f);
    if (what == Condition::kDegraded)
      d->AddCircleFilled(p, r * 0.35f, c, 8);
    else
      cross(d, p, r * 0.45f, c, r * 0.3f);
  } else if (what == Condition::kDegraded) {
    triangle(d, p, r, c, rgb(0x10161D));
  } else if (what == Condition::kUnpowered) {
    bolt(d, p, r, c);
  } else if (what == Condition::kFailed || what == Condition::kStruck) {
    cross(d, p, r, c, r * 0.5f);
  } else {
    square(d, p, r, c, rgb(0x10161D));
  }
  if (repair) d->AddCircle(p, r * 1.9f, rgb(0x2FBF9B), 20, r * 0.4f);
}

void draw_conditions(const MapArea& m, Labels& labels) {
  const auto& entities = m.doc.scene.entities;
  const Conditions& all = m.doc.store->conditions();
  for (const std::uint32_t who : all.ailing()) {
    const ConditionSpan* s = all.at(EntityId(who), m.doc.now.at);
    if (!s || who >= entities.size()) continue;
    const auto at = m.doc.scene.place_of_device(EntityId(who));
    // Of a camera and its host one sign is enough.
    if (const EntityId camera = m.doc.scene.camera_of_host(EntityId(who));
        camera.valid() && all.at(camera, m.doc.now.at))
      continue;
    if (!at || !m.ui.session.on_level(entities[who].floor)) continue;
    const ImVec2 p = m.screen((*at)[0], (*at)[1]);
    if (!m.sees(p, 20)) continue;
    labels.block(p, m.ui.px(7));
    condition_sign(m.d, p, m.ui.px(m.view.px_per_m > 0.5 ? 5.0f : 4.0f), s->what,
                   s->known == KnownTo::kNobody, s->repair == Repair::kUnderWay, m.ui.colours.halo);
  }
}

}  // namespace vedette::view
