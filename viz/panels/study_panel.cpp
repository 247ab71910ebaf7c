// SPDX-License-Identifier: Apache-2.0
// A study: its designs with intervals, the runs behind them, each one click from its film.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/core/study_verdict.hpp"
#include "viz/core/words.hpp"
#include "viz/panels/study_scale.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

constexpr Colour kGood = rgb(0x2FBF9B);

std::string in(const Ui& ui, const std::string& en, const std::string& zh) {
  return ui.session.settings.lang == Lang::kZh ? zh : en;
}

void head(Ui& ui, const StudyTable& t) {
  Session& s = ui.session;
  ui.heading(in(ui, t.name_en, t.name_zh).c_str());
  const std::string question = in(ui, t.question_en, t.question_zh);
  if (!question.empty()) {
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(question.c_str());
    ImGui::PopTextWrapPos();
  }
  std::string line = fmt::format(
      "{} {}  ·  {} {}", t.designs.size(),
      ui.tr(t.designs.size() == 1 ? "study.one_design" : "study.designs"), t.runs(),
      ui.tr(t.runs() == 1 ? "study.one_run" : "study.runs"));
  if (t.failures()) line += fmt::format("  ·  {} {}", t.failures(), ui.tr("study.failed"));
  line += fmt::format("  ·  {} {}", ui.tr("study.seed"), t.seed);
  ui.dim_text(line);
  if (!t.complete) {
    ImGui::SameLine();
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.warning);
    ImGui::TextUnformatted(ui.tr("study.under_way"));
    ImGui::PopStyleColor();
  }
  const std::vector<std::string> found = verdict(t, s.settings.lang);
  ImGui::PushTextWrapPos(0);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i == 0) {
      ui.heading(found[0].c_str());
      ui.mark("study.answer");
      if (ImGui::IsItemClicked())
        for (std::size_t d = 0; d < t.designs.size(); ++d)
          if (t.designs[d].name == t.answer_design) s.study_design = d, s.study_rep = 0;
    } else {
      ImGui::TextUnformatted(found[i].c_str());
    }
  }
  ImGui::PopTextWrapPos();
  if (s.busy()) ui.dim_text(ui.tr("study.running"));
  if (!s.source.missing.empty()) study_missing(ui);
}

