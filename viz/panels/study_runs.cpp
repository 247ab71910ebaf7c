// SPDX-License-Identifier: Apache-2.0
// Of the design that is chosen: its runs, each one click from its film, and all of its measures.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/core/study_verdict.hpp"
#include "viz/core/words.hpp"
#include "viz/panels/study_scale.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

void runs(Ui& ui, const StudyTable& t, float height) {
  Session& s = ui.session;
  const StudyDesign& d = t.designs[s.study_design];
  const std::size_t c = s.study_column;
  ImGui::PushFont(ui.bold);
  ui.cut_text(d.name);
  ImGui::PopFont();
  ui.dim_text(fmt::format("{} {}", d.runs.size(), ui.tr("study.runs")));
  // A name that tells the levels says it better than their values.
  if (!d.levels.empty() && short_name(d.name) == d.name) {
    ImGui::SameLine();
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.dim);
    ui.cut_text("·  " + d.levels);
    ImGui::PopStyleColor();
  }
  ui.command_button("study.open");
  ImGui::SameLine();
  ui.command_button("study.pair");
  ui.same_row(ImGui::GetStyle().ItemSpacing.x, ui.px(90));
  ui.dim_text(s.study_rep ? fmt::format("{} {}", ui.tr("study.rep"), s.study_rep)
                          : std::string(ui.tr("study.choose")));
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg;
  if (!ImGui::BeginTable("runs", 3, kFlags, {0, height})) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn(ui.tr("study.rep"), ImGuiTableColumnFlags_WidthFixed, ui.px(90));
  ImGui::TableSetupColumn(ui.tr("figures.value"), ImGuiTableColumnFlags_WidthFixed, ui.px(110));
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableHeadersRow();
  // The worst first.
  static std::vector<const StudyRun*> order;
  order.clear();
  for (const StudyRun& r : d.runs) order.push_back(&r);
  const bool more_is_worse = t.columns[c].goal < 0;
  std::stable_sort(order.begin(), order.end(), [&](const StudyRun* a, const StudyRun* b) {
    const double x = a->values[c], y = b->values[c];
    if (!std::isfinite(x) || !std::isfinite(y)) return std::isfinite(x) && !std::isfinite(y);
    return t.columns[c].goal == 0 ? a->rep < b->rep : more_is_worse ? x > y : x < y;
  });
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(order.size()));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const StudyRun& r = *order[static_cast<std::size_t>(i)];
      ImGui::PushID(static_cast<int>(r.rep));
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      if (ImGui::Selectable(
              std::to_string(r.rep).c_str(), r.rep == s.study_rep,
              ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowDoubleClick)) {
        s.study_rep = r.rep;
        if (ImGui::IsMouseDoubleClicked(0)) s.open_run(false);
      }
      ui.mark("study.run:" + std::to_string(r.rep));
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(figure_text(r.values[c], t.columns[c].unit).c_str());
      ImGui::TableNextColumn();
      if (!r.failure.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.warning);
        ImGui::TextUnformatted(r.failure.c_str());
        ImGui::PopStyleColor();
      } else if (c == 0 && r.rep == d.worst) {
        ui.dim_text(ui.tr("study.worst"));
      } else if (c == 0 && r.rep == d.median) {
        ui.dim_text(ui.tr("study.median"));
      }
      ImGui::PopID();
    }
  ImGui::EndTable();
}

// All measures beside each other, with what sets the design apart from the baseline.
void every_measure(Ui& ui, const StudyTable& t) {
  Session& s = ui.session;
  const StudyDesign& d = t.designs[s.study_design];
  ui.dim_text(ui.tr("study.measures"));
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg;
  if (!ImGui::BeginTable("measures", 3, kFlags)) return;
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, ui.px(64));
  ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, ui.px(86));
  for (std::size_t c = 0; c < t.columns.size(); ++c) {
    const StudyColumn& column = t.columns[c];
    ImGui::PushID(static_cast<int>(c));
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const std::string label(column.label(s.settings.lang));
    const std::string shown = ui.cut(label, ImGui::GetContentRegionAvail().x);
    if (ImGui::Selectable((shown + "##measure").c_str(), c == s.study_column,
                          ImGuiSelectableFlags_SpanAllColumns))
      s.study_column = c;
    ui.mark("study.of_design:" + column.id);
    const StudyValue& v = d.results[c];
    if (ImGui::IsItemHovered()) {
      std::string more = label + "\n" + figure_text(v.mean, column.unit);
      if (v.has_interval())
        more += fmt::format("  [{}, {}]", figure_text(v.low, column.unit),
                            figure_text(v.high, column.unit));
      ImGui::SetTooltip("%s", more.c_str());
    }
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(figure_text(v.mean, column.unit).c_str());
    ImGui::TableNextColumn();
    if (c < d.differences.size() && d.differences[c].known()) {
      ImGui::PushStyleColor(ImGuiCol_Text,
                            difference_colour(ui, d.differences[c], column.goal));
      ImGui::TextUnformatted(
          difference_text(d.differences[c], column.unit, s.settings.lang).c_str());
      ImGui::PopStyleColor();
    }
    ImGui::PopID();
  }
  ImGui::EndTable();
}

}  // namespace

void study_runs(Ui& ui) {
  const StudyTable& t = *ui.session.study;
  const float room = ImGui::GetContentRegionAvail().y;
  const float line = ImGui::GetTextLineHeight() + ui.px(6);
  const auto rows = static_cast<float>(t.designs[ui.session.study_design].runs.size() + 1);
  const bool both = room > ui.px(360);
  runs(ui, t, both ? std::min(rows * line + ui.px(2), room * 0.45f) : 0);
  if (!both) return;
  ImGui::Spacing();
  every_measure(ui, t);
}

}  // namespace vedette::view
