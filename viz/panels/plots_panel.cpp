// SPDX-License-Identifier: Apache-2.0
// Measures over time with the cursor on them, on the time bar's stretch.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/diagnostics.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

std::string value_text(const Ui& ui, const Series& s, float v) {
  if (v != v) return "-";
  if (s.share) return fmt::format("{:.1f} %", v * 100);
  return s.seconds ? ui.span(seconds(v)) : fmt::format("{:.4g}", v);
}

void draw(Ui& ui, const std::string& title, const Series& series, const Series* second, float h) {
  Session& s = ui.session;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float w = ImGui::GetContentRegionAvail().x;
  ImDrawList* d = ImGui::GetWindowDrawList();
  ImGui::PushID(series.key.c_str());
  ImGui::InvisibleButton("plot", {w, h});
  const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
  ImGui::PopID();
  const float top = at.y + ui.px(17), bottom = at.y + h - ui.px(3);
  const float high = std::max(series.high, second ? second->high : 0.0f) * 1.05f;
  d->AddRectFilled({at.x, top}, {at.x + w, bottom},
                   ui.colours.dark ? ui.colours.window : ui.colours.raised, ui.px(3));
  const auto x_of = [&](Time t) {
    return at.x + static_cast<float>((s.axis.position(t) - s.shown0) / (s.shown1 - s.shown0)) * w;
  };
  const auto y_of = [&](float v) { return bottom - (bottom - top) * v / high; };
  d->PushClipRect({at.x, top}, {at.x + w, bottom}, true);
  d->AddLine({at.x, y_of(high / 2)}, {at.x + w, y_of(high / 2)}, faded(ui.colours.line, 0.6));
  const auto curve = [&](const Series& c, Colour colour, bool fill) {
    const Time from = s.axis.time(s.shown0), to = s.axis.time(s.shown1);
    auto i =
        static_cast<std::size_t>(std::upper_bound(c.at.begin(), c.at.end(), from) - c.at.begin());
    float v = i ? c.value[i - 1] : 0, x = at.x;
    const auto there = [](float value) { return value == value; };  // a gap is no value
    // Within one pixel column only the highest counts: a day has many more steps than pixels.
    for (; c.steps; ++i) {
      const bool more = i < c.at.size() && c.at[i] <= to;
      const float next = more ? std::min(x_of(c.at[i]), at.x + w) : at.x + w;
      if (more && next - x < 1) {
        v = there(v) ? std::fmax(v, c.value[i]) : c.value[i];
        continue;
      }
      if (fill && there(v)) d->AddRectFilled({x, y_of(v)}, {next, bottom}, faded(colour, 0.28));
      if (there(v)) d->AddLine({x, y_of(v)}, {next, y_of(v)}, colour, ui.px(1.2f));
      if (!more) break;
      if (there(v) && there(c.value[i]))
        d->AddLine({next, y_of(v)}, {next, y_of(c.value[i])}, colour, ui.px(1.2f));
      v = c.value[i];
      x = next;
    }
    for (; !c.steps && i < c.at.size() && c.at[i] <= to; ++i)
      d->AddCircleFilled({x_of(c.at[i]), y_of(c.value[i])}, ui.px(2), faded(colour, 0.75), 6);
  };
  curve(series, ui.colours.accent, true);
  if (second) curve(*second, okabe::kOrange, false);
  if (series.seconds)
    for (const std::int64_t mark : s.main->scene.marks_us) {
      const float y = y_of(static_cast<float>(mark) * 1e-6f);
      if (y > top) d->AddLine({at.x, y}, {at.x + w, y}, faded(ui.colours.warning, 0.45));
    }
  const float x = x_of(s.shown());
  d->AddLine({x, top}, {x, bottom}, ui.colours.cursor);
  d->PopClipRect();
  const std::string now = value_text(ui, series, series.at_time(s.shown()));
  std::string right = now;
  if (second) right += "  |  " + value_text(ui, *second, second->at_time(s.shown()));
  right += "   " + std::string(ui.tr("plot.most")) + " " + value_text(ui, series, series.high);
  const float rw = ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, right.c_str()).x;
  d->AddText(ui.small, ui.small->FontSize, {at.x + w - rw - ui.px(2), at.y + ui.px(2)},
             ui.colours.dim, right.c_str());
  d->AddText(ui.small, ui.small->FontSize, {at.x + ui.px(2), at.y + ui.px(2)}, ui.colours.text,
             ui.cut(title, w - rw - ui.px(12), ui.small).c_str());
  if (hovered || active) {
    const double p = s.shown0 + (s.shown1 - s.shown0) * (ImGui::GetMousePos().x - at.x) / w;
    const Time t = s.axis.time(p);
    if (ImGui::IsMouseDown(0)) {
      s.seek(t);
    } else {
      ImGui::SetTooltip("%s   %s", ui.time(t).c_str(),
                        value_text(ui, series, series.at_time(t)).c_str());
    }
  }
}

// Any figure of the table, found by a few letters.
void choose(Ui& ui) {
  static char query[64] = "";
  Session& s = ui.session;
  ImGui::SetNextItemWidth(-1);
  if (!ImGui::BeginCombo("##measure", ui.tr("plot.add"), ImGuiComboFlags_HeightLarge)) {
    ui.mark("plot.add");
    query[0] = 0;
    return;
  }
  ui.shut_on_escape();
  ImGui::SetNextItemWidth(-1);
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::InputTextWithHint("##filter", ui.tr("log.filter"), query, sizeof query);
  const std::string wanted = lower(query);
  int i = 0;
  for (const FigureRow& r : s.figures()) {
    if (!wanted.empty() && lower(r.label + " " + r.id).find(wanted) == std::string::npos) continue;
    ImGui::PushID(i++);
    const bool on = std::find(s.plotted.begin(), s.plotted.end(), r.id) != s.plotted.end();
    if (ImGui::Selectable(r.label.c_str(), on)) s.toggle_plot(r.id);
    ui.mark("plot.add:" + r.id);
    ImGui::PopID();
  }
  ImGui::EndCombo();
  ui.mark("plot.add");
}

void measures(Ui& ui) {
  Session& s = ui.session;
  std::string gone;
  for (const std::string& id : s.plotted) {
    try {
      const Series* series = s.main->measure(id);
      const Series* second = s.other ? s.other->measure(id) : nullptr;
      std::string title = id;
      for (const FigureRow& r : s.figures())
        if (r.id == id) title = r.label;
      ImGui::PushID(id.c_str());
      const ImVec2 at = ImGui::GetCursorPos();
      static const Series kNone;
      draw(ui, "          " + title, series ? *series : kNone, second, ui.px(84));
      const ImVec2 after = ImGui::GetCursorPos();
      ImGui::SetCursorPos(at);
      if (ImGui::SmallButton("×")) gone = id;
      ImGui::SetCursorPos(after);
      ImGui::PopID();
    } catch (const InputError& error) {
      s.message = to_text(error.diagnostic);
      gone = id;
    }
  }
  if (!gone.empty()) s.toggle_plot(gone);
}

}  // namespace

void plots_panel(Ui& ui) {
  Session& s = ui.session;
  if (!s.store()) {
    ui.nothing("scenario.no_time");
    return;
  }
  choose(ui);
  ImGui::BeginChild("plots");
  measures(ui);
  for (const Series& series : s.main->series) {
    const Series* second = nullptr;
    if (s.other)
      for (const Series& o : s.other->series)
        if (o.key == series.key) second = &o;
    draw(ui, ui.tr(series.key), series, second, ui.px(74));
  }
  ImGui::EndChild();
}

}  // namespace vedette::view
