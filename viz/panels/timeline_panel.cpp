// SPDX-License-Identifier: Apache-2.0
// The time bar: ticks, cuts, density strip, lanes, cursor, hover preview, notes.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

constexpr std::size_t kMostRows = 200;

/// What lasts from frame to frame: which lanes are open and what they fold to.
struct Shown {
  std::set<std::string> open;
  std::vector<Lane> rows;  ///< of the open lanes
  std::string rows_of;
  std::uint64_t version = 0;
};
Shown shown;

struct Bar {
  Ui& ui;
  ImDrawList* d;
  ImVec2 at, size;  ///< of the lanes' part, right of the names
  double position_of(float x) const {
    const Session& s = ui.session;
    return s.shown0 + (s.shown1 - s.shown0) * (x - at.x) / size.x;
  }
  float x_of(Time t) const {
    const Session& s = ui.session;
    return at.x +
           static_cast<float>((s.axis.position(t) - s.shown0) / (s.shown1 - s.shown0)) * size.x;
  }
};

// A step of the clock that leaves at least `least` pixels between two ticks.
Duration tick_step(double us_per_px, float least) {
  for (const std::int64_t s : {1,   2,    5,    10,   15,    30,    60,    120,   300,    600,
                               900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800})
    if (static_cast<double>(s) * 1e6 / us_per_px >= least) return {s * kSecond.us};
  return {30 * kDay.us};
}

void draw_ticks(const Bar& b, float height) {
  const Session& s = b.ui.session;
  const float wide = b.ui.px(72);
  const double us_per_px = (s.shown1 - s.shown0) / b.size.x;
  const Duration step = tick_step(us_per_px, wide);
  const std::int64_t offset = s.main->clock.second_of_day0 * kSecond.us;
  const Time from = s.axis.time(s.shown0), to = s.axis.time(s.shown1);
  std::int64_t first = (from.us + offset) / step.us * step.us - offset;
  // Where stretches are left out, ticks would pile up: only those with room are drawn.
  float last_x = -1e9f;
  int guard = 0;
  for (Time t{first}; t <= to && guard < 20'000; t = t + step, ++guard) {
    if (const TimeRange* cut = s.axis.cut_at(t)) {
      t = Time{(cut->to.us + offset) / step.us * step.us - offset};
      continue;
    }
    const float x = b.x_of(t);
    if (x < b.at.x || x > b.at.x + b.size.x - b.ui.px(8)) continue;
    b.d->AddLine({x, b.at.y}, {x, b.at.y + b.size.y}, faded(b.ui.colours.line, 0.55));
    if (x - last_x < wide * 0.75f) continue;
    last_x = x;
    b.d->AddText(b.ui.small, b.ui.small->FontSize, {x + b.ui.px(3), b.at.y + b.ui.px(1)},
                 b.ui.colours.dim, s.main->clock.tick(t).c_str());
  }
  (void)height;
}

void draw_cuts(const Bar& b) {
  const Session& s = b.ui.session;
  for (const TimeRange& cut : s.axis.cuts()) {
    const float x0 = b.x_of(cut.from), x1 = b.x_of(cut.to);
    if (x1 < b.at.x || x0 > b.at.x + b.size.x) continue;
    const float l = std::max(x0, b.at.x), r = std::min(x1, b.at.x + b.size.x);
    b.d->AddRectFilled({l, b.at.y}, {r, b.at.y + b.size.y}, b.ui.colours.window);
    const float y1 = b.at.y + b.size.y, step = b.ui.px(7);
    b.d->PushClipRect({l, b.at.y}, {r, y1}, true);
    for (float x = l - b.size.y; x < r; x += step)
      b.d->AddLine({x, y1}, {x + b.size.y, b.at.y}, faded(b.ui.colours.dim, 0.35));
    b.d->PopClipRect();
  }
}

void draw_density(const Bar& b, float y, float h) {
  static std::vector<std::uint32_t> sum, one;
  const Session& s = b.ui.session;
  const auto bins = static_cast<std::size_t>(std::max(1.0f, b.size.x / b.ui.px(3)));
  sum.assign(bins, 0);
  one.resize(bins);
  for (const Lane& l : s.main->lanes) {
    density(l.marks, s.axis, s.shown0, s.shown1, one);
    for (std::size_t i = 0; i < bins; ++i) sum[i] += one[i];
  }
  const std::uint32_t most = std::max(1u, *std::max_element(sum.begin(), sum.end()));
  const float w = b.size.x / static_cast<float>(bins);
  for (std::size_t i = 0; i < bins; ++i) {
    if (!sum[i]) continue;
    const float share = std::sqrt(static_cast<float>(sum[i]) / static_cast<float>(most));
    const float x = b.at.x + w * static_cast<float>(i);
    b.d->AddRectFilled({x, y + h * (1 - share)}, {x + w - 1, y + h},
                       faded(b.ui.colours.accent, 0.55));
  }
}

