// SPDX-License-Identifier: Apache-2.0
// vedette-view: opens recordings and scenarios; see docs/viewer.md.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <stdexcept>

#include "base/diagnostics.hpp"
#include "viz/app/app.hpp"
#include "viz/app/apply_options.hpp"
#include "viz/app/opening.hpp"
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
  app.frame(&nobody, 0);
  const double opened_s = since_start_s();
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
      "{{\"opened_ms\": {:.0f}, \"frame_ms\": {:.2f}, \"frame_cpu_ms\": {:.2f}, \"cpu_ms\": "
      "{:.2f}, \"moved_map_ms\": "
      "{:.2f}, \"moved_map_most_ms\": {:.2f}, \"zoomed_map_ms\": {:.2f}, \"redrawn_map_ms\": "
      "{:.2f}, "
      "\"jump_ms\": {:.3f}, \"memory_mb\": {:.1f}}}\n",
      opened_s * 1000, median(still), median(still_cpu), median(cpu), median(moved),
      moved.back() * 1000, median(zoomed), median(refined), jump.empty() ? 0 : median(jump),
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
  const std::unique_ptr<Gui> gui = open_all(s, o);
  const auto wrong = [](const std::string& what) {
    std::fprintf(stderr, "vedette-view: error: %s\n", what.c_str());
    return kBadInput;
  };
  if (!apply_options(s, o, problem)) return wrong(problem);

  App app(s, *gui);
  if (!o.run.empty() && !run_command(app.commands(), s, o.run, problem))
    return wrong("--run " + problem);
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
