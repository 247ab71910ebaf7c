// SPDX-License-Identifier: Apache-2.0
// What has to be at hand before a run of a study can be opened, and a place to say where it is.
#include <fmt/format.h>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

void study_missing(Ui& ui) {
  Session& s = ui.session;
  std::string names;
  for (const std::string& m : s.source.missing) names += (names.empty() ? "" : ", ") + m;
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.warning);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(fmt::format("{} {}", ui.tr("study.where"), names).c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  static char path[512];
  ImGui::SetNextItemWidth(ui.px(420));
  const bool entered = ImGui::InputTextWithHint("##source", ui.tr("study.where_hint"), path,
                                                sizeof path, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.mark("study.source");
  ImGui::SameLine();
  const bool clicked = ImGui::Button(ui.tr("study.look"));
  ui.mark("study.look");
  if (!entered && !clicked) return;
  s.scenario_path = path;
  s.find_source();
  s.message = s.source.missing.empty() ? "study_found" : "no_study_file";
}

}  // namespace vedette::view
