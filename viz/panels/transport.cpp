// SPDX-License-Identifier: Apache-2.0
// The row above the time bar: play, step, speed, loop, break rules.
#include <fmt/format.h>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

enum class Icon { kFirst, kPrevious, kBack, kPlay, kPause, kOn, kNext, kLast };

// Triangles and bars: no font has them all.
void draw_icon(ImDrawList* d, Icon icon, ImVec2 c, float r, ImU32 colour) {
  const auto right = [&](float x) {
    d->AddTriangleFilled({x - r * 0.5f, c.y - r * 0.7f}, {x - r * 0.5f, c.y + r * 0.7f},
                         {x + r * 0.6f, c.y}, colour);
  };
  const auto left = [&](float x) {
    d->AddTriangleFilled({x + r * 0.5f, c.y - r * 0.7f}, {x - r * 0.6f, c.y},
                         {x + r * 0.5f, c.y + r * 0.7f}, colour);
  };
  const auto bar = [&](float x) {
    d->AddRectFilled({x - r * 0.14f, c.y - r * 0.7f}, {x + r * 0.14f, c.y + r * 0.7f}, colour);
  };
  switch (icon) {
    case Icon::kFirst:
      bar(c.x - r * 0.7f), left(c.x + r * 0.1f);
      break;
    case Icon::kPrevious:
      left(c.x - r * 0.2f), bar(c.x + r * 0.65f);
      break;
    case Icon::kBack:
      left(c.x - r * 0.45f), left(c.x + r * 0.5f);
      break;
    case Icon::kPlay:
      right(c.x);
      break;
    case Icon::kPause:
      d->AddRectFilled({c.x - r * 0.6f, c.y - r * 0.7f}, {c.x - r * 0.15f, c.y + r * 0.7f}, colour);
      d->AddRectFilled({c.x + r * 0.15f, c.y - r * 0.7f}, {c.x + r * 0.6f, c.y + r * 0.7f}, colour);
      break;
    case Icon::kOn:
      right(c.x - r * 0.45f), right(c.x + r * 0.5f);
      break;
    case Icon::kNext:
      bar(c.x - r * 0.65f), right(c.x + r * 0.2f);
      break;
    case Icon::kLast:
      right(c.x - r * 0.1f), bar(c.x + r * 0.7f);
      break;
  }
}

void icon_button(Ui& ui, const char* id, Icon icon, bool strong = false) {
  const float h = ImGui::GetFrameHeight();
  if (strong) ImGui::PushStyleColor(ImGuiCol_Button, ui.colours.accent);
  ui.command_button(id, "##icon", strong ? h * 1.7f : h * 1.15f);
  if (strong) ImGui::PopStyleColor();
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  draw_icon(ImGui::GetWindowDrawList(), icon, {(a.x + b.x) / 2, (a.y + b.y) / 2}, h * 0.3f,
            strong ? ui.colours.accent_text : ui.colours.text);
  ImGui::SameLine(0, ui.px(3));
}

void break_rules(Ui& ui) {
  Session& s = ui.session;
  int on = 0;
  for (const BreakRule& rule : s.rules) on += rule.on;
  const std::string label =
      on ? fmt::format("{} ({})", ui.tr("break.title"), on) : std::string(ui.tr("break.title"));
  if (ImGui::Button(label.c_str())) ImGui::OpenPopup("breaks");
  ui.mark("breaks");
  if (!ImGui::BeginPopup("breaks")) return;
  ui.shut_on_escape();
  ui.heading(ui.tr("break.heading"));
  float limits = 0;  // where they begin
  for (const BreakRule& rule : s.rules)
    if (break_rule_has_limit(rule.kind))
      limits = std::max(limits, ImGui::CalcTextSize(ui.tr(break_rule_key(rule.kind))).x);
  limits += ImGui::GetFrameHeight() + ui.px(26);
  for (BreakRule& rule : s.rules) {
    ImGui::PushID(static_cast<int>(rule.kind));
    if (ImGui::Checkbox(ui.tr(break_rule_key(rule.kind)), &rule.on)) s.refresh_breaks();
    ui.mark("break." + std::to_string(static_cast<int>(rule.kind)));
    if (break_rule_has_limit(rule.kind)) {
      ImGui::SameLine(limits);
      ImGui::SetNextItemWidth(ui.px(70));
      auto limit = static_cast<float>(rule.limit_s);
      if (ImGui::InputFloat("s", &limit, 0, 0, "%.0f")) {
        rule.limit_s = std::clamp(limit, 0.0f, 86400.0f);
        s.refresh_breaks();
      }
    }
    ImGui::PopID();
  }
  ui.dim_text(fmt::format("{} {}", s.breaks.size(), ui.tr("break.moments")));
  ImGui::EndPopup();
}

}  // namespace

