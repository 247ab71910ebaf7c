// SPDX-License-Identifier: Apache-2.0
// What the colours on the map mean: only of what is shown.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "viz/map/map_panel.hpp"

namespace vedette::view {

namespace {

/// More of the map than this is never covered.
constexpr float kMostShare = 0.2f;

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
  const auto& all = s.heat->value;
  const bool beyond =
      std::any_of(all.begin(), all.end(), [&](double v) { return v > s.heat->high; });
  out.push_back({0,
                 heat_number(m.ui, *s.heat, s.heat->low) + "|" + (beyond ? "≥ " : "") +
                     heat_number(m.ui, *s.heat, s.heat->high),
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
  const WorldBox& site = m.doc.scene.site_box();
  if (m.on(LayerId::kDensity) && !site.empty() &&
      (site.x1 - site.x0) * m.view.px_per_m > m.ui.px(200) && s.densities_known) {
    out.push_back({0, m.ui.tr("legend.density"), -1});
    for (std::size_t k = densities.size(); k-- > 0;)
      out.push_back({faded(density_colour(k, densities.size()), 0.8),
                     fmt::format("{:g}   {}", densities[k].px_per_m,
                                 m.ui.named("density", densities[k].name))});
  }
  // Of the storey that is shown.
  if (m.on(LayerId::kBlindSpots) && s.sight && !m.second)
    if (const auto seen = s.sight->seen_share(s.level))
      out.push_back(
          {faded(okabe::kVermilion, 0.6),
           fmt::format("{}   {:.1f} %", m.ui.tr("layer.blind_spots"), (1 - *seen) * 100)});
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

float line_height(const MapArea& m, const Entry& e) {
  return m.ui.px(17) * (e.shape == 4 ? 1.6f : 1.0f);
}

ImVec2 size_of(const MapArea& m, const std::vector<Entry>& all) {
  const ImFont* font = m.ui.small;
  ImVec2 size{m.ui.px(140), 0};
  for (const Entry& e : all) {
    const float words = font->CalcTextSizeA(font->FontSize, 1e9f, 0, e.text.c_str()).x;
    size.x = std::max(size.x, words + m.ui.px(18));
    size.y += line_height(m, e);
  }
  return {size.x + m.ui.px(18), size.y + m.ui.px(18)};
}

// On a small map the last parts are left out until the rest does not cover too much.
std::vector<Entry> entries_with_room(const MapArea& m) {
  std::vector<Entry> all;
  if (m.ui.session.settings.show_legend) all = entries(m);
  while (!all.empty()) {
    const ImVec2 size = size_of(m, all);
    if (size.x * size.y <= kMostShare * m.view.width * m.view.height &&
        size.y + m.ui.px(12) <= m.view.height)
      break;
    while (all.size() > 1 && all.back().shape != -1) all.pop_back();
    all.pop_back();
  }
  return all;
}

ImVec4 box_of(const MapArea& m, const std::vector<Entry>& all) {
  const float x = m.at.x + m.ui.px(12), y = m.at.y + m.view.height - m.ui.px(12);
  if (all.empty()) return {x, y, x, y};
  const ImVec2 size = size_of(m, all);
  return {x, y - size.y, x + size.x, y};
}

}  // namespace

ImVec4 legend_box(const MapArea& m) {
  return box_of(m, entries_with_room(m));
}

void draw_legend(const MapArea& m) {
  const auto all = entries_with_room(m);
  if (all.empty()) return;
  const ImVec4 box = box_of(m, all);
  const Palette& p = m.ui.colours;
  const float line = m.ui.px(17), pad = m.ui.px(9), mark = m.ui.px(10);
  const ImFont* font = m.ui.small;
  const ImVec2 a{box.x, box.y};
  const float w = box.z - box.x - 2 * pad, h = box.w - box.y - 2 * pad;
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

}  // namespace vedette::view
