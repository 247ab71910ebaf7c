// SPDX-License-Identifier: Apache-2.0
// Changes by hand: tools, what they do to circles and coverage, run again.
#include <fmt/format.h>

#include <filesystem>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

void before_after(Ui& ui, const std::string& label, double before, double after, bool any) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(label.c_str());
  ImGui::TableNextColumn();
  ImGui::Text("%.1f %%", before * 100);
  ImGui::TableNextColumn();
  if (!any) return;
  ImGui::Text("%.1f %%", after * 100);
  ImGui::TableNextColumn();
  const double change = (after - before) * 100;
  ImGui::PushStyleColor(ImGuiCol_Text, change > 0.05    ? rgb(0x2FBF9B)
                                       : change < -0.05 ? ui.colours.warning
                                                        : ui.colours.dim);
  ImGui::Text("%+.1f", change);
  ImGui::PopStyleColor();
}

void answers(Ui& ui) {
  const Session& s = ui.session;
  if (!ImGui::BeginTable("answers", 4, ImGuiTableFlags_SizingStretchProp)) return;
  ImGui::TableSetupColumn("", 0, 2.2f);
  ImGui::TableSetupColumn(ui.tr("what_if.before"));
  ImGui::TableSetupColumn(ui.tr("what_if.after"));
  ImGui::TableSetupColumn("Δ", 0, 0.8f);
  ImGui::TableHeadersRow();
  const bool any = !s.edits.done().empty();
  for (std::size_t m = 0; m < s.circles_before.share.size() && m < s.circles.share.size(); ++m)
    before_after(ui,
                 fmt::format("{}, {}", ui.within(s.circles.marks_us[m]), ui.tr("circles.of_calls")),
                 s.circles_before.weighted_share[m], s.circles.weighted_share[m], any);
  if (s.seen_before && s.seen_share)
    before_after(ui, ui.tr("overview.seen"), *s.seen_before, *s.seen_share, any);
  // Inside of buildings too, where there are floors: of the storey on the map.
  if (s.storeys_before.size() > 1 && s.sight)
    for (const auto& [storey, before] : s.storeys_before)
      if (const auto seen = s.sight->seen_share(storey); storey == s.level && seen)
        before_after(ui, fmt::format("{}, {} F", ui.tr("what_if.storey_seen"), storey), before,
                     *seen, any);
  ImGui::EndTable();
}

// As the scenario calls it.
std::string junction(const Ui& ui, std::uint32_t node) {
  const auto& nodes = ui.session.main->scene.geometry.city.nodes;
  return node < nodes.size() && !nodes[node].name.empty() ? nodes[node].name : std::to_string(node);
}

std::string edit_text(const Ui& ui, const Edit& e) {
  static constexpr const char* kKeys[] = {"edit.move_camera", "edit.turn_camera", "edit.close_road",
                                          "edit.move_station", "edit.paint"};
  std::string text = ui.tr(kKeys[static_cast<std::size_t>(e.kind)]);
  if (!e.name.empty()) text += "  " + e.name;
  if (e.kind == Edit::Kind::kTurnCamera) text += fmt::format("  {:.0f}°", e.azimuth_deg);
  if (e.kind == Edit::Kind::kPaint)
    text += fmt::format("  ({} {})", e.nodes.size(), ui.tr("edit.junctions"));
  if (e.kind == Edit::Kind::kCloseRoad && e.nodes.size() == 2)
    text += "  " + junction(ui, e.nodes[0]) + " - " + junction(ui, e.nodes[1]);
  return text;
}

void run_part(Ui& ui) {
  Session& s = ui.session;
  ImGui::Spacing();
  ui.heading(ui.tr("what_if.again"));
  static char path[512];
  if (std::string_view(path) != s.scenario_path) {
    const std::size_t n = s.scenario_path.copy(path, sizeof path - 1);
    path[n] = 0;
  }
  ImGui::SetNextItemWidth(-1);
  if (ImGui::InputTextWithHint("##scenario", ui.tr("what_if.scenario"), path, sizeof path))
    s.scenario_path = path;
  ui.mark("scenario");
  ui.command_button("what_if.run");
  ImGui::SameLine();
  ui.command_button("what_if.save");
  if (s.busy()) {
    ImGui::SameLine();
    ui.dim_text(ui.tr("what_if.running"));
  } else if (s.other) {
    ImGui::SameLine();
    ui.command_button("view.close_other");
  }
}

}  // namespace

void what_if_panel(Ui& ui) {
  Session& s = ui.session;
  ImGui::BeginChild("what_if");
  const float half = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  ui.command_button("what_if.camera", nullptr, half);
  ImGui::SameLine();
  ui.command_button("what_if.road", nullptr, half);
  ui.command_button("what_if.station", nullptr, half);
  ImGui::SameLine();
  ui.command_button("what_if.paint", nullptr, half);
  static constexpr const char* kHints[] = {"tool.select", "tool.camera", "tool.road",
                                           "tool.station", "tool.paint"};
  ImGui::PushTextWrapPos(0);
  ui.dim_text(ui.tr(kHints[static_cast<std::size_t>(s.tool)]));
  ImGui::PopTextWrapPos();
  ImGui::Spacing();
  answers(ui);
  ImGui::Spacing();
  ui.heading(ui.tr("what_if.edits"));
  ImGui::SameLine();
  ui.command_button("what_if.undo");
  ImGui::SameLine();
  ui.command_button("what_if.redo");
  if (s.edits.done().empty()) ui.dim_text(ui.tr("what_if.none"));
  for (const Edit& e : s.edits.done()) ImGui::BulletText("%s", edit_text(ui, e).c_str());
  run_part(ui);
  ImGui::EndChild();
}

}  // namespace vedette::view
