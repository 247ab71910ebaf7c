// SPDX-License-Identifier: Apache-2.0
// Above everything: the palette of commands, the help, the window of a new note.
#include <algorithm>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

bool begin_centred(Ui& ui, const char* id, float w, float h, float at = 0.16f) {
  const ImVec2 all = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(w), all.x * 0.94f);
  ImGui::SetNextWindowPos({(all.x - width) / 2, all.y * at});
  ImGui::SetNextWindowSize({width, h > 0 ? std::min(ui.px(h), all.y * 0.8f) : 0});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.colours.raised);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  const bool open = ImGui::Begin(
      id, nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  return open;
}

void palette(Ui& ui) {
  static char query[96];
  static int at = 0;
  static bool was_open = false;
  Session& s = ui.session;
  if (!s.palette_open) {
    was_open = false;
    return;
  }
  if (begin_centred(ui, "palette", 520, 380)) {
    if (!was_open) {
      query[0] = 0;
      at = 0;
      ImGui::SetWindowFocus();
      ImGui::SetKeyboardFocusHere();
    }
    was_open = true;
    ImGui::SetNextItemWidth(-1);
    const bool enter = ImGui::InputTextWithHint("##query", ui.tr("palette.hint"), query,
                                                sizeof query, ImGuiInputTextFlags_EnterReturnsTrue);
    ui.mark("palette");
    if (ImGui::IsItemEdited()) at = 0;
    // Commands first, then whatever has that name.
    std::vector<std::pair<double, const Command*>> found;
    const std::string wanted = lower(query);
    for (const Command& c : ui.commands.all()) {
      if (c.id == "palette" || !c.enabled(s)) continue;
      const double m =
          std::max(match(wanted, lower(ui.tr("command." + c.id))), match(wanted, c.id));
      if (m > 0) found.emplace_back(-m, &c);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow))) ++at;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow))) --at;
    at = std::clamp(at, 0, std::max(0, static_cast<int>(found.size()) - 1));
    ImGui::BeginChild("list");
    const Command* run = nullptr;
    for (int i = 0; i < static_cast<int>(found.size()); ++i) {
      const Command& c = *found[static_cast<std::size_t>(i)].second;
      ImGui::PushID(i);
      if (ImGui::Selectable(ui.tr("command." + c.id), i == at)) run = &c;
      ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(90));
      ui.dim_text(c.key);
      ImGui::PopID();
    }
    if (!wanted.empty())
      for (const std::uint32_t i : s.search.find(wanted, 20)) {
        const SearchIndex::Item& item = s.search[i];
        ImGui::PushID(static_cast<int>(i) + 10'000);
        if (ImGui::Selectable(item.label.c_str(), false) || (enter && found.empty())) {
          s.palette_open = false;
          if (item.kind == 1) {
            s.go_to(IncidentId(item.id));
          } else {
            s.select(Selection::of(EntityId(item.id)));
            s.fit = Session::Fit::kSelected;
            s.fit_wanted = true;
          }
          ImGui::PopID();
          break;
        }
        ImGui::PopID();
      }
    ImGui::EndChild();
    if (enter && !found.empty()) run = found[static_cast<std::size_t>(at)].second;
    if (run) {
      s.palette_open = false;
      run->run(s);
    }
  }
  ImGui::End();
}

// Commands with their keys; a click on one gives it another.
void help(Ui& ui) {
  Session& s = ui.session;
  if (!s.help_open) {
    s.binding.clear();
    return;
  }
  if (begin_centred(ui, "help", 860, 600, 0.08f)) {
    ui.heading(ui.tr("help.title"));
    ui.dim_text(ui.tr("help.rebind"));
    if (!s.settings.keys.empty()) {
      ImGui::SameLine();
      if (ImGui::SmallButton(ui.tr("help.reset"))) s.settings.keys.clear(), s.keys_changed = true;
      ui.mark("help.reset");
    }
    ImGui::PushTextWrapPos(0);
    ui.dim_text(ui.tr("help.mouse"));
    ImGui::PopTextWrapPos();
    ImGui::Separator();
    ImGui::BeginChild("keys");
    ImGui::Columns(2, nullptr, false);
    std::string menu;
    std::size_t count = 0;
    bool turned = false;
    for (const Command& c : ui.commands.all()) {
      ++count;
      if (c.menu != menu) {
        if (!turned && count > ui.commands.all().size() * 4 / 10) {
          ImGui::NextColumn();
          turned = true;
        }
        ImGui::Spacing();
        ui.heading(ui.tr(c.menu));
      }
      menu = c.menu;
      ImGui::PushID(c.id.c_str());
      const bool waits = s.binding == c.id;
      if (ImGui::Selectable("##bind", waits, 0, {ImGui::GetColumnWidth() - ui.px(24), 0}))
        s.binding = c.id;
      ui.mark("bind:" + c.id);
      ImGui::SameLine(ui.px(8));  // from where the column begins
      if (waits) {
        ImGui::TextUnformatted(ui.tr("help.press"));
      } else if (s.settings.keys.count(c.id)) {
        ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.accent);
        ImGui::TextUnformatted(c.key.empty() ? "-" : c.key.c_str());
        ImGui::PopStyleColor();
      } else {
        ui.dim_text(c.key);
      }
      ImGui::SameLine(ui.px(110));
      ImGui::TextUnformatted(ui.tr("command." + c.id));
      ImGui::PopID();
    }
    ImGui::Columns(1);
    ImGui::EndChild();
  }
  ImGui::End();
}

void new_note(Ui& ui) {
  static char words[512];
  static bool was_open = false;
  Session& s = ui.session;
  if (!s.note_open) {
    was_open = false;
    return;
  }
  if (begin_centred(ui, "note", 420, 0, 0.35f)) {
    ui.heading((std::string(ui.tr("command.note")) + "  " + ui.time(s.play.now)).c_str());
    if (!was_open) {
      words[0] = 0;
      ImGui::SetWindowFocus();
      ImGui::SetKeyboardFocusHere();
    }
    was_open = true;
    ImGui::SetNextItemWidth(-1);
    const bool enter =
        ImGui::InputText("##words", words, sizeof words, ImGuiInputTextFlags_EnterReturnsTrue);
    if (enter || ImGui::Button(ui.tr("note.keep"))) {
      s.notes.add({s.play.now, words, s.entity_name(s.selected.entity), {}, {}});
      s.note_open = false;
      s.set_tab(LowerTab::kNotes);
    }
  }
  ImGui::End();
}

}  // namespace

void overlays(Ui& ui) {
  palette(ui);
  help(ui);
  new_note(ui);
}

}  // namespace vedette::view
