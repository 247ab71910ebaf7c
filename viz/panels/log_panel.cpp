// SPDX-License-Identifier: Apache-2.0
// The event log: everything that was told, filtered by words, kind and selection.
#include <fmt/format.h>

#include <algorithm>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

struct LogView {
  char query[96] = "";
  bool selected_only = false, chatter = false, follow = true;
  // What the list below was made for.
  std::string made_query;
  bool made_selected = false, made_chatter = false;
  Selection made_selection;
  std::uint64_t made_version = 0;
  Lang made_lang = Lang::kEn;
  std::vector<std::uint32_t> rows;
};
LogView log;

bool chatter(Topic t) {
  return t == Topic::kCheckpointVisited || t == Topic::kShiftChange || t == Topic::kStopCheck;
}

void make(Ui& ui) {
  Session& s = ui.session;
  if (log.made_query == log.query && log.made_selected == log.selected_only &&
      log.made_chatter == log.chatter && log.made_lang == s.settings.lang &&
      (!log.selected_only || log.made_selection == s.selected) &&
      log.made_version == s.store()->version())
    return;
  log.made_query = log.query;
  log.made_selected = log.selected_only;
  log.made_chatter = log.chatter;
  log.made_selection = s.selected;
  log.made_version = s.store()->version();
  log.made_lang = s.settings.lang;
  log.rows.clear();
  const std::string query = lower(log.query);
  const auto& events = s.store()->events();
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    const LoggedEvent& e = events[i];
    if (!log.chatter && chatter(e.topic)) continue;
    if (log.selected_only && s.selected.any() && e.subject != s.selected.entity &&
        e.other != s.selected.entity &&
        !(s.selected.incident.valid() && e.incident == s.selected.incident))
      continue;
    if (!query.empty()) {
      const std::string all =
          lower(ui.event_text(e) + " " + s.entity_name(e.subject) + " " + s.entity_name(e.other) +
                " " + std::string(topic_name(e.topic)));
      if (all.find(query) == std::string::npos) continue;
    }
    log.rows.push_back(i);
  }
}

float line_height() {
  return ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
}

// In the small font, in the middle of the line.
void small_text(const Ui& ui, const std::string& words) {
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() +
                       (ImGui::GetTextLineHeight() - ui.small->FontSize) / 2);
  ImGui::PushFont(ui.small);
  ImGui::TextUnformatted(words.c_str());
  ImGui::PopFont();
}

/// Of the two columns of words, as the last row had them.
struct Widths {
  float what = 0, who = 0;
};
Widths widths;

// How much the names of the rows in view want, within two fifths of what times and numbers leave.
float names_width(const Ui& ui, std::ptrdiff_t now) {
  const auto& events = ui.session.store()->events();
  float most = ui.px(50);
  const auto from = std::max<std::ptrdiff_t>(0, now - 40),
             to = std::min<std::ptrdiff_t>(std::ssize(log.rows), now + 40);
  for (std::ptrdiff_t i = from; i < to; ++i) {
    const LoggedEvent& e = events[log.rows[static_cast<std::size_t>(i)]];
    const std::string name = ui.session.entity_name(e.subject);
    most = std::max(most,
                    ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, name.c_str()).x + 1);
  }
  return std::min(most, std::max(ui.px(30), ImGui::GetContentRegionAvail().x - ui.px(140)) * 0.46f);
}

void row(Ui& ui, const LoggedEvent& e, bool now) {
  Session& s = ui.session;
  ImGui::TableNextRow(0, line_height());
  ImGui::TableNextColumn();
  const bool happened = e.at <= s.shown();
  ImGui::PushStyleColor(ImGuiCol_Text, now        ? ui.colours.accent
                                       : happened ? ui.colours.text
                                                  : ui.colours.dim);
  const std::string what = ui.event_text(e), who = s.entity_name(e.subject);
  const float high = ImGui::GetTextLineHeight();
  ImGui::PushFont(ui.small);
  ImGui::PushStyleVar(ImGuiStyleVar_SelectableTextAlign, {0, 0.5f});
  const bool clicked = ImGui::Selectable(
      ui.time(e.at, 1).c_str(), now,
      ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowItemOverlap, {0, high});
  ImGui::PopStyleVar();
  ImGui::PopFont();
  // What is cut is whole under the mouse.
  if (ImGui::IsItemHovered() &&
      (ui.cut(what, widths.what) != what || ui.cut(who, widths.who, ui.small) != who))
    ImGui::SetTooltip("%s\n%s", what.c_str(), who.c_str());
  if (clicked) {
    s.seek(e.at);
    if (e.incident.valid()) {
      s.select(Selection::of(e.incident));
    } else if (e.subject.valid()) {
      s.select(Selection::of(e.subject));
    }
  }
  if (ImGui::BeginPopupContextItem("event")) {
    ui.shut_on_escape();
    if (ImGui::MenuItem(ui.tr("log.break_here")))
      s.breaks.push_back(e.at), std::sort(s.breaks.begin(), s.breaks.end());
    if (ImGui::MenuItem(ui.tr("command.bookmark")))
      s.notes.add({e.at, "", s.entity_name(e.subject), {}, {}});
    ImGui::EndPopup();
  }
  ImGui::TableNextColumn();
  widths.what = ImGui::GetContentRegionAvail().x;
  ImGui::TextUnformatted(ui.cut(what, widths.what).c_str());
  ImGui::TableNextColumn();
  widths.who = ImGui::GetContentRegionAvail().x;
  small_text(ui, ui.cut(who, widths.who, ui.small));
  ImGui::TableNextColumn();
  if (e.incident.valid()) small_text(ui, fmt::format("#{}", e.incident.value));
  ImGui::PopStyleColor();
}

}  // namespace

void log_panel(Ui& ui) {
  Session& s = ui.session;
  if (!s.store()) {
    ui.nothing("scenario.no_time");
    return;
  }
  ImGui::SetNextItemWidth(ui.px(120));
  ImGui::InputTextWithHint("##filter", ui.tr("log.filter"), log.query, sizeof log.query);
  ui.mark("log.filter");
  ImGui::SameLine();
  ImGui::Checkbox(ui.tr("log.selected"), &log.selected_only);
  ui.mark("log.selected");
  ImGui::SameLine();
  ImGui::Checkbox(ui.tr("log.chatter"), &log.chatter);
  make(ui);
  const auto& events = s.store()->events();
  const auto now = std::upper_bound(log.rows.begin(), log.rows.end(), s.shown(),
                                    [&](Time t, std::uint32_t i) { return t < events[i].at; }) -
                   log.rows.begin();
  if (log.rows.empty()) {
    ui.nothing("log.none");
    return;
  }
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_NoSavedSettings;
  if (!ImGui::BeginTable("log", 4, kFlags)) return;
  const auto wide = [&](const char* words) {
    return ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, words).x + 1;
  };
  const float names = names_width(ui, now);
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed,
                          wide(ui.time(s.range().to, 1).c_str()));
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, names);
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed,
                          wide(s.store()->incidents().size() > 999 ? "#00000" : "#000"));
  // The moment shown stays in the middle unless the user is scrolling.
  const float line = line_height();
  static Time last{-1};
  if (!(last == s.shown())) {
    last = s.shown();
    ImGui::SetScrollY(
        std::max(0.0f, static_cast<float>(now) * line - ImGui::GetWindowHeight() * 0.6f));
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(log.rows.size()), line);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      ImGui::PushID(i);
      row(ui, events[log.rows[static_cast<std::size_t>(i)]], i == now - 1);
      ImGui::PopID();
    }
  ImGui::EndTable();
}

}  // namespace vedette::view
