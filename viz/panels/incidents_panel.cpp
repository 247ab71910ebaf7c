// SPDX-License-Identifier: Apache-2.0
// What is open now, and all incidents, filtered.
#include <fmt/format.h>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

struct Filter {
  bool open_only = true;
  bool alarms = true, calls = true, tasks = false;
  bool passes(const Incident& n) const {
    return n.kind == IncidentKind::kAlarm ? alarms : n.kind == IncidentKind::kCall ? calls : tasks;
  }
};
Filter filter;

/// The last stage that had happened by t.
const StageMark* stage_at(const Store& store, std::uint32_t index, Time t) {
  const StageMark* last = nullptr;
  for (const StageMark& s : store.stages(index))
    if (s.at <= t) last = &s;
  return last;
}

void one(Ui& ui, std::uint32_t index) {
  Session& s = ui.session;
  const Incident& n = s.store()->incidents()[index];
  const Time now = s.shown(), from = s.store()->begin_of(n);
  const bool chosen = s.selected.incident == n.id;
  ImGui::PushID(static_cast<int>(index));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float h = ui.px(38), w = ImGui::GetContentRegionAvail().x;
  if (ImGui::Selectable("##incident", chosen, ImGuiSelectableFlags_AllowDoubleClick, {0, h})) {
    s.select(Selection::of(n.id));
    s.set_tab(UpperTab::kIncident);
    if (ImGui::IsMouseDoubleClicked(0) || from > now) s.go_to(n.id);
  }
  ui.mark(fmt::format("incident:{}", n.id.value));
  if (ImGui::IsItemHovered()) s.hovered = Selection::of(n.id);
  ImDrawList* d = ImGui::GetWindowDrawList();
  const Colour colour = incident_colour(static_cast<int>(n.kind), n.priority, n.real);
  d->AddRectFilled({at.x, at.y + ui.px(3)}, {at.x + ui.px(4), at.y + h - ui.px(3)}, colour,
                   ui.px(2));
  const float x = at.x + ui.px(11);
  d->PushClipRect({x, at.y}, {at.x + w, at.y + h}, true);
  const std::string clock = ui.time(from);
  const float clock_w = ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, clock.c_str()).x;
  d->AddText({x, at.y + ui.px(3)}, ui.colours.text,
             ui.cut(s.incident_title(n), at.x + w - clock_w - ui.px(8) - x).c_str());
  d->AddText(ui.small, ui.small->FontSize, {at.x + w - clock_w - ui.px(2), at.y + ui.px(5)},
             ui.colours.dim, clock.c_str());
  std::string what;
  if (from > now) {
    what = ui.tr("incident.to_come");
  } else if (const StageMark* stage = stage_at(*s.store(), index, now)) {
    what = ui.named("stage", stage_name(stage->stage));
    const Time end = s.store()->end_of(n);
    what += "  ·  " + ui.span((end > now ? now : end) - from);
  }
  d->AddText(ui.small, ui.small->FontSize, {x, at.y + ui.px(21)}, ui.colours.dim, what.c_str());
  d->PopClipRect();
  ImGui::PopID();
}

}  // namespace

void incidents_panel(Ui& ui) {
  Session& s = ui.session;
  if (!s.store()) {
    ui.nothing("scenario.no_incidents");
    return;
  }
  bool first = true;
  const auto toggle = [&](const char* key, bool& on) {
    if (on) ImGui::PushStyleColor(ImGuiCol_Button, faded(ui.colours.accent, 0.45));
    const bool was = on;
    if (!first) ui.same_row(ui.px(4), ui.button_width(ui.tr(key)));
    first = false;
    if (ImGui::SmallButton(ui.tr(key))) on = !on;
    ui.mark(key);
    if (was) ImGui::PopStyleColor();
  };
  toggle("filter.open", filter.open_only);
  toggle("lane.alarms", filter.alarms);
  toggle("lane.calls", filter.calls);
  toggle("lane.tasks", filter.tasks);
  std::vector<std::uint32_t> list;
  if (filter.open_only) {
    for (const std::uint32_t i : s.main->now.open)
      if (filter.passes(s.store()->incidents()[i])) list.push_back(i);
  } else {
    for (std::uint32_t i = 0; i < s.store()->incidents().size(); ++i)
      if (filter.passes(s.store()->incidents()[i])) list.push_back(i);
  }
  ui.dim_text(fmt::format("{} {}", list.size(),
                          ui.tr(filter.open_only ? "incident.open_now" : "incident.all")));
  ImGui::BeginChild("incidents");
  if (list.empty()) ui.nothing("incident.none");
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(list.size()));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      one(ui, list[list.size() - 1 - static_cast<std::size_t>(i)]);
  ImGui::EndChild();
}

}  // namespace vedette::view
