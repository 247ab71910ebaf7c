// SPDX-License-Identifier: Apache-2.0
// What is selected: who, where, what he does, what he did, his share of the day.
#include <fmt/format.h>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

void row(Ui& ui, const char* key, const std::string& value) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ui.dim_text(ui.tr(key));
  ImGui::TableNextColumn();
  ImGui::TextWrapped("%s", value.c_str());
}

// Of a narrow panel less than half.
float names_width(const Ui& ui, float usual) {
  return std::min(ui.px(usual), ImGui::GetContentRegionAvail().x * 0.42f);
}

// "2026-03-02 00:00:00 +08:00": a narrow panel breaks it between the words.
std::string start_text(std::string moment) {
  if (moment.size() > 19 && moment[10] == 'T') moment[10] = ' ', moment.insert(19, " ");
  return moment;
}

// At the beginning of a row.
std::string capital(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string place_text(double x, double y) {
  return fmt::format("{:.1f}, {:.1f} m", x, y);
}

// One bar of the shares of activities so far.
void shares(Ui& ui, EntityId who) {
  const Session& s = ui.session;
  const auto sums = activity_seconds(*s.store(), who, s.shown());
  double all = 0;
  for (const double v : sums) all += v;
  if (all <= 0) return;
  ImGui::Spacing();
  ui.heading(ui.tr("inspector.shares"));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float w = ImGui::GetContentRegionAvail().x, h = ui.px(12);
  float x = at.x;
  ImDrawList* d = ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const auto part = static_cast<float>(sums[i] / all) * w;
    if (part > 0)
      d->AddRectFilled({x, at.y}, {x + part, at.y + h}, colour_of(static_cast<Activity>(i)));
    x += part;
  }
  ImGui::Dummy({w, h + ui.px(3)});
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i] <= 0) continue;
    const auto a = static_cast<Activity>(i);
    const ImVec2 p = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetTextLineHeight();
    d->AddRectFilled({p.x, p.y + line * 0.2f}, {p.x + line * 0.6f, p.y + line * 0.8f}, colour_of(a),
                     ui.px(2));
    ImGui::Dummy({line * 0.6f, line});
    ImGui::SameLine(0, ui.px(6));
    ImGui::TextUnformatted(ui.tr(activity_key(a)));
    ImGui::SameLine(ui.px(190));
    ui.dim_text(fmt::format("{:.1f} %   {}", sums[i] / all * 100, ui.span(seconds(sums[i]))));
  }
}

// How a device stands now, and each time that it was not in order.
void condition_rows(Ui& ui, EntityId who) {
  const Session& s = ui.session;
  const ConditionSpan* now = s.store()->conditions().at(who, s.shown());
  row(ui, "inspector.condition", ui.tr(condition_key(now ? now->what : Condition::kWorks)));
  if (!now) return;
  row(ui, "inspector.since",
      fmt::format("{}  ({})", ui.time(now->from), ui.span(s.shown() - now->from)));
  row(ui, "inspector.until", ui.time(now->to));
  row(ui, "inspector.known", ui.tr(known_key(now->known)));
  if (now->repair != Repair::kNone) row(ui, "inspector.repair", ui.tr(repair_key(now->repair)));
  if (now->by.valid()) row(ui, "inspector.by", s.entity_name(now->by));
}

void conditions(Ui& ui, EntityId who) {
  Session& s = ui.session;
  const auto& spans = s.store()->conditions().of(who);
  if (spans.empty()) return;
  double out_s = 0;
  for (const ConditionSpan& c : spans)
    if (c.from < s.shown() && c.what != Condition::kDegraded)
      out_s += (std::min(c.to, s.shown()) - c.from).seconds();
  const double all_s = (s.shown() - Time{0}).seconds();
  ImGui::Spacing();
  ui.heading(ui.tr("inspector.conditions"));
  if (all_s > 0)
    ui.dim_text(
        fmt::format("{}   {:.2f} %", ui.tr("inspector.works_share"), 100 * (1 - out_s / all_s)));
  const auto now = std::upper_bound(spans.begin(), spans.end(), s.shown(),
                                    [](Time t, const ConditionSpan& c) { return t < c.from; }) -
                   spans.begin();
  const auto first = std::max<std::ptrdiff_t>(0, now - 8),
             last = std::min<std::ptrdiff_t>(std::ssize(spans), now + 6);
  for (auto i = first; i < last; ++i) {
    const ConditionSpan& c = spans[static_cast<std::size_t>(i)];
    const bool here = c.from <= s.shown() && s.shown() < c.to;
    ImGui::PushID(static_cast<int>(i));
    std::string text = fmt::format("{}   {}", ui.time(c.from), ui.tr(condition_key(c.what)));
    if (c.repair != Repair::kNone)
      text += fmt::format("  ·  {}", ui.tr(repair_key(c.repair)));
    else if (c.known == KnownTo::kNobody)
      text += fmt::format("  ·  {}", ui.tr("known.nobody"));
    text += "   " + ui.span(c.to - c.from);
    ImGui::PushStyleColor(ImGuiCol_Text, here                 ? ui.colours.accent
                                         : c.from > s.shown() ? ui.colours.dim
                                                              : ui.colours.text);
    if (ImGui::Selectable(text.c_str(), here)) s.seek(c.from);
    ui.mark("condition:" + std::to_string(i));
    ImGui::PopStyleColor();
    ImGui::PopID();
  }
}