void measures(Ui& ui, const StudyTable& t) {
  Session& s = ui.session;
  const StudyColumn& chosen = t.columns[s.study_column];
  ImGui::SetNextItemWidth(ui.px(380));
  if (ImGui::BeginCombo("##measure", std::string(chosen.label(s.settings.lang)).c_str(),
                        ImGuiComboFlags_HeightLarge)) {
    ui.shut_on_escape();
    for (std::size_t c = 0; c < t.columns.size(); ++c) {
      ImGui::PushID(static_cast<int>(c));
      const std::string label(t.columns[c].label(s.settings.lang));
      if (ImGui::Selectable(label.c_str(), c == s.study_column)) s.study_column = c;
      ui.mark("study.measure:" + t.columns[c].id);
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ui.mark("study.measure");
}

// A dot with its interval on a common scale; targets as dashed lines through all rows.
void whisker(Ui& ui, const StudyTable& t, const StudyValue& v, const Scale& scale, Colour colour) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float w = ImGui::GetContentRegionAvail().x, h = ImGui::GetTextLineHeight();
  ImDrawList* d = ImGui::GetWindowDrawList();
  const float y = at.y + h / 2;
  d->AddLine({at.x, y}, {at.x + w, y}, faded(ui.colours.line, 0.6));
  const StudyColumn& c = t.columns[ui.session.study_column];
  for (const double target : {c.at_least, c.at_most})
    if (std::isfinite(target) && target >= scale.low && target <= scale.high) {
      const float x = scale.x(target, at.x, w);
      d->AddLine({x, at.y - ui.px(3)}, {x, at.y + h + ui.px(3)}, faded(ui.colours.warning, 0.7));
    }
  if (v.known()) {
    const float x = scale.x(v.mean, at.x, w);
    if (v.has_interval()) {
      const float a = scale.x(v.low, at.x, w), b = scale.x(v.high, at.x, w);
      d->AddLine({a, y}, {b, y}, colour, ui.px(2.4f));
      for (const float end : {a, b})
        d->AddLine({end, y - ui.px(4)}, {end, y + ui.px(4)}, colour, ui.px(1.6f));
    }
    d->AddCircleFilled({x, y}, ui.px(4), colour, 14);
  }
  ImGui::Dummy({w, h});
}

void designs(Ui& ui, const StudyTable& t, float height) {
  Session& s = ui.session;
  const std::size_t c = s.study_column;
  const std::string& unit = t.columns[c].unit;
  Scale scale;
  bool differences = false, costs = false;
  for (const StudyDesign& d : t.designs) {
    const StudyValue& v = d.results[c];
    scale.add(v.mean), scale.add(v.low), scale.add(v.high);
    differences = differences || (c < d.differences.size() && d.differences[c].known());
    costs = costs || std::isfinite(d.cost);
  }
  scale.finish(unit);
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg;
  if (!ImGui::BeginTable("designs", 4 + differences + costs, kFlags, {0, height})) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  // Names are shown whole as far as two fifths of the table go, else without the factors' names.
  const float avail = ImGui::GetContentRegionAvail().x;
  float names = 0, notes = 0;
  bool brief = false;
  for (const bool shorter : {false, true}) {
    names = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(t.designs.size(), 200); ++i) {
      const StudyDesign& d = t.designs[i];
      std::string note;
      if (d.baseline && d.name != "baseline") note += std::string("  ") + ui.tr("study.baseline");
      if (!d.meets.empty()) note += std::string("  ") + ui.tr("study." + d.meets);
      notes = std::max(notes, ImGui::CalcTextSize(note.c_str()).x + ui.px(16));
      names = std::max(
          names, ImGui::CalcTextSize((shorter ? short_name(d.name) : d.name).c_str()).x + notes);
    }
    brief = shorter;
    if (names <= avail * 0.4f) break;
  }
  names = std::min(names, avail * 0.4f);
  // Without room for the interval's numbers it is drawn, and told under the mouse.
  const bool narrow = avail - names < ui.px(500);
  std::string title = ui.tr("study.design");
  if (brief && !t.designs.empty())
    if (const std::string factors = factors_of(t.designs.back().name); !factors.empty())
      title = ui.cut(title + "  (" + factors + ")", names);
  ImGui::TableSetupColumn(title.c_str(), ImGuiTableColumnFlags_WidthFixed, names);
  if (costs)
    ImGui::TableSetupColumn(ui.tr("study.cost"), ImGuiTableColumnFlags_WidthFixed, ui.px(52));
  ImGui::TableSetupColumn(ui.tr("study.reps"), ImGuiTableColumnFlags_WidthFixed, ui.px(48));
  ImGui::TableSetupColumn(ui.tr("figures.value"), ImGuiTableColumnFlags_WidthFixed,
                          ui.px(narrow ? 70 : 190));
  ImGui::TableSetupColumn("##scale", ImGuiTableColumnFlags_WidthStretch, 2);
  if (differences)
    ImGui::TableSetupColumn(ui.tr("study.difference"), ImGuiTableColumnFlags_WidthFixed,
                            ui.px(100));
  ImGui::TableHeadersRow();
  // From the last column, where the headers end, one only gets to its own top by way of another.
  ImGui::TableSetColumnIndex(0);
  ImGui::TableSetColumnIndex(3 + costs);
  draw_scale(ui, scale, unit, ImGui::GetCursorScreenPos(), ImGui::GetContentRegionAvail().x);
  // What is chosen from elsewhere (the answer, a dot) is in view.
  static std::size_t in_view = ~std::size_t{0};
  const float line = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
  if (in_view != s.study_design) {
    in_view = s.study_design;
    const float at = line * static_cast<float>(in_view), room = ImGui::GetWindowHeight() - 2 * line;
    if (at < ImGui::GetScrollY() || at > ImGui::GetScrollY() + room)
      ImGui::SetScrollY(std::max(0.0f, at - room / 2));
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(t.designs.size()));
  while (clipper.Step())
    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
      const auto i = static_cast<std::size_t>(row);
      const StudyDesign& d = t.designs[i];
      const StudyValue& v = d.results[c];
      ImGui::PushID(row);
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      const std::string shown = ui.cut(brief ? short_name(d.name) : d.name, names - notes);
      if (ImGui::Selectable(
              (shown + "##design").c_str(), s.study_design == i,
              ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowDoubleClick)) {
        s.study_design = i;
        s.study_rep = d.worst ? d.worst : d.runs.empty() ? 0 : d.runs.front().rep;
        if (ImGui::IsMouseDoubleClicked(0)) s.open_run(false);
      }
      ui.mark("study.design:" + d.name);
      if (ImGui::IsItemHovered()) {
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(ui.px(560));
        ImGui::TextUnformatted(d.name.c_str());
        if (!d.levels.empty()) ui.dim_text(d.levels);
        if (v.has_interval())
          ImGui::Text("%s [%s, %s]", figure_text(v.mean, unit).c_str(),
                      figure_text(v.low, unit).c_str(), figure_text(v.high, unit).c_str());
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
      }
      if (d.baseline && d.name != "baseline") {
        ImGui::SameLine();
        ui.dim_text(ui.tr("study.baseline"));
      }
      if (!d.meets.empty()) {
        ImGui::SameLine();
        ImGui::PushStyleColor(ImGuiCol_Text, d.meets == "met"      ? kGood
                                             : d.meets == "missed" ? ui.colours.warning
                                                                   : ui.colours.dim);
        ImGui::TextUnformatted(ui.tr("study." + d.meets));
        ImGui::PopStyleColor();
      }
      if (costs) {
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(std::isfinite(d.cost) ? fmt::format("{:g}", d.cost).c_str() : "-");
      }
      ImGui::TableNextColumn();
      ImGui::Text("%zu", d.runs.size());
      ImGui::TableNextColumn();
      std::string value = v.known() ? figure_text(v.mean, unit) : "-";
      if (v.has_interval() && !narrow)
        value += fmt::format("  [{}, {}]", figure_text(v.low, unit), figure_text(v.high, unit));
      ImGui::TextUnformatted(value.c_str());
      ImGui::TableNextColumn();
      whisker(ui, t, v, scale, s.study_design == i ? ui.colours.accent : okabe::kOrange);
      if (differences) {
        ImGui::TableNextColumn();
        if (c < d.differences.size()) {
          ImGui::PushStyleColor(ImGuiCol_Text,
                                difference_colour(ui, d.differences[c], t.columns[c].goal));
          ImGui::TextUnformatted(
              difference_text(d.differences[c], unit, s.settings.lang).c_str());
          ImGui::PopStyleColor();
        }
      }
      ImGui::PopID();
    }
  ImGui::EndTable();
}

