// SPDX-License-Identifier: Apache-2.0
#include "viz/app/script.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/diagnostics.hpp"
#include "viz/app/apply_options.hpp"

namespace vedette::view {

namespace {

class Player {
 public:
  Player(App& app, Session& session) : app_(app), session_(session) {}

  bool line(const std::string& text) {
    std::istringstream in(text);
    std::string what, where;
    in >> what;
    if (what.empty() || what[0] == '#') return true;
    double a = 0, b = 0;
    if (what == "frames") {
      in >> a;
      return frames(static_cast<int>(a));
    }
    if (what == "key") {
      in >> where;
      mouse_.keys = {where};
      return frames(1) && frames(2);
    }
    if (what == "text") {
      std::string rest;
      std::getline(in >> std::ws, rest);
      mouse_.text = rest;
      return frames(1) && frames(2);
    }
    if (what == "shift") {
      in >> where;
      mouse_.shift = where == "on";
      return frames(1);
    }
    if (what == "run") {
      in >> where;
      std::string problem;
      return run_command(app_.commands(), session_, where, problem) ? frames(2) : fail(problem);
    }
    if (what == "at") {
      in >> where;
      Time t;
      if (!parse_time(where, t)) return fail("no time: " + where);
      session_.seek(t);
      return frames(2);
    }
    if (what == "state") {
      std::puts(session_.state_json().c_str());
      std::fflush(stdout);
      return true;
    }
    if (what == "shot") {
      in >> where;
      if (!frames(2)) return false;
      return app_.gui().save_png(where) || fail("cannot be written: " + where);
    }
    if (what == "compare") {  // waits for the run begun by "run again"
      in >> a;
      for (int i = 0; i < a * 20 && (!session_.other || session_.busy()); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (!frames(4)) return false;
      }
      return session_.other != nullptr || fail("no second recording came");
    }
    if (what == "wait") {  // until nothing runs in the background
      in >> a;
      for (int i = 0; i < a * 20 && session_.busy(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (!frames(4)) return false;
      }
      return !session_.busy() || fail("still running");
    }
    in >> where;
    float x = 0, y = 0;
    if (!place(where, x, y)) return fail(no_widget(where));
    mouse_.x = x, mouse_.y = y;
    if (what == "move") return frames(3);
    if (what == "wheel") {
      in >> a;
      frames(2);
      mouse_.wheel = static_cast<float>(a);
      frames(1);
      return frames(2);
    }
    if (what == "click" || what == "right") {
      frames(2);
      (what == "click" ? mouse_.left : mouse_.right) = true;
      frames(2);
      mouse_.left = mouse_.right = false;
      return frames(3);
    }
    if (what == "drag" || what == "right_drag") {
      in >> a >> b;
      bool& button = what == "drag" ? mouse_.left : mouse_.right;
      frames(2);
      button = true;
      frames(2);
      for (int i = 1; i <= 6; ++i) {
        mouse_.x = x + static_cast<float>(a) * static_cast<float>(i) / 6;
        mouse_.y = y + static_cast<float>(b) * static_cast<float>(i) / 6;
        frames(1);
      }
      button = false;
      return frames(3);
    }
    return fail(none_of(what, "command",
                        {"at", "key", "text", "run", "click", "right", "drag", "right_drag",
                         "wheel", "move", "shift", "frames", "wait", "compare", "state", "shot"}));
  }

 private:
  std::string no_widget(const std::string& where) const {
    std::vector<std::string> names;
    for (const auto& [name, box] : app_.marks()) names.push_back(name);
    const std::string near = nearest(where.substr(0, where.find('+')), names);
    return where + ": not on the screen" + (near.empty() ? "" : ", did you mean " + near + "?");
  }

  static bool fail(const std::string& why) {
    std::fprintf(stderr, "script: %s\n", why.c_str());
    return false;
  }

  bool frames(int n) {
    for (int i = 0; i < n; ++i) {
      // Told to leave (SIGTERM, Ctrl+Q): the script is over.
      if (!app_.frame(&mouse_, 0)) return false;
      mouse_.wheel = 0;
      mouse_.text.clear();
      mouse_.keys.clear();
    }
    return true;
  }

  bool place(const std::string& where, float& x, float& y) const {
    if (where.starts_with("world:")) {
      double wx = 0, wy = 0;
      const auto map = app_.marks().find("map");
      if (std::sscanf(where.c_str(), "world:%lf,%lf", &wx, &wy) != 2 || map == app_.marks().end())
        return false;
      const ScreenPoint p = session_.view.screen_from_world(wx, wy);
      x = map->second.x + p.x, y = map->second.y + p.y;
      return true;
    }
    const std::size_t plus = where.find('+');
    const auto mark = app_.marks().find(where.substr(0, plus));
    if (mark == app_.marks().end()) return false;
    x = (mark->second.x + mark->second.z) / 2, y = (mark->second.y + mark->second.w) / 2;
    float dx = 0, dy = 0;
    if (plus != std::string::npos && std::sscanf(where.c_str() + plus, "+%f,%f", &dx, &dy) == 2)
      x = mark->second.x + dx, y = mark->second.y + dy;
    return true;
  }

  App& app_;
  Session& session_;
  Gui::Scripted mouse_;
};

}  // namespace

bool play_script(App& app, Session& session, const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    std::fprintf(stderr, "script: %s cannot be read\n", path.c_str());
    return false;
  }
  Player player(app, session);
  player.line("frames 3");
  std::string line;
  while (std::getline(file, line))
    if (!player.line(line)) {
      if (session.quit) std::fprintf(stderr, "script: left before its end\n");
      return false;
    }
  return true;
}

}  // namespace vedette::view