// Marks of a lane as pills with counts; states as bands. Returns the mark under the mouse.
std::uint32_t draw_lane(const Bar& b, const Lane& lane, float y, float h, bool hovered_row) {
  static std::vector<FoldedMark> folded;
  const Session& s = b.ui.session;
  const float least = lane.spans ? 1.5f : b.ui.px(7);
  fold(lane.marks, s.axis, s.shown0, s.shown1, b.size.x, least, folded);
  const float mouse = ImGui::GetMousePos().x - b.at.x, pad = b.ui.px(lane.spans ? 1.5f : 2.5f);
  std::uint32_t under = kNoIndex;
  // The span that began before the view.
  const std::uint32_t before = previous_mark(lane.marks, s.axis.time(s.shown0));
  if (before != kNoIndex && lane.marks[before].to > s.axis.time(s.shown0)) {
    const float x1 = std::min(b.x_of(lane.marks[before].to), b.at.x + b.size.x);
    b.d->AddRectFilled({b.at.x, y + pad}, {x1, y + h - pad},
                       faded(lane.marks[before].colour, lane.spans ? 0.85 : 0.4));
  }
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const FoldedMark& m = folded[i];
    const float room = i + 1 < folded.size() ? folded[i + 1].x0 : b.size.x;
    if (hovered_row && mouse >= m.x0 - 2 && mouse <= std::max(m.x1, m.x0 + least)) under = m.first;
    const float x0 = b.at.x + m.x0;
    if (lane.spans) {
      b.d->AddRectFilled({x0, y + pad}, {b.at.x + std::max(m.x1, m.x0 + 1), y + h - pad},
                         faded(m.colour, 0.85));
      continue;
    }
    if (m.count == 1) {
      const float x1 = b.at.x + std::max(m.x0 + 3, std::min(m.x1, room - 1));
      b.d->AddRectFilled({x0, y + pad}, {x1, y + h - pad}, faded(m.colour, 0.45), b.ui.px(2));
      b.d->AddRectFilled({x0, y + pad}, {x0 + b.ui.px(2.5f), y + h - pad}, m.colour, b.ui.px(1));
      continue;
    }
    const std::string count =
        m.count < 1000 ? std::to_string(m.count) : fmt::format("{}k", m.count / 1000);
    const ImVec2 text = b.ui.small->CalcTextSizeA(b.ui.small->FontSize, 1e9f, 0, count.c_str());
    const float end = b.at.x + std::min(m.x1, b.size.x);
    b.d->AddRectFilled({x0, y + pad}, {std::max(end, x0), y + h - pad}, faded(m.colour, 0.45),
                       b.ui.px(2));
    const float width = std::min(std::max(text.x + b.ui.px(4), b.ui.px(6)), room - m.x0 - 1);
    b.d->AddRectFilled({x0, y + pad}, {x0 + width, y + h - pad}, m.colour, b.ui.px(2));
    if (text.x + b.ui.px(2) <= width)
      b.d->AddText(b.ui.small, b.ui.small->FontSize,
                   {x0 + (width - text.x) / 2, y + (h - text.y) / 2}, rgb(0x10161D), count.c_str());
  }
  return under;
}