void transport(Ui& ui) {
  Session& s = ui.session;
  if (!s.store()) {
    ui.dim_text(ui.tr("scenario.still"));
    return;
  }
  icon_button(ui, "time.first", Icon::kFirst);
  icon_button(ui, "time.previous", Icon::kPrevious);
  icon_button(ui, "time.back10", Icon::kBack);
  icon_button(ui, "time.play", s.play.playing ? Icon::kPause : Icon::kPlay, true);
  icon_button(ui, "time.on10", Icon::kOn);
  icon_button(ui, "time.next", Icon::kNext);
  icon_button(ui, "time.last", Icon::kLast);

  ImGui::SameLine(0, ui.px(16));
  ImGui::AlignTextToFramePadding();
  ImGui::PushFont(ui.bold);
  ImGui::TextUnformatted(ui.time(s.shown(), 1).c_str());
  ImGui::PopFont();
  // Its room is kept: what is right of it never moves under the mouse.
  const char* preview = ui.tr("time.preview");
  // On a small window what has no room beside these is left to the menu and the keys.
  const bool tight =
      ImGui::GetWindowWidth() < ui.px(700) || ImGui::GetIO().DisplaySize.y < ui.px(400);
  if (!tight) {
    ImGui::SameLine(0, ui.px(6));
    if (s.hover_time)
      ui.dim_text(preview);
    else
      ImGui::Dummy(ImGui::CalcTextSize(preview));
  }
  const float right_end = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const auto room = [&](float wanted) {
    return !tight || ImGui::GetItemRectMax().x + wanted <= right_end;
  };
  const float small = ui.button_width("-");
  if (!room(2 * small + ui.px(108))) return;
  ui.same_row(ui.px(18), 2 * small + ui.px(90));
  ui.command_button("time.slower", "-");
  ImGui::SameLine(0, ui.px(3));
  ImGui::SetNextItemWidth(ui.px(84));
  auto speed = static_cast<float>(s.play.speed);
  if (ImGui::SliderFloat("##speed", &speed, static_cast<float>(Playback::kSlowest),
                         static_cast<float>(Playback::kFastest), speed < 10 ? "%.2g x" : "%.0f x",
                         ImGuiSliderFlags_Logarithmic))
    s.play.speed = speed;
  ui.mark("speed");
  ImGui::SameLine(0, ui.px(3));
  ui.command_button("time.faster", "+");
  float gap = ui.px(14);
  for (const char* id : {"time.reverse", "time.loop", "time.cuts"}) {
    const float wide = ui.button_width(ui.tr(std::string("command.") + id));
    if (!room(gap + wide)) return;
    ui.same_row(gap, wide);
    ui.command_button(id);
    gap = ImGui::GetStyle().ItemSpacing.x;
  }
  if (!room(gap + ui.button_width(ui.tr("break.title")) + ui.px(24))) return;
  ui.same_row(gap, ui.button_width(ui.tr("break.title")) + ui.px(24));
  break_rules(ui);
  if (!s.store()->info().complete) {
    ImGui::SameLine(0, ui.px(14));
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.warning);
    const std::optional<int> code = s.main->broken_off;
    ImGui::TextUnformatted(code ? fmt::format("{} {}", ui.tr("time.broken_off"), *code).c_str()
                                : ui.tr("time.live"));
    ImGui::PopStyleColor();
  }
}

}  // namespace vedette::view