// Every run as a dot at its value, design under design; a click chooses one.
void spread(Ui& ui, const StudyTable& t, float height) {
  Session& s = ui.session;
  const std::size_t c = s.study_column;
  Scale scale;
  for (const StudyDesign& one : t.designs)
    for (const StudyRun& r : one.runs) scale.add(r.values[c]);
  scale.finish(t.columns[c].unit);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float w = ImGui::GetContentRegionAvail().x, names = std::min(ui.px(210), w * 0.3f);
  height -= ui.px(18);  // for the scale below
  const std::size_t rows = std::min(t.designs.size(), static_cast<std::size_t>(height / ui.px(20)));
  const float h = std::min(height / static_cast<float>(rows), ui.px(170));
  ImGui::InvisibleButton("spread", {w, h * static_cast<float>(rows)});
  ui.mark("study.spread");
  const bool hovered = ImGui::IsItemHovered(), clicked = ImGui::IsItemClicked();
  const ImVec2 mouse = ImGui::GetMousePos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  // What is chosen is in view, whatever there is no room for.
  const std::size_t first =
      s.study_design < rows ? 0 : std::min(s.study_design - rows / 2, t.designs.size() - rows);
  const float x0 = at.x + names, wide = w - names - ui.px(8);
  std::size_t best_design = 0;
  const StudyRun* nearest = nullptr;
  float best = ui.px(9);
  for (std::size_t i = 0; i < rows; ++i) {
    const StudyDesign& d = t.designs[first + i];
    const bool chosen_design = first + i == s.study_design;
    const float y0 = at.y + h * static_cast<float>(i);
    list->AddRectFilled({x0, y0 + 1}, {at.x + w, y0 + h - 1},
                        chosen_design     ? faded(ui.colours.accent, 0.14)
                        : ui.colours.dark ? ui.colours.window
                                          : ui.colours.raised,
                        ui.px(2));
    const float room = names - ui.px(8);
    const bool whole = ui.cut(d.name, room, ui.small) == d.name;
    list->AddText(ui.small, ui.small->FontSize, {at.x, y0 + (h - ui.small->FontSize) / 2},
                  chosen_design ? ui.colours.text : ui.colours.dim,
                  ui.cut(whole ? d.name : short_name(d.name), room, ui.small).c_str());
    if (d.results[c].known()) {
      const float x = scale.x(d.results[c].mean, x0, wide);
      list->AddLine({x, y0 + 2}, {x, y0 + h - 2}, faded(ui.colours.text, 0.55), ui.px(1.5f));
    }
    for (const StudyRun& r : d.runs) {
      if (!std::isfinite(r.values[c])) continue;
      // Spread over the height so that equal values stay apart, always the same way.
      const float pad = ui.px(5);
      const float y = y0 + pad + (h - 2 * pad) * static_cast<float>((r.rep * 37) % 100) / 100;
      const float x = scale.x(r.values[c], x0, wide);
      const bool chosen = chosen_design && r.rep == s.study_rep;
      list->AddCircleFilled({x, y}, ui.px(chosen ? 5.0f : 2.6f),
                            chosen ? ui.colours.cursor : faded(okabe::kOrange, 0.8), 12);
      const float off = std::abs(mouse.x - x) + std::abs(mouse.y - y);
      if (hovered && off < best) best = off, nearest = &r, best_design = first + i;
    }
  }
  draw_scale(ui, scale, t.columns[c].unit, {x0, at.y + h * static_cast<float>(rows)}, wide);
  if (!nearest) return;
  ImGui::SetTooltip("%s   %s %llu   %s", t.designs[best_design].name.c_str(), ui.tr("study.rep"),
                    static_cast<unsigned long long>(nearest->rep),
                    figure_text(nearest->values[c], t.columns[c].unit).c_str());
  if (!clicked) return;
  s.study_design = best_design;
  s.study_rep = nearest->rep;
  if (ImGui::IsMouseDoubleClicked(0)) s.open_run(false);
}

}  // namespace