void mark_tooltip(Ui& ui, const Lane& lane, std::uint32_t index) {
  const Session& s = ui.session;
  const LaneMark& m = lane.marks[index];
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(ui.time(m.from).c_str());
  if (m.incident != kNoIndex) {
    const Incident& n = s.store()->incidents()[m.incident];
    ImGui::TextUnformatted(s.incident_title(n).c_str());
    ui.dim_text(span_text(m.to - m.from));
  } else if (m.event != kNoIndex) {
    const LoggedEvent& e = s.store()->events()[m.event];
    ImGui::TextUnformatted(ui.named("topic", topic_name(e.topic)).c_str());
    ImGui::TextUnformatted(
        (s.entity_name(e.subject) + "  " + ui.named("state", s.store()->word(e.word))).c_str());
  } else if (lane.entity.valid()) {
    ImGui::TextUnformatted(
        ui.named("state", s.store()->word(s.store()->standing(lane.entity, m.from).word)).c_str());
    ui.dim_text(span_text(m.to - m.from));
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
  } else if (lane.entity.valid()) {
    s.select(Selection::of(lane.entity));
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

void draw_cursor(const Bar& b) {
  Session& s = b.ui.session;
  const auto line = [&](Time t, Colour colour, float wide) {
    const float x = b.x_of(t);
    if (x < b.at.x - 1 || x > b.at.x + b.size.x + 1) return;
    b.d->AddLine({x, b.at.y}, {x, b.at.y + b.size.y}, colour, wide);
    const float r = b.ui.px(4.5f);
    b.d->AddTriangleFilled({x - r, b.at.y}, {x + r, b.at.y}, {x, b.at.y + r * 1.5f}, colour);
  };
  if (s.play.loop) {
    const float x0 = std::max(b.at.x, b.x_of(s.play.loop->from)),
                x1 = std::min(b.at.x + b.size.x, b.x_of(s.play.loop->to));
    if (x1 > x0)
      b.d->AddRectFilled({x0, b.at.y}, {x1, b.at.y + b.ui.px(4)}, faded(b.ui.colours.accent, 0.7));
  }
  for (const Note& n : s.notes.all()) {
    const float x = b.x_of(n.at), r = b.ui.px(4);
    if (x < b.at.x || x > b.at.x + b.size.x) continue;
    b.d->AddRectFilled({x - r / 2, b.at.y + b.ui.px(4)}, {x + r / 2, b.at.y + b.ui.px(16)},
                       okabe::kYellow);
  }
  if (s.hover_time) line(*s.hover_time, faded(b.ui.colours.accent, 0.8), 1);
  line(s.play.now, b.ui.colours.cursor, b.ui.px(1.5f));
}

}  // namespace

void timeline_panel(Ui& ui) {
  Session& s = ui.session;
  s.hover_time.reset();
  if (!s.store()) {
    ui.nothing("scenario.no_time");
    return;
  }
  const float names = ui.px(118), row_h = ui.px(19), ticks_h = ui.px(18), strip_h = ui.px(22);
  ImDrawList* d = ImGui::GetWindowDrawList();
  const ImVec2 origin = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  Bar b{ui, d, {origin.x + names, origin.y}, {std::max(20.0f, room.x - names), room.y}};
  d->AddRectFilled(b.at, {b.at.x + b.size.x, b.at.y + b.size.y},
                   ui.colours.dark ? ui.colours.window : ui.colours.raised, ui.px(3));
  draw_ticks(b, ticks_h);
  d->AddText(ui.small, ui.small->FontSize, {origin.x, origin.y + ticks_h + ui.px(5)},
             ui.colours.dim, ui.tr("lane.density"));
  d->PushClipRect(b.at, {b.at.x + b.size.x, b.at.y + b.size.y}, true);
  draw_density(b, b.at.y + ticks_h, strip_h);
  d->PopClipRect();

  // Lanes scroll below the strip.
  const float top = ticks_h + strip_h + ui.px(4);
  ImGui::SetCursorScreenPos({origin.x, origin.y + top});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("lanes", {room.x, room.y - top}, false, ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList* in = ImGui::GetWindowDrawList();
  const Lane* under_lane = nullptr;
  std::uint32_t under = kNoIndex;
  const ImVec2 mouse = ImGui::GetMousePos();
  const bool over_window = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  Bar lane_bar{ui, in, b.at, b.size};
  const auto row = [&](const Lane& lane, const char* title, float h) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool hovered =
        over_window && mouse.y >= at.y && mouse.y < at.y + h && mouse.x >= origin.x;
    if (hovered)
      in->AddRectFilled(at, {origin.x + room.x, at.y + h}, faded(ui.colours.accent, 0.07));
    const bool chosen = lane.entity.valid() && s.selected == Selection::of(lane.entity);
    in->PushClipRect({at.x, at.y}, {b.at.x - ui.px(6), at.y + h}, true);
    in->AddText(ui.small, ui.small->FontSize,
                {at.x + ui.px(4 + 10.0f * static_cast<float>(lane.depth + 1)),
                 at.y + (h - ui.small->FontSize) / 2 - 1},
                chosen       ? ui.colours.accent
                : lane.depth ? ui.colours.dim
                             : ui.colours.text,
                title);
    in->PopClipRect();
    if (ImGui::IsRectVisible(at, {at.x + room.x, at.y + h})) {
      in->PushClipRect({b.at.x, at.y}, {b.at.x + b.size.x, at.y + h}, true);
      lane_bar.at.y = at.y;
      const std::uint32_t u = draw_lane(lane_bar, lane, at.y, h, hovered);
      in->PopClipRect();
      if (u != kNoIndex) under = u, under_lane = &lane;
    }
    in->AddLine({at.x, at.y + h - 1}, {origin.x + room.x, at.y + h - 1},
                faded(ui.colours.line, 0.4));
    ImGui::PushID(&lane);
    const bool clicked_name = ImGui::InvisibleButton("name", {names, h});
    ui.mark("lane:" + (lane.key.empty() ? lane.name : lane.key));
    ImGui::PopID();
    return clicked_name;
  };
  if (shown.version != s.store()->version())
    shown.rows_of.clear(), shown.version = s.store()->version();
  for (const Lane& lane : s.main->lanes) {
    const bool open = shown.open.count(lane.key) > 0;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float c = at.x + ui.px(6), y = at.y + row_h / 2, r = ui.px(3.5f);
    const bool can_open = lane.key != "lane.alarms" && lane.key != "lane.calls" &&
                          lane.key != "lane.tasks" && lane.key != "lane.other";
    if (can_open && open)
      in->AddTriangleFilled({c - r, y - r / 2}, {c + r, y - r / 2}, {c, y + r}, ui.colours.dim);
    if (can_open && !open)
      in->AddTriangleFilled({c - r / 2, y - r}, {c + r, y}, {c - r / 2, y + r}, ui.colours.dim);
    if (row(lane, ui.tr(lane.key), row_h) && can_open) {
      const bool was = open;
      shown.open.clear();  // one at a time: rows of many units are long
      if (!was) shown.open.insert(lane.key);
    }
    if (!open || !can_open) continue;
    if (shown.rows_of != lane.key) {
      shown.rows = rows_of(*s.store(), lane.key, kMostRows);
      shown.rows_of = lane.key;
    }
    for (const Lane& r2 : shown.rows)
      if (row(r2, r2.name.c_str(), ui.px(15)) && r2.entity.valid())
        s.select(Selection::of(r2.entity));
  }
  const ImVec2 end = ImGui::GetCursorScreenPos();
  ImGui::Dummy({0, ui.px(2)});
  // Shift and wheel scroll the lanes, the wheel alone zooms time.
  if (over_window && ImGui::GetIO().KeyShift)
    ImGui::SetScrollY(ImGui::GetScrollY() - ImGui::GetIO().MouseWheel * row_h * 3);
  (void)end;
  ImGui::EndChild();
  ImGui::PopStyleVar();

  ImDrawList* top_list = ImGui::GetForegroundDrawList();
  Bar all{ui, top_list, b.at, b.size};
  const bool popup =
      ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) || s.palette_open || s.help_open;
  if (popup) all.d = d;
  draw_cuts(Bar{ui, d, b.at, {b.size.x, ticks_h + strip_h}});
  const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                                           ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                    mouse.x >= b.at.x && mouse.x <= b.at.x + b.size.x && mouse.y >= b.at.y &&
                    mouse.y <= b.at.y + b.size.y;
  ui.marks["timeline"] = {b.at.x, b.at.y, b.at.x + b.size.x, b.at.y + b.size.y};
  scroll_and_zoom(b, over);
  static bool scrubbing = false;
  if (over && ImGui::IsMouseClicked(0)) {
    if (under_lane) {
      pick(ui, *under_lane, under);
    } else {
      scrubbing = true;
      s.play.playing = false;
    }
  }
  if (!ImGui::IsMouseDown(0)) scrubbing = false;
  if (scrubbing) s.seek(s.axis.time(b.position_of(mouse.x)));
  if (over && !scrubbing) {
    s.hover_time = std::clamp(s.axis.time(b.position_of(mouse.x)), s.range().from, s.range().to);
    if (under_lane) {
      mark_tooltip(ui, *under_lane, under);
    } else {
      ImGui::SetTooltip("%s", ui.time(*s.hover_time).c_str());
    }
  }
  draw_cursor(all);
}

}  // namespace vedette::view
