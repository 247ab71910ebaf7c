// SPDX-License-Identifier: Apache-2.0
// Finds entities and incidents by name.
#include "viz/panels/widgets.hpp"

namespace vedette::view {

void search_panel(Ui& ui) {
  static char query[128] = "";
  Session& s = ui.session;
  static int last_shown = -2;
  // Whenever the panel comes into view.
  if (ImGui::GetFrameCount() > last_shown + 1) ImGui::SetKeyboardFocusHere();
  last_shown = ImGui::GetFrameCount();
  ImGui::SetNextItemWidth(-1);
  const bool enter = ImGui::InputTextWithHint("##query", ui.tr("search.hint"), query, sizeof query,
                                              ImGuiInputTextFlags_EnterReturnsTrue);
  ui.mark("search");
  const auto found = s.search.find(query, 200);
  const auto take = [&](const SearchIndex::Item& item) {
    if (item.kind == 1) {
      s.go_to(IncidentId(item.id));
    } else {
      s.select(Selection::of(EntityId(item.id)));
      s.set_tab(UpperTab::kInspector);
      s.fit = Session::Fit::kSelected;
      s.fit_wanted = true;
    }
  };
  if (enter && !found.empty()) take(s.search[found[0]]);
  ImGui::BeginChild("found");
  if (found.empty()) ui.nothing("search.none");
  for (const std::uint32_t i : found) {
    const SearchIndex::Item& item = s.search[i];
    ImGui::PushID(static_cast<int>(i));
    const bool chosen = item.kind == 1 ? s.selected == Selection::of(IncidentId(item.id))
                                       : s.selected == Selection::of(EntityId(item.id));
    if (ImGui::Selectable(item.label.c_str(), chosen)) take(item);
    ImGui::PopID();
  }
  ImGui::EndChild();
}

}  // namespace vedette::view
