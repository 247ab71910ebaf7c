// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "viz/app/app.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

void menus(Ui& ui) {
  Session& s = ui.session;
  if (!ImGui::BeginMainMenuBar()) return;
  ImGui::PushFont(ui.bold);
  ImGui::TextUnformatted("vedette");
  ImGui::PopFont();
  ImGui::Spacing();
  for (const char* menu : {"menu.go", "menu.time", "menu.map", "menu.layers", "menu.what_if",
                           "menu.study", "menu.view"}) {
    if (menu == std::string_view("menu.study") && !s.study) continue;
    const bool open = ImGui::BeginMenu(ui.tr(menu));
    ui.mark(menu);
    if (!open) continue;
    for (const Command& c : ui.commands.all()) {
      if (c.menu != menu) continue;
      const bool on = c.checked && c.checked(s);
      if (ImGui::MenuItem(ui.tr("command." + c.id), c.key.c_str(), on, c.enabled(s))) c.run(s);
    }
    ImGui::EndMenu();
  }
  // What is open, on the right.
  std::string name = s.settings.lang == Lang::kZh ? s.main->scene.name_zh : s.main->scene.name_en;
  if (s.store() && s.store()->info().replication)
    name += "   " + std::to_string(s.store()->info().seed) + " / " +
            std::to_string(s.store()->info().replication);
  const float room = ImGui::GetWindowWidth() - ImGui::GetCursorPosX() - ui.px(14);
  name = room < ui.px(40) ? "" : ui.cut(name, room);
  const float w = ImGui::CalcTextSize(name.c_str()).x;
  ImGui::SameLine(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowWidth() - w - ui.px(14)));
  ui.dim_text(name);
  ImGui::EndMainMenuBar();
}

}  // namespace vedette::view
