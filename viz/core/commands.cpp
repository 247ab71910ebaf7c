// SPDX-License-Identifier: Apache-2.0
#include "viz/core/commands.hpp"

#include <algorithm>

namespace vedette::view {

namespace {

bool always(const Session&) {
  return true;
}
bool recorded(const Session& s) {
  return s.store() != nullptr;
}
bool chosen(const Session& s) {
  return s.selected.any();
}

void by(Session& s, double seconds_) {
  s.play.playing = false;
  s.seek(s.play.now + seconds(seconds_));
}

void zoom_time(Session& s, double factor) {
  const double middle = s.axis.position(s.play.now);
  const double width = std::clamp((s.shown1 - s.shown0) * factor, 1e6, s.axis.length());
  s.shown0 = std::clamp(middle - width / 2, 0.0, std::max(0.0, s.axis.length() - width));
  s.shown1 = s.shown0 + width;
}

void loop(Session& s) {
  if (s.play.loop) {
    s.play.loop.reset();
  } else {
    s.play.loop = TimeRange{s.axis.time(s.shown0), s.axis.time(s.shown1)};
  }
}

void set_hour(Session& s, int by) {
  s.hour = std::clamp(s.hour + by, -1, 23);
  s.refresh_circles();
}

void escape(Session& s) {
  if (s.palette_open || s.help_open || s.note_open) {
    s.palette_open = s.help_open = s.note_open = false;
  } else if (s.tool != Tool::kSelect) {
    s.tool = Tool::kSelect;
  } else {
    s.select({});
    s.play.loop.reset();
    s.message.clear();
  }
}

void changed(Session& s, bool any) {
  if (any) s.refresh_design();
}

void set_tool(Session& s, Tool tool) {
  s.tool = s.tool == tool ? Tool::kSelect : tool;
  if (s.tool == Tool::kMoveStation || s.tool == Tool::kCloseRoad)
    s.settings.layers[LayerId::kCircles].on = true;
  if (s.tool == Tool::kMoveCamera) s.settings.layers[LayerId::kFields].on = true;
  if (s.tool != Tool::kSelect) s.set_tab(UpperTab::kWhatIf);
}

}  // namespace

Commands::Commands() {
  const auto add = [&](std::string id, std::string menu, std::string key,
                       std::function<bool(const Session&)> enabled,
                       std::function<void(Session&)> run,
                       std::function<bool(const Session&)> checked = nullptr) {
    all_.push_back({std::move(id), std::move(menu), std::move(key), std::move(enabled),
                    std::move(run), std::move(checked)});
  };
  using S = Session;
  add(
      "time.play", "menu.time", "Space", recorded,
      [](S& s) {
        if (!s.play.playing && !s.play.reverse && s.play.now >= s.range().to) s.seek({0});
        s.play.playing = !s.play.playing;
        s.message.clear();
      },
      [](const S& s) { return s.play.playing; });
  add(
      "time.reverse", "menu.time", "R", recorded, [](S& s) { s.play.reverse = !s.play.reverse; },
      [](const S& s) { return s.play.reverse; });
  add("time.back", "menu.time", "Left", recorded, [](S& s) { by(s, -1); });
  add("time.on", "menu.time", "Right", recorded, [](S& s) { by(s, 1); });
  add("time.back10", "menu.time", "Shift+Left", recorded, [](S& s) { by(s, -10); });
  add("time.on10", "menu.time", "Shift+Right", recorded, [](S& s) { by(s, 10); });
  add("time.previous", "menu.time", ",", recorded, [](S& s) { s.next_event(-1); });
  add("time.next", "menu.time", ".", recorded, [](S& s) { s.next_event(1); });
  add("time.first", "menu.time", "Home", recorded, [](S& s) { s.seek({0}); });
  add("time.last", "menu.time", "End", recorded, [](S& s) {
    s.seek(s.range().to);
    s.play.follow_end = true;
  });
  add("time.slower", "menu.time", "[", recorded, [](S& s) { s.play.slower(); });
  add("time.faster", "menu.time", "]", recorded, [](S& s) { s.play.faster(); });
  add("time.loop", "menu.time", "L", recorded, loop,
      [](const S& s) { return s.play.loop.has_value(); });
  add(
      "time.cuts", "menu.time", "X", recorded,
      [](S& s) {
        s.cut_idle = !s.cut_idle;
        s.refresh_axis();
        s.shown0 = 0, s.shown1 = s.axis.length();
      },
      [](const S& s) { return s.cut_idle; });
  add("time.zoom_in", "menu.time", "+", recorded, [](S& s) { zoom_time(s, 0.5); });
  add("time.zoom_out", "menu.time", "-", recorded, [](S& s) { zoom_time(s, 2); });
  add("time.zoom_all", "menu.time", "Shift+0", recorded,
      [](S& s) { s.shown0 = 0, s.shown1 = s.axis.length(); });

  add(
      "time.pin", "menu.time", "K",
      [](const S& s) {
        return s.store() && s.selected.entity.valid() &&
               !s.store()->states(s.selected.entity).empty();
      },
      [](S& s) { s.toggle_pin("entity:" + s.entity_name(s.selected.entity)); },
      [](const S& s) { return s.pinned("entity:" + s.entity_name(s.selected.entity)); });

  const auto fit = [](S::Fit what) {
    return [what](S& s) {
      s.fit = what;
      s.fit_wanted = true;
    };
  };
  add("map.fit", "menu.map", "0", always, fit(S::Fit::kAll));
  add(
      "map.fit_city", "menu.map", "Shift+C",
      [](const S& s) { return s.main && s.main->scene.has_city(); }, fit(S::Fit::kCity));
  add(
      "map.fit_site", "menu.map", "Shift+S",
      [](const S& s) { return s.main && s.main->scene.has_site(); }, fit(S::Fit::kSite));
  const auto storeys = [](const S& s) { return s.main && s.main->scene.levels().size() > 1; };
  add("map.floor_up", "menu.map", "PageUp", storeys, [](S& s) { s.change_level(1); });
  add("map.floor_down", "menu.map", "PageDown", storeys, [](S& s) { s.change_level(-1); });
  add("map.fit_selected", "menu.map", "Z", chosen, fit(S::Fit::kSelected));
  add(
      "map.follow", "menu.map", "F", chosen, [](S& s) { s.follow = !s.follow; },
      [](const S& s) { return s.follow; });
  add(
      "map.legend", "menu.map", "Shift+K", always,
      [](S& s) { s.settings.show_legend = !s.settings.show_legend; },
      [](const S& s) { return s.settings.show_legend; });
  static constexpr LayerId kByNumber[] = {LayerId::kHeat,  LayerId::kCircles, LayerId::kCells,
                                          LayerId::kRoads, LayerId::kFields,  LayerId::kBlindSpots,
                                          LayerId::kUnits, LayerId::kTrails,  LayerId::kNames};
  for (std::size_t i = 0; i < std::size(kByNumber); ++i) {
    const LayerId id = kByNumber[i];
    add(
        "layer." + std::string(layer_name(id)), "menu.layers", std::to_string(i + 1), always,
        [id](S& s) { s.settings.layers[id].on = !s.settings.layers[id].on; },
        [id](const S& s) { return s.settings.layers[id].on; });
  }
  for (int k = 0; k < static_cast<int>(HeatKind::kCount); ++k) {
    const auto kind = static_cast<HeatKind>(k);
    add(
        std::string(heat_key(kind)), "menu.layers", "Shift+" + std::to_string(k + 5), recorded,
        [kind](S& s) {
          s.heat_kind = kind;
          s.settings.layers[LayerId::kHeat].on = true;
        },
        [kind](const S& s) { return s.heat_kind == kind && s.settings.layers[LayerId::kHeat].on; });
  }

  add("hour.earlier", "menu.layers", "<", always, [](S& s) { set_hour(s, -1); });
  add("hour.later", "menu.layers", ">", always, [](S& s) { set_hour(s, 1); });
  add("find", "menu.go", "Ctrl+F", always, [](S& s) { s.set_tab(LeftTab::kSearch); });
  add("palette", "menu.go", "Ctrl+K", always, [](S& s) { s.palette_open = !s.palette_open; });
  add("bookmark", "menu.go", "M", recorded, [](S& s) {
    s.notes.add({s.play.now, "", s.entity_name(s.selected.entity), {}, {}});
  });
  add("note", "menu.go", "N", recorded, [](S& s) { s.note_open = true; });
  add("worst", "menu.go", "W", recorded, [](S& s) {
    for (const FigureRow& row : s.figures())
      if (row.worst.valid()) return s.go_to(row.worst);
  });
  add("escape", "menu.go", "Escape", always, escape);
  add("help", "menu.go", "?", always, [](S& s) { s.help_open = !s.help_open; });
  add("quit", "menu.go", "Ctrl+Q", always, [](S& s) { s.quit = true; });
  add("panel.incidents", "menu.view", "Shift+I", recorded,
      [](S& s) { s.set_tab(LeftTab::kIncidents); });
  add("panel.layers", "menu.view", "Shift+L", always, [](S& s) { s.set_tab(LeftTab::kLayerList); });
  add("panel.incident", "menu.view", "I", recorded, [](S& s) { s.set_tab(UpperTab::kIncident); });
  add("panel.log", "menu.view", "E", recorded, [](S& s) { s.set_tab(LowerTab::kLog); });
  add("panel.plots", "menu.view", "P", recorded, [](S& s) { s.set_tab(LowerTab::kPlots); });
  add("panel.figures", "menu.view", "G", recorded, [](S& s) { s.set_tab(LowerTab::kFigures); });
  add("panel.notes", "menu.view", "Shift+N", recorded, [](S& s) { s.set_tab(LowerTab::kNotes); });
  add(
      "view.left", "menu.view", "Ctrl+1", always,
      [](S& s) { s.settings.show_left = !s.settings.show_left; },
      [](const S& s) { return s.settings.show_left; });
  add(
      "view.right", "menu.view", "Ctrl+2", always,
      [](S& s) { s.settings.show_right = !s.settings.show_right; },
      [](const S& s) { return s.settings.show_right; });
  add(
      "view.bottom", "menu.view", "Ctrl+3", always,
      [](S& s) { s.settings.show_bottom = !s.settings.show_bottom; },
      [](const S& s) { return s.settings.show_bottom; });
  add("view.theme", "menu.view", "T", always, [](S& s) { s.settings.dark = !s.settings.dark; });
  add("view.language", "menu.view", "Ctrl+L", always, [](S& s) {
    s.settings.lang = s.settings.lang == Lang::kEn ? Lang::kZh : Lang::kEn;
    s.refresh_figures();
    if (s.main) s.build_search();
  });
  add("view.larger", "menu.view", "Ctrl++", always,
      [](S& s) { s.settings.scale = std::min(kMostScale, s.settings.scale + 0.25f); });
  add("view.smaller", "menu.view", "Ctrl+-", always,
      [](S& s) { s.settings.scale = std::max(kLeastScale, s.settings.scale - 0.25f); });
  add(
      "view.difference", "menu.view", "D", [](const S& s) { return s.other != nullptr; },
      [](S& s) { s.difference = !s.difference; }, [](const S& s) { return s.difference; });
  add(
      "view.split", "menu.view", "Shift+D", [](const S& s) { return s.other != nullptr; },
      [](S& s) { s.split = !s.split; }, [](const S& s) { return s.split; });
  add(
      "view.close_other", "menu.view", "Shift+X", [](const S& s) { return s.other != nullptr; },
      [](S& s) { s.close_other(); });

  const auto site = [](const S& s) { return s.main && !s.main->scene.geometry.cameras.empty(); };
  const auto city = [](const S& s) { return s.main && s.main->scene.has_city(); };
  const auto tool = [&](const char* id, Tool which, auto enabled, const char* key) {
    add(
        id, "menu.what_if", key, enabled, [which](S& s) { set_tool(s, which); },
        [which](const S& s) { return s.tool == which; });
  };
  tool("what_if.camera", Tool::kMoveCamera, site, "Shift+1");
  tool("what_if.road", Tool::kCloseRoad, city, "Shift+2");
  tool("what_if.station", Tool::kMoveStation, city, "Shift+3");
  tool("what_if.paint", Tool::kPaint, city, "Shift+4");
  add(
      "what_if.undo", "menu.what_if", "Ctrl+Z", [](const S& s) { return s.edits.can_undo(); },
      [](S& s) { changed(s, s.edits.undo()); });
  add(
      "what_if.redo", "menu.what_if", "Ctrl+Y", [](const S& s) { return s.edits.can_redo(); },
      [](S& s) { changed(s, s.edits.redo()); });
  add(
      "what_if.run", "menu.what_if", "Ctrl+R",
      [](const S& s) { return s.edits.can_undo() && !s.busy(); }, [](S& s) { s.run_again(); });
  add(
      "what_if.save", "menu.what_if", "Ctrl+S", [](const S& s) { return s.edits.can_undo(); },
      [](S& s) {
        const std::string path = s.main->path + ".overlay.yaml";
        s.message = s.save_overlay(path) ? path : "cannot_write";
      });
  add(
      "study.show", "menu.study", "Y", [](const S& s) { return s.study != nullptr; },
      [](S& s) { s.study_open = !s.study_open; }, [](const S& s) { return s.study_open; });
  const auto run_chosen = [](const S& s) { return s.study && s.study_rep > 0 && !s.busy(); };
  add("study.open", "menu.study", "O", run_chosen, [](S& s) { s.open_run(false); });
  add(
      "study.pair", "menu.study", "Shift+O",
      [run_chosen](const S& s) {
        return run_chosen(s) && s.study_design < s.study->designs.size() &&
               !s.study->designs[s.study_design].baseline;
      },
      [](S& s) { s.open_run(true); });
  for (const Command& c : all_) keys_.push_back(c.key);
}

void Commands::bind(const std::map<std::string, std::string>& keys) {
  for (std::size_t i = 0; i < all_.size(); ++i) all_[i].key = keys_[i];
  for (const auto& [id, key] : keys) {
    const auto at =
        std::find_if(all_.begin(), all_.end(), [&](const Command& c) { return c.id == id; });
    if (at == all_.end()) continue;
    for (Command& c : all_)
      if (&c != &*at && c.key == key) c.key.clear();
    at->key = key;
  }
}

const Command* Commands::find(std::string_view id) const {
  const auto at =
      std::find_if(all_.begin(), all_.end(), [&](const Command& c) { return c.id == id; });
  return at == all_.end() ? nullptr : &*at;
}

bool Commands::press(std::string_view key, Session& session) const {
  for (const Command& c : all_)
    if (!c.key.empty() && c.key == key && c.enabled(session)) {
      c.run(session);
      return true;
    }
  return false;
}

bool Commands::run(std::string_view id, Session& session) const {
  const Command* c = find(id);
  if (!c || !c->enabled(session)) return false;
  c->run(session);
  return true;
}

}  // namespace vedette::view
