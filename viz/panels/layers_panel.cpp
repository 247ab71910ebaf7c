// SPDX-License-Identifier: Apache-2.0
// Eye, opacity and order of what the map shows; which heat.
#include <fmt/format.h>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

// An eye, open or shut.
void eye(Ui& ui, Layer& layer, const std::string& name) {
  const float h = ImGui::GetFrameHeight();
  if (ImGui::InvisibleButton("eye", {h, h})) layer.on = !layer.on;
  ui.mark("eye:" + name);
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  const ImVec2 c{(a.x + b.x) / 2, (a.y + b.y) / 2};
  const Colour colour = layer.on ? ui.colours.accent : faded(ui.colours.dim, 0.6);
  ImDrawList* d = ImGui::GetWindowDrawList();
  const float w = h * 0.34f, v = h * (layer.on ? 0.24f : 0.03f);
  d->PathLineTo({c.x - w, c.y});
  d->PathBezierQuadraticCurveTo({c.x, c.y - v * 2}, {c.x + w, c.y});
  d->PathBezierQuadraticCurveTo({c.x, c.y + v * 2}, {c.x - w, c.y});
  d->PathStroke(colour, 0, ui.px(1.5f));
  if (layer.on) d->AddCircleFilled(c, h * 0.1f, colour);
}

void heat_choice(Ui& ui) {
  Session& s = ui.session;
  ImGui::Indent(ui.px(28));
  for (int k = 0; k < static_cast<int>(HeatKind::kCount); ++k) {
    const auto kind = static_cast<HeatKind>(k);
    if (ImGui::RadioButton(ui.tr(heat_key(kind)), s.heat_kind == kind)) {
      s.heat_kind = kind;
      s.heat.reset();
    }
    ui.mark(std::string(heat_key(kind)));
  }
  ImGui::Unindent(ui.px(28));
}

// One hour of the day, or all so far.
void hour_choice(Ui& ui) {
  Session& s = ui.session;
  ImGui::SetNextItemWidth(ui.px(150));
  int hour = s.hour;
  const std::string label = hour < 0 ? std::string(ui.tr("hour.all"))
                                     : fmt::format("{:02}:00 - {:02}:00", hour, hour + 1);
  if (ImGui::SliderInt("##hour", &hour, -1, 23, label.c_str())) {
    s.hour = std::clamp(hour, -1, 23);
    s.refresh_circles();
  }
  ui.mark("hour");
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", ui.tr("hour.hint"));
  ImGui::SameLine();
  ui.dim_text(ui.tr("hour.title"));
}

}  // namespace

void layers_panel(Ui& ui) {
  Session& s = ui.session;
  if (s.settings.layers[LayerId::kHeat].on || s.settings.layers[LayerId::kCircles].on)
    hour_choice(ui);
  ui.dim_text(ui.tr("layers.hint"));
  ImGui::BeginChild("layers");
  Layers& layers = s.settings.layers;
  // The uppermost first, as one lies on the other.
  for (std::size_t i = kLayers; i-- > 0;) {
    Layer& layer = layers.in_order()[i];
    const std::string name(layer_name(layer.id));
    if (layer.id == LayerId::kHeat && !s.store()) continue;
    ImGui::PushID(static_cast<int>(layer.id));
    eye(ui, layer, name);
    ImGui::SameLine(0, ui.px(4));
    ImGui::AlignTextToFramePadding();
    const float room = ImGui::GetContentRegionAvail().x, slider = ui.px(58);
    ImGui::PushStyleColor(ImGuiCol_Text, layer.on ? ui.colours.text : ui.colours.dim);
    ImGui::Selectable(ui.tr("layer." + name), false, 0, {room - slider - ui.px(8), 0});
    ImGui::PopStyleColor();
    if (ImGui::IsItemActive() && !ImGui::IsItemHovered()) {
      const float off = ImGui::GetMouseDragDelta(0).y;
      if (std::abs(off) > ImGui::GetFrameHeight() * 0.7f) {
        layers.move(layer.id, off > 0 ? -1 : 1);
        ImGui::ResetMouseDragDelta();
        ImGui::PopID();
        break;  // the order has changed: go on in the next frame
      }
    }
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - slider);
    ImGui::SetNextItemWidth(slider);
    float percent = layer.opacity * 100;
    if (ImGui::SliderFloat("##opacity", &percent, 5, 100, "%.0f %%")) layer.opacity = percent / 100;
    if (layer.id == LayerId::kHeat && layer.on) heat_choice(ui);
    ImGui::PopID();
  }
  ImGui::EndChild();
}

}  // namespace vedette::view
