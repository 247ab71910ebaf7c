// SPDX-License-Identifier: Apache-2.0
// One incident: the waterfall of its stages, who did what when.
#include <fmt/format.h>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

void header(Ui& ui, const Incident& n) {
  Session& s = ui.session;
  ui.heading(s.incident_title(n).c_str());
  std::string line = ui.named("incident_kind", incident_kind_name(n.kind));
  line += fmt::format("  ·  {} {}", ui.tr("incident.priority"), n.priority);
  if (n.kind == IncidentKind::kAlarm)
    line += std::string("  ·  ") + ui.tr(n.real ? "incident.real" : "incident.nuisance");
  ui.dim_text(line);
  if (n.place.valid()) {
    ui.dim_text(ui.tr("incident.place"));
    ImGui::SameLine();
    ui.entity_link(n.place);
  }
  if (n.parent.valid() && s.incident(n.parent)) {
    ui.dim_text(ui.tr("incident.from"));
    ImGui::SameLine();
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.accent);
    ImGui::TextUnformatted(s.incident_title(*s.incident(n.parent)).c_str());
    ImGui::PopStyleColor();
    ui.mark("incident.parent");
    if (ImGui::IsItemClicked()) s.select(Selection::of(n.parent));
  }
  // The call that an alarm led to.
  for (const Incident& other : s.store()->incidents())
    if (other.parent.valid() && other.parent == n.id) {
      ui.dim_text(ui.tr("incident.led_to"));
      ImGui::SameLine();
      ImGui::PushID(static_cast<int>(other.id.value));
      ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.accent);
      ImGui::TextUnformatted(s.incident_title(other).c_str());
      ImGui::PopStyleColor();
      ui.mark("incident.led_to");
      const bool clicked = ImGui::IsItemClicked();
      ImGui::PopID();
      if (clicked) s.select(Selection::of(other.id));
    }
}

// A bar from one stage to the next, under each other like a staircase.
void waterfall(Ui& ui, std::span<const StageMark> stages, Time begin, Time end) {
  Session& s = ui.session;
  float durations = ui.px(40);
  for (std::size_t i = 1; i < stages.size(); ++i) {
    const std::string took = "+" + ui.span(stages[i].at - stages[i - 1].at);
    durations = std::max(
        durations, ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, took.c_str()).x + ui.px(8));
  }
  const float names = ui.px(128), line = ui.px(20);
  const float w = ImGui::GetContentRegionAvail().x - names - durations;
  // The last stretch (clearing up) may be long: it is cut to a quarter of the picture.
  Time last_but_one = begin;
  for (std::size_t i = 0; i + 1 < stages.size(); ++i)
    last_but_one = std::max(last_but_one, stages[i].at);
  const double response = std::max(1e5, static_cast<double>((last_but_one - begin).us));
  const bool cut = static_cast<double>((end - last_but_one).us) > response;
  const double whole = cut ? response * 1.25 : std::max(1e5, static_cast<double>((end - begin).us));
  const auto x_of = [&](Time t) {
    const double at = std::min(static_cast<double>((t - begin).us), whole);
    return static_cast<float>(at / whole) * w;
  };
  ImDrawList* d = ImGui::GetWindowDrawList();
  const Time now = s.shown();
  const ImVec2 top = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const StageMark& m = stages[i];
    const Time from = i ? stages[i - 1].at : m.at;
    const bool happened = m.at <= now;
    ImGui::PushID(static_cast<int>(i));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Selectable("##stage", false, 0, {0, line - ImGui::GetStyle().ItemSpacing.y}))
      s.seek(m.at);
    ui.mark("stage:" + std::string(stage_name(m.stage)));
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("%s   %s", ui.time(m.at, 3).c_str(), s.entity_name(m.who).c_str());
    const float y = at.y + line * 0.4f;
    const std::string name = ui.named("stage", stage_name(m.stage));
    d->PushClipRect(at, {at.x + names - ui.px(4), at.y + line}, true);
    d->AddText(ui.small, ui.small->FontSize, {at.x, y - ui.small->FontSize / 2},
               happened ? ui.colours.text : ui.colours.dim,
               ui.cut(name, names - ui.px(6), ui.small).c_str());
    d->PopClipRect();
    const float x0 = at.x + names + x_of(from), x1 = std::max(x0 + 2, at.x + names + x_of(m.at));
    const Colour colour = m.stage >= Stage::kPoliceCalled ? okabe::kSky : okabe::kOrange;
    const bool long_end = cut && i + 1 == stages.size();
    d->AddRectFilled({x0, y - ui.px(5)}, {x1, y + ui.px(5)}, faded(colour, happened ? 0.95 : 0.3),
                     ui.px(2));
    if (long_end) {  // the cut
      const float xm = (x0 + x1) / 2;
      for (const float off : {-3.0f, 2.0f})
        d->AddLine({xm + ui.px(off), y + ui.px(7)}, {xm + ui.px(off + 4), y - ui.px(7)},
                   ui.colours.panel, ui.px(2.5f));
    }
    const std::string took = i ? "+" + ui.span(m.at - from) : std::string();
    const float tw = ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, took.c_str()).x;
    d->AddText(ui.small, ui.small->FontSize,
               {at.x + names + w + durations - tw - ui.px(2), y - ui.small->FontSize / 2},
               ui.colours.dim, took.c_str());
    ImGui::PopID();
  }
  if (now >= begin && now <= end) {
    const float x = top.x + names + x_of(now);
    d->AddLine({x, top.y}, {x, ImGui::GetCursorScreenPos().y - ui.px(2)}, ui.colours.cursor);
  }
}

