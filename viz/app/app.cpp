// SPDX-License-Identifier: Apache-2.0
#include "viz/app/app.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>
#include <type_traits>

#include "viz/app/look.hpp"
#include "viz/core/words.hpp"
#include "viz/map/map_panel.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus;

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Rect {
  float x, y, w, h;
};

bool begin(const char* name, const Rect& r, ImVec2 padding, Colour colour,
           ImGuiWindowFlags more = 0) {
  ImGui::SetNextWindowPos({r.x, r.y});
  ImGui::SetNextWindowSize({r.w, r.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, colour);
  const bool open = ImGui::Begin(name, nullptr, kFixed | more);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  return open;
}

// A bar between two panels that can be dragged; how far it was.
float splitter(Ui& ui, const char* name, const Rect& r, bool upright) {
  begin(name, r, {0, 0}, ui.colours.window);
  ImGui::InvisibleButton("drag", {std::max(1.0f, r.w), std::max(1.0f, r.h)});
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  if (active || hovered)
    ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
  if (active || hovered)
    ImGui::GetWindowDrawList()->AddRectFilled({r.x, r.y}, {r.x + r.w, r.y + r.h},
                                              faded(ui.colours.accent, active ? 0.8 : 0.4));
  ImGui::End();
  if (!active) return 0;
  return (upright ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y) / ui.scale;
}

// Whether a command has chosen tabs before this frame; a panel that chooses one is heard in the
// next.
bool tabs_chosen = false;

struct Panel {
  const char* key;
  void (*show)(Ui&);
};
constexpr Panel kLeft[] = {{"panel.incidents", incidents_panel},
                           {"panel.layers", layers_panel},
                           {"panel.search", search_panel}};
constexpr Panel kUpper[] = {{"panel.inspector", inspector_panel},
                            {"panel.incident", incident_panel},
                            {"panel.what_if", what_if_panel}};
constexpr Panel kLower[] = {{"panel.log", log_panel},
                            {"panel.plots", plots_panel},
                            {"panel.figures", figures_panel},
                            {"panel.notes", notes_panel}};

template <class Tab>
void tabs(Ui& ui, const char* name, Tab& current, std::span<const Panel> panels) {
  if (!ImGui::BeginTabBar(name)) return;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const auto tab = static_cast<Tab>(i);
    const bool ours = tabs_chosen && current == tab;
    const std::string label = std::string(ui.tr(panels[i].key)) + "###" + panels[i].key;
    if (ImGui::BeginTabItem(label.c_str(), nullptr, ours ? ImGuiTabItemFlags_SetSelected : 0)) {
      if (!tabs_chosen && !ui.session.tabs_changed) current = tab;
      panels[i].show(ui);
      ImGui::EndTabItem();
    }
  }
  ImGui::EndTabBar();
}

// Where three columns have no room all panels are tabs of one.
void all_tabs(Ui& ui) {
  Session& s = ui.session;
  if (!ImGui::BeginTabBar("all_tabs", ImGuiTabBarFlags_FittingPolicyScroll |
                                          ImGuiTabBarFlags_TabListPopupButton))
    return;
  const auto group = [&](int number, auto& current, std::span<const Panel> panels) {
    for (std::size_t i = 0; i < panels.size(); ++i) {
      const auto tab = static_cast<std::decay_t<decltype(current)>>(i);
      const bool ours = tabs_chosen && s.tabs_last == number && current == tab;
      const std::string label = std::string(ui.tr(panels[i].key)) + "###" + panels[i].key;
      if (!ImGui::BeginTabItem(label.c_str(), nullptr, ours ? ImGuiTabItemFlags_SetSelected : 0))
        continue;
      if (!tabs_chosen && !s.tabs_changed) current = tab, s.tabs_last = number;
      panels[i].show(ui);
      ImGui::EndTabItem();
    }
  };
  group(1, s.upper_tab, kUpper);
  group(0, s.left_tab, kLeft);
  group(2, s.lower_tab, kLower);
  ImGui::EndTabBar();
}

void message(Ui& ui, const Rect& map) {
  Session& s = ui.session;
  if (s.message.empty()) return;
  const std::string key = "message." + s.message;
  const std::string text_ = has_text(key) ? ui.tr(key) : s.message;
  ImDrawList* d = ImGui::GetForegroundDrawList();
  const float wrap = map.w * 0.7f;
  const ImVec2 size = ImGui::CalcTextSize(text_.c_str(), nullptr, false, wrap);
  // Below the names of two recordings.
  const float down = s.other && !s.study_open ? ui.px(118) : ui.px(12);
  const ImVec2 a{map.x + (map.w - size.x) / 2 - ui.px(12), map.y + down};
  d->AddRectFilled(a, {a.x + size.x + ui.px(24), a.y + size.y + ui.px(14)},
                   faded(ui.colours.raised, 0.97), ui.px(5));
  d->AddRect(a, {a.x + size.x + ui.px(24), a.y + size.y + ui.px(14)}, okabe::kOrange, ui.px(5));
  d->AddText(ImGui::GetFont(), ImGui::GetFontSize(), {a.x + ui.px(12), a.y + ui.px(7)},
             ui.colours.text, text_.c_str(), nullptr, wrap);
}

}  // namespace

App::App(Session& session, Gui& gui) : session_(session), gui_(gui) {
  commands_.bind(session_.settings.keys);
  look();
}

