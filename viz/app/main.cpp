// SPDX-License-Identifier: Apache-2.0
// vedette-view: opens recordings and scenarios; see docs/viewer.md.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "base/diagnostics.hpp"
#include "viz/app/app.hpp"
#include "viz/app/script.hpp"

namespace vedette::view {

namespace {

constexpr int kDone = 0, kBadInput = 2, kLeft = 3;  // kLeft: before it was finished

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Of all threads of the program: what a loaded machine does not falsify.
double cpu_now_s() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// "incident:9", "unit:day_cars-1", or a name alone.
bool select_by_name(Session& s, const std::string& what) {
  const std::size_t colon = what.find(':');
  const std::string kind = colon == std::string::npos ? "" : what.substr(0, colon);
  const std::string name = colon == std::string::npos ? what : what.substr(colon + 1);
  if (kind == "incident") {
    const IncidentId id(static_cast<std::size_t>(std::strtoul(name.c_str(), nullptr, 10)));
    if (!s.incident(id)) return false;
    s.select(Selection::of(id));
    s.set_tab(UpperTab::kIncident);
    return true;
  }
  for (std::uint32_t i = 0; i < s.main->scene.entities.size(); ++i) {
    const RecordedEntity& e = s.main->scene.entities[i];
    if (e.name != name || (!kind.empty() && entity_kind_name(e.kind) != kind)) continue;
    s.select(Selection::of(EntityId(i)));
    return true;
  }
  return false;
}

bool set_layers(Session& s, const std::string& list) {
  std::istringstream in(list);
  for (std::string one; std::getline(in, one, ',');) {
    const bool off = one.starts_with("-");
    const std::string name = one.starts_with("-") || one.starts_with("+") ? one.substr(1) : one;
    LayerId id{};
    if (!s.settings.layers.find(name, id)) return false;
    s.settings.layers[id].on = !off;
  }
  return true;
}

bool set_tabs(Session& s, const std::string& list) {
  std::istringstream in(list);
  for (std::string one; std::getline(in, one, ',');) {
    const auto pick = [&](auto first, std::initializer_list<const char*> names) {
      int i = 0;
      for (const char* n : names) {
        if (one == n) s.set_tab(static_cast<decltype(first)>(i));
        if (one == n) return true;
        ++i;
      }
      return false;
    };
    if (!pick(LeftTab::kIncidents, {"incidents", "layers", "search"}) &&
        !pick(UpperTab::kInspector, {"inspector", "incident", "what_if"}) &&
        !pick(LowerTab::kLog, {"log", "plots", "figures", "notes"}))
      return false;
  }
  return true;
}

// A scenario of this name under scenarios/ beside us is taken for the one that was recorded.
void guess_scenario(Session& s, const std::string& given) {
  s.scenario_path = given;
  if (!given.empty() || !s.main) return;
  if (s.study) return;
  if (s.main->world) s.scenario_path = s.main->path;
  std::string slug = lower(s.main->scene.name_en);
  std::replace(slug.begin(), slug.end(), ' ', '-');
  std::error_code unknown;
  if (s.scenario_path.empty() &&
      std::filesystem::exists("scenarios/" + slug + "/scenario.yaml", unknown))
    s.scenario_path = "scenarios/" + slug;
}

std::string vedette_beside(const char* self, const std::string& given) {
  if (given != "vedette") return given;
  const auto beside = std::filesystem::path(self).parent_path() / "vedette";
  std::error_code unknown;
  return std::filesystem::exists(beside, unknown) ? beside.string() : given;
}

int film(App& app, Session& s, const Options& o) {
  std::error_code unknown;
  std::filesystem::create_directories(o.frames, unknown);
  const Time end = o.until ? *o.until : s.range().to;
  const Gui::Scripted nobody;
  int n = 0;
  const Duration step = std::max(seconds(o.speed / o.fps), Duration{1});
  for (Time t = s.play.now; t <= end; t = t + step) {
    s.seek(t);
    if (!app.frame(&nobody, 0) || (n == 0 && !app.frame(&nobody, 0))) return kLeft;
    const std::string path = fmt::format("{}/{:05}.png", o.frames, n++);
    if (!app.gui().save_png(path)) {
      std::fprintf(stderr, "%s: error: cannot be written\n", path.c_str());
      return kBadInput;
    }
  }
  return kDone;
}

// Frame times with and without a change of the map, jumps to random moments.
void bench(App& app, Session& s) {
  const Gui::Scripted nobody;
  for (int i = 0; i < 5; ++i) app.frame(&nobody, 0);
  const auto median = [](std::vector<double>& v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2] * 1000;
  };
  std::vector<double> still, cpu, moved, zoomed, refined, jump, still_cpu;
  for (int i = 0; i < 60; ++i) {
    s.seek(Time{s.range().to.us / 2 + i * kSecond.us});
    const double begun = now_s(), used = cpu_now_s();
    app.frame(&nobody, 0);
    still.push_back(now_s() - begun);
    still_cpu.push_back(cpu_now_s() - used);
    cpu.push_back(app.cpu_s());
  }
  // Dragged to and fro without ever standing, zoomed likewise; then left to stand.
  for (int i = 0; i < 60; ++i) {
    s.view.pan(i % 40 < 20 ? 9 : -9, i % 30 < 15 ? 5 : -5);
    const double begun = now_s();
    app.frame(&nobody, 0);
    moved.push_back(now_s() - begun);
  }
  for (int i = 0; i < 20; ++i) {
    s.view.zoom_at(400, 300, i % 10 < 5 ? 1.1 : 1 / 1.1);
    double begun = now_s();
    app.frame(&nobody, 0);
    zoomed.push_back(now_s() - begun);
    if (i % 5 != 4) continue;
    begun = now_s();
    app.frame(&nobody, 0);
    refined.push_back(now_s() - begun);
  }
  Snapshot snapshot;
  std::uint64_t random = 12345;
  if (s.store())
    for (int i = 0; i < 200; ++i) {
      random = random * 6364136223846793005ull + 1442695040888963407ull;
      const double begun = now_s();
      s.store()->snapshot(Time{static_cast<std::int64_t>(
                              (random >> 20) % static_cast<std::uint64_t>(s.range().to.us))},
                          snapshot);
      jump.push_back(now_s() - begun);
    }
  fmt::print(
      "{{\"frame_ms\": {:.2f}, \"frame_cpu_ms\": {:.2f}, \"cpu_ms\": {:.2f}, \"moved_map_ms\": "
      "{:.2f}, \"moved_map_most_ms\": {:.2f}, \"zoomed_map_ms\": {:.2f}, \"redrawn_map_ms\": "
      "{:.2f}, "
      "\"jump_ms\": {:.3f}, \"memory_mb\": {:.1f}}}\n",
      median(still), median(still_cpu), median(cpu), median(moved), moved.back() * 1000,
      median(zoomed), median(refined), jump.empty() ? 0 : median(jump),
      s.store() ? static_cast<double>(s.store()->memory_bytes()) / 1e6 : 0);
}

int view(int argc, char** argv) {
  Options o;
  std::string problem;
  if (!parse_options(argc, argv, o, problem)) {
    std::fprintf(stderr, "vedette-view: error: %s\n", problem.c_str());
    return kBadInput;
  }
  if (o.help) {
    std::fputs(usage().c_str(), stdout);
    return kDone;
  }
  Session s;
  const std::string settings = o.headless() ? "" : settings_path();
  if (!settings.empty())
    if (const auto text = read_file(settings)) s.settings = settings_from_json(*text);
  if (o.lang) s.settings.lang = *o.lang;
  if (o.dark) s.settings.dark = *o.dark;
  if (o.scale) s.settings.scale = *o.scale;
  s.vedette_path = vedette_beside(argv[0], o.vedette);
  s.scenario_path = o.scenario;
  s.open(o.files[0]);
  if (o.files.size() == 2) s.open_other(o.files[1]);
  guess_scenario(s, o.scenario);
  const auto wrong = [](const std::string& what) {
    std::fprintf(stderr, "vedette-view: error: %s\n", what.c_str());
    return kBadInput;
  };
  if (!o.edits.empty()) {
    const auto text = read_file(o.edits);
    if (!text || !s.edits.from_json(*text)) return wrong(o.edits + ": holds no edits");
    s.refresh_design();
  }
  if (!o.layers.empty() && !set_layers(s, o.layers))
    return wrong("--layers " + o.layers + ": no such layer");
  if (!o.heat.empty()) {
    bool found = false;
    for (int k = 0; k < static_cast<int>(HeatKind::kCount); ++k)
      if (heat_key(static_cast<HeatKind>(k)) == "heat." + o.heat)
        s.heat_kind = static_cast<HeatKind>(k), found = true;
    if (!found) return wrong("--heat " + o.heat + ": response, within, visits or idle is meant");
    s.settings.layers[LayerId::kHeat].on = true;
  }
  if (!o.select.empty() && !select_by_name(s, o.select))
    return wrong("--select " + o.select + ": nothing has that name");
  if (!o.tab.empty() && !set_tabs(s, o.tab)) return wrong("--tab " + o.tab + ": no such tab");
  if (o.at) s.seek(*o.at);
  if (o.fit == "site")
    s.fit = Session::Fit::kSite;
  else if (o.fit == "city")
    s.fit = Session::Fit::kCity;
  else if (o.fit == "selected")
    s.fit = Session::Fit::kSelected;
  else if (!o.fit.empty() && o.fit != "all")
    return wrong("--fit " + o.fit + ": all, city, site or selected is meant");

  App app(s, o);
  if (!o.run.empty() && !app.commands().run(o.run, s))
    return wrong("--run " + o.run + ": cannot be run");
  if (!o.script.empty()) return play_script(app, s, o.script) ? kDone : s.quit ? kLeft : 1;
  if (!o.frames.empty()) return film(app, s, o);
  if (o.bench) {
    bench(app, s);
    return kDone;
  }
  if (!o.shot.empty()) {
    const Gui::Scripted nobody;
    for (int i = 0; i < 4; ++i) app.frame(&nobody, 0);
    if (!app.gui().save_png(o.shot)) return wrong(o.shot + ": cannot be written");
    return kDone;
  }
  bool more = true;
  while (more) {
    const bool idle =
        !s.play.playing && !s.view_moves && (!s.store() || s.store()->info().complete) && !s.busy();
    more = app.frame(nullptr, idle ? 0.25 : 0);
    app.present();
  }
  app.gui().size(s.settings.width, s.settings.height);
  if (!settings.empty()) {
    std::error_code unknown;
    std::filesystem::create_directories(std::filesystem::path(settings).parent_path(), unknown);
    write_file(settings, to_json(s.settings));
  }
  return kDone;
}

}  // namespace

}  // namespace vedette::view

int main(int argc, char** argv) {
  try {
    return vedette::view::view(argc, argv);
  } catch (const vedette::InputError& error) {
    std::fprintf(stderr, "%s\n", vedette::to_text(error.diagnostic).c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "vedette-view: error: %s\n", error.what());
  }
  return 2;
}