bool is_device(EntityKind kind) {
  return kind == EntityKind::kHost || kind == EntityKind::kLink || kind == EntityKind::kCamera ||
         kind == EntityKind::kRoom || kind == EntityKind::kSupply || kind == EntityKind::kSensor ||
         kind == EntityKind::kDoor;
}

void recent(Ui& ui, EntityId who) {
  Session& s = ui.session;
  const auto& states = s.store()->states(who);
  if (states.empty()) return;
  ImGui::Spacing();
  ui.heading(ui.tr("inspector.states"));
  const auto after = std::upper_bound(states.begin(), states.end(), s.shown(),
                                      [](Time a, const StateAt& b) { return a < b.at; });
  const auto now = after - states.begin();
  const auto first = std::max<std::ptrdiff_t>(0, now - 6),
             last = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(states.size()), now + 4);
  for (auto i = first; i < last; ++i) {
    const StateAt& st = states[static_cast<std::size_t>(i)];
    ImGui::PushID(static_cast<int>(i));
    const std::string text =
        fmt::format("{}   {}", ui.time(st.at), ui.named("state", s.store()->word(st.word)));
    ImGui::PushStyleColor(ImGuiCol_Text, i == now - 1 ? ui.colours.accent
                                         : i >= now   ? ui.colours.dim
                                                      : ui.colours.text);
    if (ImGui::Selectable(text.c_str(), i == now - 1)) s.seek(st.at);
    ImGui::PopStyleColor();
    ImGui::PopID();
  }
}

// How it hangs, and how far each level of density reaches.
void camera(Ui& ui, const RecordedGeometry::Camera& c) {
  const Session& s = ui.session;
  if (c.height_m > 0) row(ui, "inspector.height", fmt::format("{:.1f} m", c.height_m));
  if (c.tilt_deg) row(ui, "inspector.tilt", fmt::format("{:.0f}°", *c.tilt_deg));
  if (c.pixels_across > 0)
    row(ui, "inspector.pixels", fmt::format("{:.0f} x {:.0f}", c.pixels_across, c.pixels_up));
  const auto at = &c - s.design.cameras.data();
  if (at < 0 || at >= static_cast<std::ptrdiff_t>(s.fans.size())) return;
  const FieldFan& fan = s.fans[static_cast<std::size_t>(at)];
  for (std::size_t k = fan.reach_m.size(); k-- > 0;)
    if (fan.reach_m[k] > fan.near_m)
      row(ui, "inspector.reaches",
          fmt::format("{}  {:.1f} m", ui.named("density", s.main->scene.densities.levels[k].name),
                      fan.reach_m[k]));
}

