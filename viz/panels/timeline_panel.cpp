// SPDX-License-Identifier: Apache-2.0
// The time bar: ticks, cuts, density strip, lanes, cursor, hover preview, notes.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "viz/panels/timeline_draw.hpp"

namespace vedette::view {

namespace {

constexpr std::size_t kMostRows = 200;

/// What lasts from frame to frame: which lanes are open and what they fold to.
struct Shown {
  std::set<std::string> open;
  std::vector<Lane> rows;  ///< of the open lanes
  std::string rows_of;
  std::vector<Lane> pinned;  ///< of entities
  std::vector<std::string> pinned_of;
  std::uint64_t version = 0;
  std::string path;
};
Shown shown;

void mark_tooltip(Ui& ui, const Lane& lane, std::uint32_t index) {
  const Session& s = ui.session;
  const LaneMark& m = lane.marks[index];
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(ui.time(m.from).c_str());
  const ConditionSpan* condition = s.store()->conditions().at(m.who, m.from);
  if (m.incident != kNoIndex) {
    const Incident& n = s.store()->incidents()[m.incident];
    ImGui::TextUnformatted(s.incident_title(n).c_str());
    ui.dim_text(ui.span(m.to - m.from));
  } else if (condition && (lane.key == "lane.conditions" || lane.key.empty())) {
    ImGui::TextUnformatted(
        fmt::format("{}   {}", s.entity_name(m.who), ui.tr(condition_key(condition->what)))
            .c_str());
    std::string more = ui.tr(known_key(condition->known));
    if (condition->repair != Repair::kNone)
      more += fmt::format("  ·  {}", ui.tr(repair_key(condition->repair)));
    if (condition->by.valid()) more += "  ·  " + s.entity_name(condition->by);
    ui.dim_text(more);
    ui.dim_text(ui.span(m.to - m.from));
  } else if (m.event != kNoIndex) {
    const LoggedEvent& e = s.store()->events()[m.event];
    ImGui::TextUnformatted(ui.named("topic", topic_name(e.topic)).c_str());
    ImGui::TextUnformatted(
        (s.entity_name(e.subject) + "  " + ui.named("state", s.store()->word(e.word))).c_str());
  } else if (m.who.valid()) {
    if (!lane.entity.valid()) ImGui::TextUnformatted(s.entity_name(m.who).c_str());
    const std::uint16_t word = s.store()->standing(m.who, m.from).word;
    ImGui::TextUnformatted(word ? ui.named("state", s.store()->word(word)).c_str()
                                : ui.tr("condition.works"));
    ui.dim_text(ui.span(m.to - m.from));
  }
  ImGui::EndTooltip();
}

void pick(Ui& ui, const Lane& lane, std::uint32_t index) {
  Session& s = ui.session;
  const LaneMark& m = lane.marks[index];
  s.seek(m.from);
  if (m.incident != kNoIndex) {
    s.select(Selection::of(s.store()->incidents()[m.incident].id));
    s.set_tab(UpperTab::kIncident);
  } else if (m.event != kNoIndex) {
    const LoggedEvent& e = s.store()->events()[m.event];
    if (e.subject.valid()) s.select(Selection::of(e.subject));
  } else if (m.who.valid()) {
    s.select(Selection::of(m.who));
    s.set_tab(UpperTab::kInspector);
  }
}

void scroll_and_zoom(const Bar& b, bool over) {
  Session& s = b.ui.session;
  ImGuiIO& io = ImGui::GetIO();
  if (!over) return;
  const double width = s.shown1 - s.shown0;
  if (io.MouseWheel != 0 && !io.KeyShift) {
    const double at = b.position_of(io.MousePos.x), factor = io.MouseWheel > 0 ? 0.8 : 1.25;
    const double next = std::clamp(width * factor, 1e6, s.axis.length());
    s.shown0 = std::clamp(at - (at - s.shown0) * next / width, 0.0, s.axis.length() - next);
    s.shown1 = s.shown0 + next;
  }
  if (ImGui::IsMouseDragging(1) || ImGui::IsMouseDragging(2)) {
    s.shown0 =
        std::clamp(s.shown0 - io.MouseDelta.x / b.size.x * width, 0.0, s.axis.length() - width);
    s.shown1 = s.shown0 + width;
  }
}

/// Draws lanes under each other and remembers what the mouse is on.
struct Rows {
  Ui& ui;
  Bar bar;
  float names, left, right;
  bool over;
  const Lane* under_lane = nullptr;
  std::uint32_t under = kNoIndex;

