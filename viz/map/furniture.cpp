// SPDX-License-Identifier: Apache-2.0
// Legend, scale bar, north, the name of what is shown.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "viz/map/map_panel.hpp"

namespace vedette::view {

namespace {

struct Entry {
  Colour colour;
  std::string text;
  int shape = 0;  ///< 0 box, 1 disc, 2 diamond, 3 ring, 4 scale of colours, 10+: a condition's sign
};

std::string heat_number(const Ui& ui, const HeatField& f, double v) {
  if (f.kind == HeatKind::kWithin) return fmt::format("{:.0f} %", v * 100);
  if (f.kind == HeatKind::kVisits) return fmt::format("{:.0f}", v);
  return v == 0 ? "0" : ui.span(seconds(v));
}

// Which hour of the day a layer is about; nothing where it is about all.
std::string hour_text(int hour) {
  return hour < 0 ? "" : fmt::format("  {:02}:00 - {:02}:00", hour, hour + 1);
}

void add_heat(const MapArea& m, std::vector<Entry>& out) {
  const Session& s = m.ui.session;
  if (s.shows_change(m.second)) {
    out.push_back({0, m.ui.tr("legend.change"), -1});
    out.push_back({change_colour(-1, 1), m.ui.tr("legend.quicker")});
    out.push_back({change_colour(0, 1), m.ui.tr("legend.same")});
    out.push_back({change_colour(1, 1), m.ui.tr("legend.slower")});
    out.push_back({faded(m.ui.colours.no_data, 0.35), m.ui.tr("legend.no_pair")});
    return;
  }
  if (!s.heat) return;
  out.push_back({0, std::string(m.ui.tr(heat_key(s.heat->kind))) + hour_text(s.heat->hour), -1});
  out.push_back(
      {0, heat_number(m.ui, *s.heat, s.heat->low) + "|" + heat_number(m.ui, *s.heat, s.heat->high),
       4});
  out.push_back({m.ui.colours.no_data, m.ui.tr("legend.no_data")});
}

void add_conditions(const MapArea& m, std::vector<Entry>& out) {
  const Conditions& all = m.doc.store->conditions();
  std::array<int, static_cast<std::size_t>(Condition::kCount)> count{};
  bool hidden = false, repair = false;
  for (const std::uint32_t who : all.ailing())
    if (const ConditionSpan* s = all.at(EntityId(who), m.doc.now.at)) {
      ++count[static_cast<std::size_t>(s->what)];
      hidden = hidden || s->known == KnownTo::kNobody;
      repair = repair || s->repair == Repair::kUnderWay;
    }
  bool any = false;
  for (std::size_t i = 1; i < count.size(); ++i) {
    if (!count[i]) continue;
    if (!any) out.push_back({0, m.ui.tr("legend.conditions"), -1});
    any = true;
    const auto what = static_cast<Condition>(i);
    out.push_back({colour_of(what), fmt::format("{}   {}", m.ui.tr(condition_key(what)), count[i]),
                   10 + static_cast<int>(i)});
  }
  if (hidden) out.push_back({0, m.ui.tr("legend.hidden"), -2});
  if (repair) out.push_back({0, m.ui.tr("legend.repair"), -2});
}

std::vector<Entry> entries(const MapArea& m) {
  const Session& s = m.ui.session;
  std::vector<Entry> out;
  if (m.on(LayerId::kHeat) || s.shows_change(m.second)) add_heat(m, out);
  if (m.on(LayerId::kCircles) && !s.circles.node_s.empty()) {
    out.push_back({0,
                   std::string(m.ui.tr("legend.circles")) +
                       (m.doc.scene.even_speed ? std::string() : hour_text(s.hour)),
                   -1});
    for (std::size_t i = 0; i < s.circles.marks_us.size(); ++i)
      out.push_back({band_colour(i, s.circles.marks_us.size()),
                     fmt::format("{}   {:.1f} %", m.ui.within(s.circles.marks_us[i]),
                                 s.circles.share[i] * 100)});
    out.push_back({band_colour(9, 3), m.ui.tr("legend.beyond")});
    out.push_back({0, m.ui.tr("legend.of_places"), -2});
    if (!m.doc.scene.siren_known) out.push_back({0, m.ui.tr("legend.no_siren"), -2});
  }
  const auto& densities = m.doc.scene.densities.levels;
  const auto known = [&] {
    return std::any_of(s.fans.begin(), s.fans.end(), [](const FieldFan& f) {
      return !f.reach_m.empty() && f.reach_m.front() > 0;
    });
  };
  const WorldBox& site = m.doc.scene.site_box();
  if (m.on(LayerId::kDensity) && !site.empty() &&
      (site.x1 - site.x0) * m.view.px_per_m > m.ui.px(200) && known()) {
    out.push_back({0, m.ui.tr("legend.density"), -1});
    for (std::size_t k = densities.size(); k-- > 0;)
      out.push_back({faded(density_colour(k, densities.size()), 0.8),
                     fmt::format("{:g}   {}", densities[k].px_per_m,
                                 m.ui.named("density", densities[k].name))});
  }
  if (m.on(LayerId::kBlindSpots) && s.seen_share)
    out.push_back(
        {faded(okabe::kVermilion, 0.6),
         fmt::format("{}   {:.1f} %", m.ui.tr("layer.blind_spots"), (1 - *s.seen_share) * 100)});
  // On a narrow map there is no room for what colours of the living mean.
  if (!m.doc.store || m.second || m.view.width < m.ui.px(360)) return out;
  if (m.on(LayerId::kUnits)) {
    // Only what can be seen in this recording.
    std::array<int, 8> count{};
    for (const std::uint32_t who : m.doc.store->lively())
      if (m.doc.scene.entities[who].kind == EntityKind::kUnit ||
          m.doc.scene.entities[who].kind == EntityKind::kGuard)
        if (m.doc.now.who[who].word)
          ++count[static_cast<std::size_t>(m.doc.store->activity(m.doc.now.who[who].word))];
    out.push_back({0, m.ui.tr("legend.units"), -1});
    for (std::size_t a = 0; a < count.size(); ++a)
      if (const auto act = static_cast<Activity>(a);
          act != Activity::kOff && act != Activity::kFault &&
          (count[a] || (a < 4 && m.view.height > m.ui.px(560))) && act != Activity::kOther)
        out.push_back(
            {colour_of(act), fmt::format("{}   {}", m.ui.tr(activity_key(act)), count[a]), 1});
  }
  if (m.on(LayerId::kDevices)) add_conditions(m, out);
  if (m.on(LayerId::kIncidents)) {
    std::set<std::pair<int, int>> kinds;
    for (const std::uint32_t i : m.doc.now.open) {
      const Incident& n = m.doc.store->incidents()[i];
      kinds.insert({static_cast<int>(n.kind),
                    n.kind == IncidentKind::kAlarm ? n.real : std::min<int>(n.priority, 3)});
    }
    if (!kinds.empty()) out.push_back({0, m.ui.tr("legend.incidents"), -1});
    for (const auto& [kind, which] : kinds) {
      if (kind == 1)
        out.push_back({incident_colour(1, 1, which != 0),
                       m.ui.tr(which ? "legend.real_alarm" : "legend.nuisance"), 2});
      if (kind == 0)
        out.push_back({incident_colour(0, which, true),
                       fmt::format("{} {}", m.ui.tr("legend.call"), which), 3});
      if (kind == 2 && which == std::prev(kinds.end())->second)
        out.push_back({incident_colour(2, 1, true), m.ui.tr("legend.task"), 0});
    }
  }
  return out;
}

void legend(const MapArea& m) {
  const auto all = entries(m);
  if (all.empty()) return;
  const Palette& p = m.ui.colours;
  const float line = m.ui.px(17), pad = m.ui.px(9), mark = m.ui.px(10);
  const ImFont* font = m.ui.small;
  float w = m.ui.px(140);
  for (const Entry& e : all)
    w = std::max(
        w, font->CalcTextSizeA(font->FontSize, 1e9f, 0, e.text.c_str()).x + mark + m.ui.px(8));
  float h = 0;
  for (const Entry& e : all) h += e.shape == 4 ? line * 1.6f : line;
  const ImVec2 a{m.at.x + m.ui.px(12), m.at.y + m.view.height - h - pad * 2 - m.ui.px(12)};
  if (a.y < m.at.y) return;  // no room on a small map
  m.d->AddRectFilled(a, {a.x + w + pad * 2, a.y + h + pad * 2}, faded(p.panel, 0.88), m.ui.px(5));
  m.d->AddRect(a, {a.x + w + pad * 2, a.y + h + pad * 2}, faded(p.line, 0.8), m.ui.px(5));
  float y = a.y + pad;
  for (const Entry& e : all) {
    const float x = a.x + pad, c = y + line / 2, r = mark / 2;
    float text_x = x + mark + m.ui.px(8);
    switch (e.shape) {
      case 0:
        m.d->AddRectFilled({x, c - r}, {x + mark, c + r}, e.colour, m.ui.px(2));
        break;
      case 1:
        m.d->AddCircleFilled({x + r, c}, r * 0.9f, e.colour, 12);
        break;
      case 2:
        m.d->AddQuadFilled({x + r, c - r}, {x + mark, c}, {x + r, c + r}, {x, c}, e.colour);
        break;
      case 3:
        m.d->AddCircleFilled({x + r, c}, r * 0.9f, faded(e.colour, 0.5), 12);
        m.d->AddCircle({x + r, c}, r * 0.9f, e.colour, 12, m.ui.px(1.6f));
        break;
      case 4: {
        const int steps = 32;
        for (int i = 0; i < steps; ++i) {
          const float s0 = w * static_cast<float>(i) / steps,
                      s1 = w * static_cast<float>(i + 1) / steps;
          m.d->AddRectFilled({x + s0, y + m.ui.px(2)}, {x + s1 + 0.5f, y + m.ui.px(10)},
                             cividis((i + 0.5) / steps));
        }
        const std::size_t bar = e.text.find('|');
        const std::string low = e.text.substr(0, bar), high = e.text.substr(bar + 1);
        const float hw = font->CalcTextSizeA(font->FontSize, 1e9f, 0, high.c_str()).x;
        m.d->AddText(font, font->FontSize, {x, y + m.ui.px(11)}, p.dim, low.c_str());
        m.d->AddText(font, font->FontSize, {x + w - hw, y + m.ui.px(11)}, p.dim, high.c_str());
        y += line * 1.6f;
        continue;
      }
      default:
        if (e.shape >= 10)
          condition_sign(m.d, {x + r, c}, r, static_cast<Condition>(e.shape - 10), false, false,
                         p.panel);
        else
          text_x = x;
    }
    m.d->AddText(font, font->FontSize, {text_x, c - font->FontSize / 2 - 1},
                 e.shape < 0 ? p.dim : p.text, e.text.c_str());
    y += line;
  }
}

void scale_and_north(const MapArea& m) {
  const Palette& p = m.ui.colours;
  const double metres = scale_bar_m(m.view.px_per_m, m.ui.px(140));
  const auto w = static_cast<float>(metres * m.view.px_per_m);
  const float x1 = m.at.x + m.view.width - m.ui.px(18), y = m.at.y + m.view.height - m.ui.px(18);
  const Colour c = p.text;
  const float t = m.ui.px(5);
  m.d->AddLine({x1 - w, y}, {x1, y}, faded(p.halo, 0.8), m.ui.px(4));
  m.d->AddLine({x1 - w, y}, {x1, y}, c, m.ui.px(1.6f));
  m.d->AddLine({x1 - w, y - t}, {x1 - w, y + 1}, c, m.ui.px(1.6f));
  m.d->AddLine({x1, y - t}, {x1, y + 1}, c, m.ui.px(1.6f));
  const std::string text =
      metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
  const float tw = m.ui.small->CalcTextSizeA(m.ui.small->FontSize, 1e9f, 0, text.c_str()).x;
  m.d->AddText(m.ui.small, m.ui.small->FontSize, {x1 - w / 2 - tw / 2, y - m.ui.px(18)}, c,
               text.c_str());
  const ImVec2 n{m.at.x + m.view.width - m.ui.px(26), m.at.y + m.ui.px(40)};
  const float r = m.ui.px(13);
  m.d->AddCircleFilled(n, r + m.ui.px(5), faded(p.panel, 0.8), 24);
  m.d->AddTriangleFilled({n.x, n.y - r}, {n.x - r * 0.45f, n.y + r * 0.6f}, {n.x, n.y + r * 0.25f},
                         p.text);
  m.d->AddTriangleFilled({n.x, n.y - r}, {n.x + r * 0.45f, n.y + r * 0.6f}, {n.x, n.y + r * 0.25f},
                         p.dim);
  const float nw = m.ui.small->CalcTextSizeA(m.ui.small->FontSize, 1e9f, 0, "N").x;
  m.d->AddText(m.ui.small, m.ui.small->FontSize, {n.x - nw / 2, n.y - r - m.ui.px(19)}, p.text,
               "N");
}

void levels(const MapArea& m) {
  for (const LevelChip& c : level_chips(m)) {
    const bool on = c.level == m.ui.session.level;
    m.d->AddRectFilled(c.a, c.b, on ? m.ui.colours.accent : faded(m.ui.colours.panel, 0.88),
                       m.ui.px(4));
    m.d->AddRect(c.a, c.b, faded(m.ui.colours.line, 0.9), m.ui.px(4));
    const std::string text =
        c.level > 0 ? fmt::format("{} F", c.level) : fmt::format("B {}", 1 - c.level);
    const ImVec2 size = m.ui.small->CalcTextSizeA(m.ui.small->FontSize, 1e9f, 0, text.c_str());
    m.d->AddText(m.ui.small, m.ui.small->FontSize,
                 {(c.a.x + c.b.x - size.x) / 2, (c.a.y + c.b.y - size.y) / 2},
                 on ? m.ui.colours.accent_text : m.ui.colours.text, text.c_str());
    m.ui.marks["level:" + std::to_string(c.level)] = {c.a.x, c.a.y, c.b.x, c.b.y};
  }
}

void name(const MapArea& m) {
  const Session& s = m.ui.session;
  if (!s.other) return;
  const std::string text =
      std::string(m.second  ? "B  "
                  : s.split ? "A  "
                            : "B - A  ") +
      (s.settings.lang == Lang::kZh ? m.doc.scene.name_zh : m.doc.scene.name_en);
  const ImVec2 a{m.at.x + m.ui.px(12), m.at.y + m.ui.px(10)};
  const ImVec2 size = m.ui.bold->CalcTextSizeA(m.ui.bold->FontSize, 1e9f, 0, text.c_str());
  m.d->AddRectFilled({a.x - m.ui.px(7), a.y - m.ui.px(4)},
                     {a.x + size.x + m.ui.px(7), a.y + size.y + m.ui.px(4)},
                     faded(m.ui.colours.panel, 0.9), m.ui.px(4));
  m.d->AddText(m.ui.bold, m.ui.bold->FontSize, a, m.ui.colours.text, text.c_str());
  if (!m.second && s.split) return;
  // What makes the second one another.
  constexpr std::size_t kMost = 4;
  const ImFont* font = m.ui.small;
  float y = a.y + size.y + m.ui.px(6);
  for (std::size_t i = 0; i < std::min(s.changed.size(), kMost + 1); ++i, y += m.ui.px(17)) {
    const std::string line =
        i < kMost ? s.changed[i] : fmt::format("+ {}", s.changed.size() - kMost);
    const float w = font->CalcTextSizeA(font->FontSize, 1e9f, 0, line.c_str()).x;
    m.d->AddRectFilled({a.x - m.ui.px(7), y}, {a.x + w + m.ui.px(7), y + m.ui.px(17)},
                       faded(m.ui.colours.panel, 0.9));
    m.d->AddText(font, font->FontSize, {a.x, y + m.ui.px(1)}, m.ui.colours.text, line.c_str());
  }
}

}  // namespace

std::vector<LevelChip> level_chips(const MapArea& m) {
  std::vector<LevelChip> out;
  if (m.doc.scene.geometry.floors.size() < 2) return out;
  const std::vector<int> all = m.doc.scene.levels();
  const WorldBox& site = m.doc.scene.site_box();
  if (all.size() < 2 || (site.x1 - site.x0) * m.view.px_per_m < m.ui.px(120)) return out;
  const float w = m.ui.px(40), h = m.ui.px(22), x = m.at.x + m.view.width - m.ui.px(46);
  float y = m.at.y + m.ui.px(74);
  for (std::size_t i = all.size(); i-- > 0; y += h + m.ui.px(3))
    out.push_back({all[i], {x, y}, {x + w, y + h}});
  return out;
}

void draw_furniture(const MapArea& m) {
  legend(m);
  scale_and_north(m);
  levels(m);
  name(m);
}

}  // namespace vedette::view