void entity(Ui& ui, EntityId who) {
  Session& s = ui.session;
  const RecordedEntity& e = s.main->scene.entities[who.index()];
  ui.heading(e.name.c_str());
  ImGui::SameLine();
  ui.dim_text(ui.named("kind", entity_kind_name(e.kind)));
  ui.command_button("map.follow");
  ImGui::SameLine();
  ui.command_button("map.fit_selected");
  if (!ImGui::BeginTable("facts", 2, ImGuiTableFlags_SizingFixedFit)) return;
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, names_width(ui, 110));
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch);
  const Standing& w = s.main->now.who[who.index()];
  const bool device = s.store() && is_device(e.kind);
  if (device) condition_rows(ui, who);
  if (s.store() && w.word &&
      (!device || e.kind == EntityKind::kSensor || e.kind == EntityKind::kDoor)) {
    row(ui, "inspector.state", ui.named("state", s.store()->word(w.word)));
    row(ui, "inspector.since",
        fmt::format("{}  ({})", ui.time(w.since), ui.span(s.shown() - w.since)));
  }
  if (w.x_m != 0 || w.y_m != 0) row(ui, "inspector.place", place_text(w.x_m, w.y_m));
  for (const auto& u : s.main->scene.geometry.units)
    if (u.entity == who) row(ui, "inspector.fleet", u.fleet);
  for (const auto& c : s.design.cameras)
    if (c.entity == who) {
      row(ui, "inspector.azimuth", fmt::format("{:.0f}°", c.azimuth_deg));
      row(ui, "inspector.hfov", fmt::format("{:.0f}°", c.hfov_deg));
      row(ui, "inspector.range", fmt::format("{:.0f} m", c.range_m));
      camera(ui, c);
    }
  for (const auto& f : s.main->scene.geometry.floors) {
    for (const auto& d : f.doors)
      if (d.entity == who) row(ui, "inspector.lock", ui.named("lock", d.lock));
    for (const auto& a : f.areas)
      if (a.entity == who) {
        row(ui, "inspector.level", std::to_string(a.level));
        break;
      }
  }
  if (w.floor > 0 && w.floor < s.main->scene.geometry.floors.size()) {
    const auto& f = s.main->scene.geometry.floors[w.floor];
    row(ui, "inspector.floor",
        fmt::format("{}  {}", s.main->scene.building_name(f.building, s.settings.lang), f.floor));
  }
  for (const auto& a : s.main->scene.geometry.areas)
    if (a.entity == who) {
      row(ui, "inspector.calls", fmt::format("{:.2f}", a.calls_per_day));
      if (a.node < s.circles.node_s.size() && std::isfinite(s.circles.node_s[a.node]))
        row(ui, "inspector.reach", fmt::format("{:.0f} s", s.circles.node_s[a.node]));
    }
  ImGui::EndTable();
  if (!s.store()) return;
  if (device) conditions(ui, who);
  if (!device || e.kind == EntityKind::kDoor || e.kind == EntityKind::kSensor) {
    if (!device) shares(ui, who);
    recent(ui, who);
  }
  ImGui::Spacing();
  bool first = true;
  for (const std::uint32_t i : s.main->now.open)
    for (const StageMark& m : s.store()->stages(i))
      if (m.who == who && m.at <= s.shown()) {
        const Incident& n = s.store()->incidents()[i];
        if (first) ui.heading(ui.tr("inspector.at_work_on"));
        first = false;
        if (ImGui::Selectable(s.incident_title(n).c_str())) {
          s.select(Selection::of(n.id));
          s.set_tab(UpperTab::kIncident);
        }
        break;
      }
}

void overview(Ui& ui) {
  Session& s = ui.session;
  const bool zh = s.settings.lang == Lang::kZh;
  const Scene& scene = s.main->scene;
  ui.heading((zh ? scene.name_zh : scene.name_en).c_str());
  ui.dim_text(ui.tr("inspector.hint"));
  ImGui::Spacing();
  if (!ImGui::BeginTable("overview", 2, ImGuiTableFlags_SizingFixedFit)) return;
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, names_width(ui, 140));
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch);
  if (s.store()) {
    const RecordingInfo& i = s.store()->info();
    row(ui, "overview.start", start_text(i.start));
    row(ui, "overview.length", ui.span(i.end - Time{0}));
    row(ui, "overview.seed", fmt::format("{} / {}", i.seed, i.replication));
    row(ui, "overview.incidents", std::to_string(s.store()->incidents().size()));
    row(ui, "overview.events", std::to_string(s.store()->events().size()));
    row(ui, "overview.memory",
        fmt::format("{:.1f} MB", static_cast<double>(s.store()->memory_bytes()) / 1e6));
  }
  const auto& count = scene.count_by_kind();
  for (std::size_t k = 0; k < count.size(); ++k)
    if (count[k]) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ui.dim_text(capital(ui.named("kind", entity_kind_name(static_cast<EntityKind>(k)))));
      ImGui::TableNextColumn();
      ImGui::Text("%d", count[k]);
    }
  for (std::size_t m = 0; m < s.circles.share.size(); ++m) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ui.dim_text(ui.within(s.circles.marks_us[m]));
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(
        fmt::format("{:.1f} %  {}", s.circles.share[m] * 100, ui.tr("circles.of_places")).c_str());
    ui.dim_text(
        fmt::format("{:.1f} %  {}", s.circles.weighted_share[m] * 100, ui.tr("circles.of_calls")));
  }
  if (s.seen_share) row(ui, "overview.seen", fmt::format("{:.1f} %", *s.seen_share * 100));
  ImGui::EndTable();
}

}  // namespace

void inspector_panel(Ui& ui) {
  const Session& s = ui.session;
  ImGui::BeginChild("inspector");
  if (s.selected.entity.valid() && s.selected.entity.index() < s.main->scene.entities.size()) {
    entity(ui, s.selected.entity);
  } else {
    overview(ui);
  }
  ImGui::EndChild();
}

}  // namespace vedette::view