  // A pin, upright when it holds.
  bool pin(const std::string& id, ImVec2 at, float h, bool hovered) {
    Session& s = ui.session;
    const bool on = s.pinned(id);
    if (!on && !hovered) return false;
    const ImVec2 c{bar.at.x - ui.px(16), at.y + h / 2};
    const Colour colour = on ? ui.colours.accent : ui.colours.dim;
    ImDrawList* d = bar.d;
    d->AddCircleFilled({c.x, c.y - ui.px(2)}, ui.px(3), colour, 10);
    d->AddLine(c, {c.x + (on ? 0 : ui.px(3)), c.y + ui.px(5)}, colour, ui.px(1.4f));
    const ImVec2 m = ImGui::GetMousePos();
    return hovered && m.x > c.x - ui.px(8) && m.x < c.x + ui.px(8);
  }

  // True when its name was clicked. `arrow`: 0 none, 1 shut, 2 open.
  bool row(const Lane& lane, const char* title, float h, int arrow) {
    Session& s = ui.session;
    ImDrawList* d = bar.d;
    const ImVec2 at = ImGui::GetCursorScreenPos(), mouse = ImGui::GetMousePos();
    const bool hovered = over && mouse.y >= at.y && mouse.y < at.y + h && mouse.x >= left;
    if (hovered) d->AddRectFilled(at, {right, at.y + h}, faded(ui.colours.accent, 0.07));
    const bool chosen = lane.entity.valid() && s.selected == Selection::of(lane.entity);
    const std::string id = lane.key.empty() ? "entity:" + lane.name : lane.key;
    const bool on_pin = pin(id, at, h, hovered);
    d->PushClipRect({at.x, at.y}, {bar.at.x - ui.px(24), at.y + h}, true);
    d->AddText(ui.small, ui.small->FontSize,
               {at.x + ui.px(4 + 10.0f * static_cast<float>(lane.depth + 1)),
                at.y + (h - ui.small->FontSize) / 2 - 1},
               chosen       ? ui.colours.accent
               : lane.depth ? ui.colours.dim
                            : ui.colours.text,
               title);
    d->PopClipRect();
    const float c = at.x + ui.px(6), y = at.y + h / 2, r = ui.px(3.5f);
    if (arrow == 2)
      d->AddTriangleFilled({c - r, y - r / 2}, {c + r, y - r / 2}, {c, y + r}, ui.colours.dim);
    if (arrow == 1)
      d->AddTriangleFilled({c - r / 2, y - r}, {c + r, y}, {c - r / 2, y + r}, ui.colours.dim);
    if (ImGui::IsRectVisible(at, {right, at.y + h})) {
      d->PushClipRect({bar.at.x, at.y}, {bar.at.x + bar.size.x, at.y + h}, true);
      bar.at.y = at.y;
      const std::uint32_t u = draw_lane(bar, lane, at.y, h, hovered);
      d->PopClipRect();
      if (u != kNoIndex) under = u, under_lane = &lane;
    }
    d->AddLine({at.x, at.y + h - 1}, {right, at.y + h - 1}, faded(ui.colours.line, 0.4));
    ImGui::PushID(&lane);
    const bool clicked = ImGui::InvisibleButton("name", {names, h});
    ui.mark("lane:" + (lane.key.empty() ? lane.name : lane.key));
    ui.marks["pin:" + id] = {bar.at.x - ui.px(24), at.y, bar.at.x - ui.px(8), at.y + h};
    ImGui::PopID();
    if (clicked && on_pin) {
      s.toggle_pin(id);
      return false;
    }
    return clicked;
  }
};

bool can_open(const Lane& lane) {
  return lane.key != "lane.alarms" && lane.key != "lane.calls" && lane.key != "lane.tasks" &&
         lane.key != "lane.other";
}

// One at a time: rows of many units are long.
void toggle_open(const std::string& key) {
  const bool was = shown.open.count(key) > 0;
  shown.open.clear();
  if (!was) shown.open.insert(key);
}

bool pinnable(const Store& store, std::uint32_t who) {
  return !store.states(EntityId(who)).empty() || !store.conditions().of(EntityId(who)).empty();
}

// What is pinned stays in view while the other lanes scroll.
float pinned_lanes(Rows& rows, float most) {
  Session& s = rows.ui.session;
  if (shown.pinned_of != s.settings.pinned) {
    shown.pinned_of = s.settings.pinned;
    shown.pinned.clear();
    for (const std::string& id : s.settings.pinned)
      for (std::uint32_t who = 0; who < s.store()->entities().size(); ++who)
        if (id.starts_with("entity:") && s.store()->entities()[who].name == id.substr(7) &&
            pinnable(*s.store(), who))
          shown.pinned.push_back(row_of(*s.store(), EntityId(who)));
  }
  const float h = rows.ui.px(19);
  float used = 0;
  const auto all = s.settings.pinned;  // a click may change it
  for (const std::string& id : all) {
    if (used + h > most) break;
    for (const auto* lanes : {&s.main->lanes, &shown.pinned})
      for (const Lane& lane : *lanes) {
        if ((lane.key.empty() ? "entity:" + lane.name : lane.key) != id) continue;
        const char* title = lane.key.empty() ? lane.name.c_str() : rows.ui.tr(lane.key);
        const bool opens = can_open(lane) && !lane.entity.valid();
        const bool clicked =
            rows.row(lane, title, h, opens ? 1 + static_cast<int>(shown.open.count(lane.key)) : 0);
        if (clicked && opens) toggle_open(lane.key);
        if (clicked && lane.entity.valid()) s.select(Selection::of(lane.entity));
        used += h;
      }
  }
  return used;
}

void scrolling_lanes(Rows& rows, float room) {
  Ui& ui = rows.ui;
  Session& s = ui.session;
  // Few lanes share the room that there is, as far as that reads well.
  const auto lanes = static_cast<float>(std::max<std::size_t>(1, s.main->lanes.size()));
  const float share = shown.open.empty() ? (room - ui.px(2)) / lanes : 0;
  const float high = std::clamp(share, ui.px(19), ui.px(30));
  for (const Lane& lane : s.main->lanes) {
    if (s.pinned(lane.key) && !shown.open.count(lane.key)) continue;
    const bool opens = can_open(lane), open = opens && shown.open.count(lane.key) > 0;
    const bool above = s.pinned(lane.key);
    if (!above && rows.row(lane, ui.tr(lane.key), high, opens ? 1 + open : 0) && opens)
      toggle_open(lane.key);
    if (!open) continue;
    if (shown.rows_of != lane.key) {
      shown.rows = rows_of(*s.store(), lane.key, kMostRows);
      shown.rows_of = lane.key;
    }
    for (const Lane& one : shown.rows)
      if (rows.row(one, one.name.c_str(), ui.px(15), 0)) s.select(Selection::of(one.entity));
  }
  ImGui::Dummy({0, ui.px(2)});
}

}  // namespace

void timeline_panel(Ui& ui) {
  Session& s = ui.session;
  s.hover_time.reset();
  if (!s.store()) {
    ui.nothing("scenario.no_time");
    return;
  }
  const float names = std::min(ui.px(134), ImGui::GetContentRegionAvail().x * 0.24f);
  const float ticks_h = ui.px(18), strip_h = ui.px(22);
  ImDrawList* d = ImGui::GetWindowDrawList();
  const ImVec2 origin = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  Bar b{ui, d, {origin.x + names, origin.y}, {std::max(20.0f, room.x - names), room.y}};
  d->AddRectFilled(b.at, {b.at.x + b.size.x, b.at.y + b.size.y},
                   ui.colours.dark ? ui.colours.window : ui.colours.raised, ui.px(3));
  draw_ticks(b, false);
  d->AddText(ui.small, ui.small->FontSize, {origin.x, origin.y + ticks_h + ui.px(5)},
             ui.colours.dim, ui.tr("lane.density"));
  d->PushClipRect(b.at, {b.at.x + b.size.x, b.at.y + b.size.y}, true);
  draw_density(b, b.at.y + ticks_h, strip_h);
  d->PopClipRect();

  if (shown.version != s.store()->version() || shown.path != s.main->path) {
    shown.rows_of.clear(), shown.pinned_of = {""};
    shown.version = s.store()->version(), shown.path = s.main->path;
  }
  // Lanes scroll below the strip and what is pinned.
  float top = ticks_h + strip_h + ui.px(4);
  const ImVec2 mouse = ImGui::GetMousePos();
  const bool in_window = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                                                ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  Rows rows{ui, b, names, origin.x, origin.x + room.x, in_window};
  ImGui::SetCursorScreenPos({origin.x, origin.y + top});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (const float used = pinned_lanes(rows, (room.y - top) * 0.6f); used > 0) {
    top += used;
    d->AddLine({origin.x, origin.y + top}, {origin.x + room.x, origin.y + top},
               faded(ui.colours.accent, 0.6));
    top += ui.px(2);
  }
  ImGui::SetCursorScreenPos({origin.x, origin.y + top});
  ImGui::BeginChild("lanes", {room.x, room.y - top}, false, ImGuiWindowFlags_NoScrollWithMouse);
  rows.bar.d = ImGui::GetWindowDrawList();
  rows.over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  scrolling_lanes(rows, room.y - top);
  // Shift and wheel scroll the lanes, the wheel alone zooms time.
  if (rows.over && ImGui::GetIO().KeyShift)
    ImGui::SetScrollY(ImGui::GetScrollY() - ImGui::GetIO().MouseWheel * ui.px(57));
  ImGui::EndChild();
  ImGui::PopStyleVar();

  Bar all{ui, ImGui::GetForegroundDrawList(), b.at, b.size};
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) || s.palette_open || s.help_open) all.d = d;
  draw_cuts(Bar{ui, d, b.at, {b.size.x, ticks_h + strip_h}});
  draw_ticks(Bar{ui, d, b.at, {b.size.x, ticks_h}}, true);
  const bool over = in_window && mouse.x >= b.at.x && mouse.x <= b.at.x + b.size.x &&
                    mouse.y >= b.at.y && mouse.y <= b.at.y + b.size.y;
  ui.marks["timeline"] = {b.at.x, b.at.y, b.at.x + b.size.x, b.at.y + b.size.y};
  scroll_and_zoom(b, over);
  static bool scrubbing = false;
  static std::optional<Time> looping;  // begun with Shift
  const auto time_here = [&] {
    return std::clamp(s.axis.time(b.position_of(mouse.x)), s.range().from, s.range().to);
  };
  if (over && ImGui::IsMouseClicked(0)) {
    if (ImGui::GetIO().KeyShift) {
      looping = time_here();
    } else if (rows.under_lane) {
      pick(ui, *rows.under_lane, rows.under);
    } else {
      scrubbing = true;
      s.play.playing = false;
    }
  }
  if (!ImGui::IsMouseDown(0)) scrubbing = false, looping.reset();
  if (scrubbing) s.seek(s.axis.time(b.position_of(mouse.x)));
  if (looping && ImGui::IsMouseDragging(0))
    s.play.loop = TimeRange{std::min(*looping, time_here()), std::max(*looping, time_here())};
  if (over && !scrubbing) {
    s.hover_time = time_here();
    if (rows.under_lane) {
      mark_tooltip(ui, *rows.under_lane, rows.under);
    } else {
      ImGui::SetTooltip("%s", ui.time(*s.hover_time).c_str());
    }
  }
  draw_cursor(all);
}

}  // namespace vedette::view