void App::look() {
  const std::uint64_t version = (session_.store() ? session_.store()->version() : 0) * 32 +
                                session_.notes.all().size() * 4 + (session_.other ? 2 : 0) +
                                (session_.figures_so_far().empty() ? 0 : 1);
  if (version != letters_version_) {
    letters_version_ = version;
    letters_ = letters_of_words();
    letters_ += session_.names_shown();
    for (const FigureRow& r : session_.figures_so_far()) letters_ += r.label;
  }
  gui_.set_look(session_.settings.dark ? dark_palette() : light_palette(), session_.settings.scale,
                letters_);
}

void App::layout(Ui& ui) {
  Session& s = session_;
  Settings& set = s.settings;
  tabs_chosen = s.tabs_changed;
  s.tabs_changed = false;
  const ImVec2 all = ImGui::GetIO().DisplaySize;
  const float top = ImGui::GetFrameHeight(), gap = ui.px(5);
  if (s.study && s.study_open) {
    begin("study", {0, top, all.x, all.y - top}, {ui.px(16), ui.px(12)}, ui.colours.panel);
    study_panel(ui);
    ImGui::End();
    message(ui, {0, all.y * 0.8f, all.x, all.y});
    return;
  }
  // Panels never take so much that the map vanishes.
  const bool tight = all.x < ui.px(700) || all.y < ui.px(400);
  const float left = set.show_left && !tight ? std::min(ui.px(set.left), all.x * 0.3f) : 0;
  const float right =
      set.show_right ? std::min(ui.px(set.right), all.x * (tight ? 0.45f : 0.42f)) : 0;
  const bool time = set.show_bottom && s.store();
  // On a very small window the time bar is its ticks and its strip of density.
  const float most = all.y < ui.px(300) ? std::max(all.y * 0.2f, ui.px(86)) : all.y * 0.45f;
  const float bottom = time ? std::min(ui.px(set.bottom), most) : 0;
  const float height = all.y - top - bottom;
  const Rect map{left + (left > 0 ? gap : 0), top,
                 all.x - left - right - (left > 0 ? gap : 0) - (right > 0 ? gap : 0), height};
  begin("map", map, {0, 0}, ui.colours.land, ImGuiWindowFlags_NoBackground);
  map_panel(ui, gui_);
  ImGui::End();
  const ImVec2 pad{ui.px(10), ui.px(8)};
  if (left > 0) {
    begin("left", {0, top, left, height}, pad, ui.colours.panel);
    tabs(ui, "left_tabs", s.left_tab, kLeft);
    ImGui::End();
    set.left =
        std::clamp(set.left + splitter(ui, "s1", {left, top, gap, height}, true), 120.0f, 1000.0f);
  }
  if (right > 0 && tight) {
    begin("all_panels", {all.x - right, top, right, height}, pad, ui.colours.panel);
    all_tabs(ui);
    ImGui::End();
  } else if (right > 0) {
    const float x = all.x - right, upper = height * set.right_split;
    begin("upper", {x, top, right, upper}, pad, ui.colours.panel);
    tabs(ui, "upper_tabs", s.upper_tab, kUpper);
    ImGui::End();
    const float moved = splitter(ui, "s2", {x, top + upper, right, gap}, false);
    set.right_split = std::clamp(set.right_split + moved * ui.scale / height, 0.1f, 0.9f);
    begin("lower", {x, top + upper + gap, right, height - upper - gap}, pad, ui.colours.panel);
    tabs(ui, "lower_tabs", s.lower_tab, kLower);
    ImGui::End();
    set.right = std::clamp(set.right - splitter(ui, "s3", {x - gap, top, gap, height}, true),
                           160.0f, 1500.0f);
  }
  if (time) {
    const float y = top + height;
    set.bottom =
        std::clamp(set.bottom - splitter(ui, "s4", {0, y, all.x, gap}, false), 100.0f, 1200.0f);
    begin("bottom", {0, y + gap, all.x, bottom - gap}, pad, ui.colours.panel);
    transport(ui);
    timeline_panel(ui);
    ImGui::End();
  }
  message(ui, map);
}

bool App::frame(const Gui::Scripted* scripted, double wait_s) {
  look();
  std::vector<std::string> keys;
  if (!gui_.begin(keys, scripted, wait_s)) {
    gui_.end();  // the frame that was begun
    session_.quit = true;
    return false;
  }
  const double begun = now_s();
  for (const std::string& key : keys) {
    if (!session_.binding.empty()) {
      // Escape gives up; any other key is the command's from now on.
      if (key != "Escape") {
        session_.settings.keys[session_.binding] = key;
        commands_.bind(session_.settings.keys);
      }
      session_.binding.clear();
      continue;
    }
    // Within the palette and a note only leaving counts; the rest is typing.
    const bool typing = session_.palette_open || session_.note_open;
    if (!typing || key == "Escape" || key == "Ctrl+K") commands_.press(key, session_);
  }
  session_.tick(gui_.frame_s());
  session_.hovered = {};
  session_.view_moves = false;
  marks_.clear();
  Ui ui{session_,
        commands_,
        session_.settings.dark ? dark_palette() : light_palette(),
        session_.settings.scale,
        gui_.look().bold,
        gui_.look().small,
        gui_.look(),
        marks_};
  if (session_.keys_changed) commands_.bind(session_.settings.keys);
  session_.keys_changed = false;
  menus(ui);
  layout(ui);
  overlays(ui);
  cpu_s_ = now_s() - begun;
  gui_.end();
  return !session_.quit;
}

}  // namespace vedette::view
