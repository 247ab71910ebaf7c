// SPDX-License-Identifier: Apache-2.0
#include "viz/panels/timeline_draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "viz/app/gui.hpp"

namespace vedette::view {

namespace {

/// What is folded or counted lasts until the view of time or the lane changes: a year has hundreds
/// of thousands of marks.
struct Kept {
  std::string key;
  std::vector<FoldedMark> folded;
  std::vector<std::uint32_t> bins;
};

std::string view_key(const Bar& b) {
  const Session& s = b.ui.session;
  return fmt::format("{}|{}|{}|{}|{}|{}", s.main->path, s.store()->version(), s.shown0, s.shown1,
                     s.axis.length(), b.size.x);
}

// A step of the clock that leaves at least `least` pixels between two ticks.
Duration tick_step(double us_per_px, float least) {
  for (const std::int64_t s : {1,   2,    5,    10,   15,    30,    60,    120,   300,    600,
                               900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800})
    if (static_cast<double>(s) * 1e6 / us_per_px >= least) return {s * kSecond.us};
  return {30 * kDay.us};
}

}  // namespace

void draw_ticks(const Bar& b, bool labels) {
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
    if (!labels) {
      b.d->AddLine({x, b.at.y}, {x, b.at.y + b.size.y}, faded(b.ui.colours.line, 0.55));
      continue;
    }
    if (x - last_x < wide * 0.75f) continue;
    last_x = x;
    // Where a stretch left out begins beside it, its hatching stays behind the words.
    const std::string text = s.main->clock.tick(t);
    const ImVec2 at{x + b.ui.px(3), b.at.y + b.ui.px(1)};
    const float size = b.ui.small->FontSize,
                w = b.ui.small->CalcTextSizeA(size, 1e9f, 0, text.c_str()).x;
    b.d->AddRectFilled({x + 1, b.at.y}, {at.x + w + b.ui.px(2), at.y + size + b.ui.px(1)},
                       b.ui.colours.dark ? b.ui.colours.window : b.ui.colours.raised);
    b.d->AddText(b.ui.small, size, at, b.ui.colours.dim, text.c_str());
  }
}

void draw_cuts(const Bar& b) {
  const Session& s = b.ui.session;
  static std::vector<LineStroke> strokes;
  strokes.clear();
  for (const TimeRange& cut : s.axis.cuts()) {
    const float x0 = b.x_of(cut.from), x1 = b.x_of(cut.to);
    if (x1 < b.at.x || x0 > b.at.x + b.size.x) continue;
    const float l = std::max(x0, b.at.x), r = std::min(x1, b.at.x + b.size.x);
    b.d->AddRectFilled({l, b.at.y}, {r, b.at.y + b.size.y}, b.ui.colours.window);
    // A year has hundreds: narrow ones are plain, and no stroke needs a clip of its own.
    const float y1 = b.at.y + b.size.y, h = b.size.y, step = b.ui.px(7);
    if (r - l < b.ui.px(3)) continue;
    for (float x = l - h; x < r; x += step) {
      const float from = std::max(x, l), to = std::min(x + h, r);
      if (to > from)
        strokes.push_back(
            {{from, y1 - (from - x)}, {to, y1 - (to - x)}, faded(b.ui.colours.dim, 0.35), 1});
    }
  }
  draw_lines(b.d, strokes);
}

