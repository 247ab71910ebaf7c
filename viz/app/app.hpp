// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <imgui.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "viz/app/gui.hpp"
#include "viz/core/commands.hpp"
#include "viz/core/session.hpp"

namespace vedette::view {

/// The window with its panels around a session.
class App {
 public:
  App(Session& session, Gui& gui);
  /// One frame; false when the user wants to leave. `wait_s`: how long it may wait for something.
  bool frame(const Gui::Scripted* scripted, double wait_s);
  /// What end of frame() drew is shown.
  void present() { gui_.present(); }
  Gui& gui() { return gui_; }
  const Commands& commands() const { return commands_; }
  /// Where named widgets were in the last frame.
  const std::map<std::string, ImVec4>& marks() const { return marks_; }
  /// Seconds of the last frame without drawing, and with.
  double cpu_s() const { return cpu_s_; }

 private:
  void look();
  void layout(struct Ui& ui);

  Session& session_;
  Commands commands_;
  Gui& gui_;
  std::map<std::string, ImVec4> marks_;
  std::string letters_;
  std::uint64_t letters_version_ = ~0ull;
  double cpu_s_ = 0;
};

/// The menu bar, from the table of commands.
void menus(struct Ui& ui);

}  // namespace vedette::view