void study_panel(Ui& ui) {
  Session& s = ui.session;
  if (!s.study) return;
  const StudyTable& t = *s.study;
  head(ui, t);
  if (t.designs.empty() || t.columns.empty()) {
    ui.nothing("study.empty");
    return;
  }
  s.study_design = std::min(s.study_design, t.designs.size() - 1);
  s.study_column = std::min(s.study_column, t.columns.size() - 1);
  ImGui::Spacing();
  measures(ui, t);
  ImGui::Spacing();
  const float width = ImGui::GetContentRegionAvail().x, gap = ui.px(18);
  const float right = std::clamp(width * 0.34f, std::min(ui.px(300), width * 0.5f), ui.px(520));
  ImGui::BeginChild("designs_part", {width - right - gap, 0});
  // A table as tall as its rows; what is left shows every run.
  const float room = ImGui::GetContentRegionAvail().y, line = ImGui::GetTextLineHeight() + ui.px(6);
  const float table = line * static_cast<float>(t.designs.size() + 1) + ui.px(4);
  const bool both = room > ui.px(220);
  designs(ui, t, both ? std::min(table, room * 0.55f) : 0);
  if (both) {
    ImGui::Spacing();
    ui.dim_text(ui.tr("study.spread"));
    spread(ui, t, room - std::min(table, room * 0.55f) - line - ui.px(16));
  }
  ImGui::EndChild();
  ImGui::SameLine(0, gap);
  ImGui::BeginChild("runs_part", {right, 0});
  study_runs(ui);
  ImGui::EndChild();
}

}  // namespace vedette::view