void marks_row(Ui& ui, const Incident& n) {
  // Against the marks of the circles.
  const bool call = n.kind != IncidentKind::kAlarm;
  const Stage from = call ? Stage::kPoliceCalled : Stage::kOccurred;
  const Stage to = call ? Stage::kPoliceArrived : Stage::kGuardArrived;
  if (!n.has(from) || !n.has(to)) return;
  const Duration took = n.between(from, to);
  ImGui::Spacing();
  ui.dim_text(ui.tr(call ? "incident.response" : "incident.guard_after"));
  ImGui::SameLine();
  ui.heading(ui.span(took).c_str());
  if (!call) return;
  for (const std::int64_t mark : ui.session.main->scene.marks_us) {
    const bool kept = took.us <= mark;
    ImGui::SameLine(0, ui.px(12));
    ImGui::PushStyleColor(ImGuiCol_Text, kept ? rgb(0x2FBF9B) : ui.colours.warning);
    ImGui::Text("%s %g %s", kept ? "✓" : "×", static_cast<double>(mark) / 60e6,
                ui.tr("unit.minutes"));
    ImGui::PopStyleColor();
  }
}

void story(Ui& ui, const Incident& n, Time begin) {
  Session& s = ui.session;
  ImGui::Spacing();
  ui.heading(ui.tr("incident.story"));
  const auto& events = s.store()->events();
  auto e = std::lower_bound(events.begin(), events.end(), begin,
                            [](const LoggedEvent& a, Time t) { return a.at < t; });
  const Time end = s.store()->end_of(n);
  for (int shown = 0; e != events.end() && e->at <= end && shown < 200; ++e) {
    if (e->incident != n.id) continue;
    ++shown;
    ImGui::PushID(shown);
    const bool happened = e->at <= s.shown();
    ImGui::PushStyleColor(ImGuiCol_Text, happened ? ui.colours.text : ui.colours.dim);
    const std::string_view word = s.store()->word(e->word);
    const bool plain = e->topic != Topic::kStage && e->topic != Topic::kPlanStep && !word.empty();
    const std::string what = plain ? ui.named("state", word) : ui.event_text(*e);
    const std::string text = fmt::format("{}   {}", ui.time(e->at, 1), what);
    if (ImGui::Selectable(text.c_str(), false, 0, {ui.px(210), 0})) s.seek(e->at);
    ui.mark(fmt::format("story:{}", shown));
    ImGui::PopStyleColor();
    ImGui::SameLine(ui.px(218));
    ui.entity_link(e->subject);
    if (e->other.valid() && e->other != e->subject) {
      ImGui::SameLine();
      ImGui::PushID("other");
      ui.entity_link(e->other);
      ImGui::PopID();
    }
    ImGui::PopID();
  }
}

}  // namespace

void incident_panel(Ui& ui) {
  Session& s = ui.session;
  const Incident* n = s.store() ? s.incident(s.selected.incident) : nullptr;
  if (!n) {
    ui.nothing(s.store() ? "incident.choose" : "scenario.no_incidents");
    return;
  }
  ImGui::BeginChild("incident");
  header(ui, *n);
  const Time begin = s.store()->begin_of(*n);
  ui.command_button("map.fit_selected");
  ImGui::SameLine();
  if (ImGui::Button(ui.tr("incident.from_start"))) s.go_to(n->id);
  ui.mark("incident.from_start");
  ImGui::SameLine();
  if (ImGui::Button(ui.tr("incident.loop")))
    s.play.loop = TimeRange{begin - kSecond, s.store()->end_of(*n) + kSecond};
  ui.mark("incident.loop");
  ImGui::Spacing();
  waterfall(ui, s.store()->stages(s.store()->index_of(n->id)), begin, s.store()->end_of(*n));
  marks_row(ui, *n);
  plan_steps(ui, *n);
  story(ui, *n, begin);
  ImGui::EndChild();
}

}  // namespace vedette::view
