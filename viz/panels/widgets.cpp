// SPDX-License-Identifier: Apache-2.0
#include "viz/panels/widgets.hpp"

#include <fmt/format.h>

#include "viz/core/words.hpp"

namespace vedette::view {

const char* Ui::tr(std::string_view key) const {
  return text(key, session.settings.lang);
}

void Ui::mark(const std::string& name) const {
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  marks[name] = {a.x, a.y, b.x, b.y};
}

bool Ui::command_button(std::string_view id, const char* label, float width) const {
  const Command* c = commands.find(id);
  if (!c) return false;
  const std::string title = tr("command." + c->id);
  const bool enabled = c->enabled(session), on = c->checked && c->checked(session);
  ImGui::PushID(c->id.c_str());
  ImGui::BeginDisabled(!enabled);
  if (on) ImGui::PushStyleColor(ImGuiCol_Button, faded(colours.accent, 0.45));
  const bool clicked = ImGui::Button(label ? label : title.c_str(), {width, 0});
  mark(c->id);
  if (on) ImGui::PopStyleColor();
  ImGui::EndDisabled();
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
    ImGui::SetTooltip(c->key.empty() ? "%s" : "%s   %s", title.c_str(), c->key.c_str());
  ImGui::PopID();
  if (clicked && enabled) c->run(session);
  return clicked;
}

void Ui::shut_on_escape() const {
  if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) ImGui::CloseCurrentPopup();
}

void Ui::same_row(float gap, float width) const {
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + gap + width <= right) ImGui::SameLine(0, gap);
}

float Ui::button_width(const char* label) const {
  return ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
}

std::string Ui::event_text(const LoggedEvent& e) const {
  const std::string_view word = session.store()->word(e.word);
  if (e.topic == Topic::kStage) return named("stage", word);
  const std::string topic = named("topic", topic_name(e.topic));
  if (word.empty()) return topic;
  if (e.topic == Topic::kPlanStep)
    for (const RecordedPlan& plan : session.store()->plans())
      for (const RecordedPlanStep& step : plan.steps)
        if (step.name == word)
          return topic + ": " +
                 (session.settings.lang == Lang::kZh ? step.label_zh : step.label_en);
  return topic + ": " + named("state", word);
}

std::string Ui::cut(const std::string& words, float width, const ImFont* font) const {
  if (!font) font = ImGui::GetFont();
  const auto wide = [&](const std::string& s) {
    return font->CalcTextSizeA(font == small ? small->FontSize : ImGui::GetFontSize(), 1e9f, 0,
                               s.c_str())
        .x;
  };
  if (wide(words) <= width) return words;
  std::size_t low = 0, high = words.size();  // the longest beginning that fits
  while (low < high) {
    const std::size_t middle = (low + high + 1) / 2;
    if (wide(words.substr(0, middle) + "…") <= width)
      low = middle;
    else
      high = middle - 1;
  }
  while (low > 0 && (words[low] & 0xC0) == 0x80) --low;  // not within a letter
  return words.substr(0, low) + "…";
}

void Ui::cut_text(const std::string& words, float width) const {
  const std::string shown = cut(words, width > 0 ? width : ImGui::GetContentRegionAvail().x);
  ImGui::TextUnformatted(shown.c_str());
  if (shown != words && ImGui::IsItemHovered())
    ImGui::SetTooltip("%s", words.c_str());
}

void Ui::heading(const char* words) const {
  ImGui::PushFont(bold);
  ImGui::TextUnformatted(words);
  ImGui::PopFont();
}

void Ui::dim_text(const std::string& words) const {
  ImGui::PushStyleColor(ImGuiCol_Text, colours.dim);
  ImGui::TextUnformatted(words.c_str());
  ImGui::PopStyleColor();
}

void Ui::nothing(std::string_view key) const {
  const char* words = tr(key);
  const float wrap = ImGui::GetContentRegionAvail().x - px(20);
  const ImVec2 size = ImGui::CalcTextSize(words, nullptr, false, wrap);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  ImGui::SetCursorPos({ImGui::GetCursorPosX() + std::max(0.0f, (room.x - size.x) / 2),
                       ImGui::GetCursorPosY() + std::max(px(8), (room.y - size.y) * 0.38f)});
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + wrap);
  ImGui::PushStyleColor(ImGuiCol_Text, colours.dim);
  ImGui::TextUnformatted(words);
  ImGui::PopStyleColor();
  ImGui::PopTextWrapPos();
}

bool Ui::entity_link(EntityId e) const {
  const std::string name = session.entity_name(e);
  if (name.empty()) return false;
  ImGui::PushID(static_cast<int>(e.value));
  ImGui::PushStyleColor(ImGuiCol_Text, colours.accent);
  ImGui::TextUnformatted(name.c_str());
  ImGui::PopStyleColor();
  mark("link:" + name);
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    session.hovered = Selection::of(e);
  }
  const bool clicked = ImGui::IsItemClicked();
  ImGui::PopID();
  if (clicked) session.select(Selection::of(e));
  return clicked;
}

std::string Ui::within(std::int64_t mark_us) const {
  std::string text = tr("circles.within");
  return text.replace(text.find("{}"), 2, fmt::format("{:g}", static_cast<double>(mark_us) / 60e6));
}

std::string Ui::named(std::string_view group, std::string_view word) const {
  const std::string key = std::string(group) + "." + std::string(word);
  return has_text(key) ? tr(key) : std::string(word);
}

}  // namespace vedette::view
