// SPDX-License-Identifier: Apache-2.0
// The figures of the recording, or of two with what changed; the worst case one click away.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/core/study_verdict.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

// Less is better for seconds, more for shares; counts are neither.
int better(const FigureRow& r) {
  const double d = r.delta();
  if (std::abs(d) < 1e-9 || r.unit == "count" || r.unit == "ratio") return 0;
  if (r.unit == "s") return d < 0 ? 1 : -1;
  return r.id.find("within") != std::string::npos || r.id.find("manned") != std::string::npos
             ? (d > 0 ? 1 : -1)
             : 0;
}

void row(Ui& ui, const FigureRow& r, bool two) {
  Session& s = ui.session;
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  if (two) ImGui::PushFont(ui.small);
  // Beside four columns of numbers a long label takes two lines.
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float wrap = ImGui::GetContentRegionAvail().x;
  const ImVec2 size = ImGui::CalcTextSize(r.label.c_str(), nullptr, false, wrap);
  const bool plot = ImGui::Selectable("##label", false, 0, {0, size.y});
  ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(), at, ui.colours.text,
                                      r.label.c_str(), nullptr, wrap);
  if (two) ImGui::PopFont();
  if (plot) {
    if (std::find(s.plotted.begin(), s.plotted.end(), r.id) == s.plotted.end()) s.toggle_plot(r.id);
    s.set_tab(LowerTab::kPlots);
  }
  ui.mark("figure:" + r.id);
  if (ImGui::IsItemHovered())
    ImGui::SetTooltip("%s\n%s\n%s", r.label.c_str(), r.id.c_str(), ui.tr("figures.plot"));
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(r.has_a ? figure_text(r.a, r.unit).c_str() : "-");
  if (two) {
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(r.has_b ? figure_text(r.b, r.unit).c_str() : "-");
    ImGui::TableNextColumn();
    if (r.has_a && r.has_b) {
      const int sign = better(r);
      ImGui::PushStyleColor(ImGuiCol_Text, sign > 0   ? rgb(0x2FBF9B)
                                           : sign < 0 ? ui.colours.warning
                                                      : ui.colours.dim);
      ImGui::TextUnformatted(
          difference_text({r.delta()}, std::string(r.unit), ui.session.settings.lang).c_str());
      ImGui::PopStyleColor();
    }
  }
  ImGui::TableNextColumn();
  if (r.worst.valid()) {
    if (ImGui::SmallButton(fmt::format("#{}", r.worst.value).c_str())) s.go_to(r.worst);
    ui.mark("worst:" + r.id);
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", ui.tr("figures.worst"));
  }
}

}  // namespace

void figures_panel(Ui& ui) {
  static char query[64] = "";
  Session& s = ui.session;
  if (!s.store()) {
    ui.nothing("scenario.no_time");
    return;
  }
  const bool two = s.other != nullptr;
  ImGui::SetNextItemWidth(ui.px(two ? 80 : 150));
  ImGui::InputTextWithHint("##filter", ui.tr("log.filter"), query, sizeof query);
  if (two) {
    ImGui::SameLine();
    double sum = 0;
    for (const CallPair& p : s.pairs) sum += p.change_s;
    ui.dim_text(fmt::format("{} {}: {:+.1f} s", s.pairs.size(), ui.tr("figures.pairs"),
                            s.pairs.empty() ? 0 : sum / static_cast<double>(s.pairs.size())));
  }
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg;
  if (!ImGui::BeginTable("figures", two ? 5 : 3, kFlags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn(ui.tr("figures.measure"), ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn(two ? "A" : ui.tr("figures.value"), ImGuiTableColumnFlags_WidthFixed,
                          ui.px(54));
  if (two) {
    ImGui::TableSetupColumn("B", ImGuiTableColumnFlags_WidthFixed, ui.px(54));
    ImGui::TableSetupColumn("B - A", ImGuiTableColumnFlags_WidthFixed, ui.px(80));
  }
  ImGui::TableSetupColumn(ui.tr("figures.worst_short"), ImGuiTableColumnFlags_WidthFixed,
                          ui.px(44));
  ImGui::TableHeadersRow();
  const std::string wanted = lower(query);
  int i = 0;
  for (const FigureRow& r : s.figures()) {
    ImGui::PushID(i++);
    if (wanted.empty() || lower(r.label + " " + r.id).find(wanted) != std::string::npos)
      row(ui, r, two);
    ImGui::PopID();
  }
  ImGui::EndTable();
}

}  // namespace vedette::view
