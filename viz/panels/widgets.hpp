// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <imgui.h>

#include <map>
#include <string>
#include <string_view>

#include "viz/core/commands.hpp"
#include "viz/core/palette.hpp"
#include "viz/core/session.hpp"

namespace vedette::view {

/// What every panel gets each frame: it asks the session, draws, and changes the session.
struct Ui {
  Session& session;
  const Commands& commands;
  const Palette& colours;
  float scale;
  ImFont *bold, *small;
  const struct Look& look;
  std::map<std::string, ImVec4>& marks;  ///< where named widgets are, for scripts

  float px(float unscaled) const { return unscaled * scale; }
  const char* tr(std::string_view key) const;
  /// Names the widget just drawn.
  void mark(const std::string& name) const;
  /// Button of a command, with its title and key as tooltip; `label` instead of the title.
  bool command_button(std::string_view id, const char* label = nullptr, float width = 0) const;
  /// Inside a popup: Escape shuts it.
  void shut_on_escape() const;
  /// The next item stands beside the last one if so much is left of the row, else below.
  void same_row(float gap, float width) const;
  float button_width(const char* label) const;
  /// As much of the words as fits, with "…" where some are left out.
  std::string cut(const std::string& text, float width, const ImFont* font = nullptr) const;
  /// The words cut to the width of the cell or what is left of the row; whole under the mouse.
  void cut_text(const std::string& text, float width = 0) const;
  void heading(const char* text) const;
  void dim_text(const std::string& text) const;
  /// Grey words in the middle of an empty panel.
  void nothing(std::string_view key) const;
  std::string time(Time t, int decimals = 0) const {
    return session.main ? session.main->clock.of_day(t, decimals) : "";
  }
  std::string span(Duration d) const { return span_text(d, session.settings.lang); }
  /// "Within 3 min", of a mark of the circles.
  std::string within(std::int64_t mark_us) const;
  /// A clickable name that selects; true when clicked.
  bool entity_link(EntityId e) const;
  /// What an event says: its stage, the plan's step, or its topic and word.
  std::string event_text(const LoggedEvent& event) const;
  /// Stage, state, kind of entity, in the language; the word itself if it is not known.
  std::string named(std::string_view group, std::string_view word) const;
};

void transport(Ui& ui);
void timeline_panel(Ui& ui);
void incidents_panel(Ui& ui);
void layers_panel(Ui& ui);
void search_panel(Ui& ui);
void inspector_panel(Ui& ui);
void incident_panel(Ui& ui);
/// Of the plan that the incident followed; nothing where it followed none.
void plan_steps(Ui& ui, const Incident& incident);
void what_if_panel(Ui& ui);
void log_panel(Ui& ui);
void plots_panel(Ui& ui);
void figures_panel(Ui& ui);
void notes_panel(Ui& ui);
/// Over the whole window while a study is looked at.
void study_panel(Ui& ui);
/// Parts of it: what its runs are made from was not found; the runs and all measures of the design
/// that is chosen.
void study_missing(Ui& ui);
void study_runs(Ui& ui);
/// Palette, help, and the window of a new note, above everything.
void overlays(Ui& ui);

}  // namespace vedette::view
