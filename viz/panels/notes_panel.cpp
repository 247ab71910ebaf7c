// SPDX-License-Identifier: Apache-2.0
// Notes and bookmarks of the recording's side file.
#include "viz/panels/widgets.hpp"

namespace vedette::view {

void notes_panel(Ui& ui) {
  Session& s = ui.session;
  if (!s.store()) {
    ui.nothing("scenario.no_time");
    return;
  }
  ui.command_button("bookmark");
  ImGui::SameLine();
  ui.command_button("note");
  ImGui::BeginChild("notes");
  if (s.notes.all().empty()) ui.nothing("notes.none");
  std::size_t gone = s.notes.all().size();
  for (std::size_t i = 0; i < s.notes.all().size(); ++i) {
    const Note n = s.notes.all()[i];
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::SmallButton("×")) gone = i;
    ui.mark("note.remove:" + std::to_string(i));
    ImGui::SameLine();
    const std::string title = ui.time(n.at) + (n.entity.empty() ? "" : "   " + n.entity);
    if (ImGui::Selectable(title.c_str(), n.at == s.play.now)) s.seek(n.at);
    ui.mark("note:" + std::to_string(i));
    if (!n.text.empty()) {
      ImGui::Indent(ui.px(26));
      ImGui::TextWrapped("%s", n.text.c_str());
      ImGui::Unindent(ui.px(26));
    }
    ImGui::PopID();
  }
  s.notes.remove(gone);
  ImGui::EndChild();
}

}  // namespace vedette::view