void draw_density(const Bar& b, float y, float h) {
  static Kept kept;
  const Session& s = b.ui.session;
  const auto bins = static_cast<std::size_t>(std::max(1.0f, b.size.x / b.ui.px(3)));
  std::vector<std::uint32_t>& sum = kept.bins;
  if (const std::string key = view_key(b); key != kept.key) {
    kept.key = key;
    std::vector<std::uint32_t> one(bins);
    sum.assign(bins, 0);
    for (const Lane& l : s.main->lanes) {
      density(l.marks, s.axis, s.shown0, s.shown1, one);
      for (std::size_t i = 0; i < bins; ++i) sum[i] += one[i];
    }
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

std::uint32_t draw_lane(const Bar& b, const Lane& lane, float y, float h, bool hovered_row) {
  static std::map<std::string, Kept> kept;
  const Session& s = b.ui.session;
  const float least = lane.spans ? 1.5f : b.ui.px(7);
  if (kept.size() > 1000) kept.clear();
  Kept& mine = kept[lane.key + "|" + lane.name];
  const std::string key = view_key(b) + fmt::format("|{}|{}", least, lane.marks.size());
  if (key != mine.key) {
    mine.key = key;
    fold(lane.marks, s.axis, s.shown0, s.shown1, b.size.x, least, mine.folded);
    // So dense that the counts have no room: fewer, wider marks that say how many they are.
    std::size_t all = 0;
    for (const FoldedMark& m : mine.folded) all += m.count;
    if (!lane.spans && all >= 10 * mine.folded.size() && all > 0)
      fold(lane.marks, s.axis, s.shown0, s.shown1, b.size.x,
           b.ui.px(all >= 100 * mine.folded.size() ? 32 : 22), mine.folded);
  }
  const std::vector<FoldedMark>& folded = mine.folded;
  const float mouse = ImGui::GetMousePos().x - b.at.x, pad = b.ui.px(lane.spans ? 1.5f : 2.5f);
  std::uint32_t under = kNoIndex;
  // The span that began before the view.
  const std::uint32_t before = previous_mark(lane.marks, s.axis.time(s.shown0));
  if (before != kNoIndex && lane.marks[before].to > s.axis.time(s.shown0)) {
    const float x1 = std::min(b.x_of(lane.marks[before].to), b.at.x + b.size.x);
    b.d->AddRectFilled({b.at.x, y + pad}, {x1, y + h - pad},
                       faded(lane.marks[before].colour, lane.spans ? 0.85 : 0.4));
  }
  // Corners are not rounded: thousands of marks would cost twenty vertices each.
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const FoldedMark& m = folded[i];
    const float room = i + 1 < folded.size() ? folded[i + 1].x0 : b.size.x;
    if (hovered_row && mouse >= m.x0 - 2 && mouse <= std::max(m.x1, m.x0 + least)) under = m.first;
    const float x0 = b.at.x + m.x0;
    if (lane.spans) {
      const float x1 = b.at.x + std::max(m.x1, m.x0 + 1);
      const LaneMark& mark = lane.marks[m.first];
      // What nobody knows of is hollow; what is being mended has a green foot.
      b.d->AddRectFilled({x0, y + pad}, {x1, y + h - pad},
                         faded(m.colour, mark.hidden ? 0.3 : 0.85));
      if (mark.hidden && x1 - x0 > 4)
        b.d->AddRect({x0, y + pad}, {x1, y + h - pad}, m.colour, 0, 0, b.ui.px(1.3f));
      if (mark.repair)
        b.d->AddRectFilled({x0, y + h - pad - b.ui.px(3)}, {x1, y + h - pad}, rgb(0x2FBF9B));
      continue;
    }
    if (m.count == 1) {
      const float x1 = b.at.x + std::max(m.x0 + 3, std::min(m.x1, room - 1));
      b.d->AddRectFilled({x0, y + pad}, {x1, y + h - pad}, faded(m.colour, 0.45));
      b.d->AddRectFilled({x0, y + pad}, {x0 + b.ui.px(2.5f), y + h - pad}, m.colour);
      continue;
    }
    const std::string count =
        m.count < 1000 ? std::to_string(m.count) : fmt::format("{}k", m.count / 1000);
    const ImVec2 text = b.ui.small->CalcTextSizeA(b.ui.small->FontSize, 1e9f, 0, count.c_str());
    const float end = b.at.x + std::min(m.x1, b.size.x);
    b.d->AddRectFilled({x0, y + pad}, {std::max(end, x0), y + h - pad}, faded(m.colour, 0.45));
    const float width = std::min(std::max(text.x + b.ui.px(4), b.ui.px(6)), room - m.x0 - 1);
    b.d->AddRectFilled({x0, y + pad}, {x0 + width, y + h - pad}, m.colour);
    if (text.x + b.ui.px(2) <= width)
      b.d->AddText(b.ui.small, b.ui.small->FontSize,
                   {x0 + (width - text.x) / 2, y + (h - text.y) / 2}, rgb(0x10161D), count.c_str());
  }
  return under;
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

}  // namespace vedette::view
