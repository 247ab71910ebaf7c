// SPDX-License-Identifier: Apache-2.0
#include "viz/app/opening.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <future>
#include <sstream>
#include <stdexcept>

#include "viz/core/palette.hpp"
#include "viz/core/words.hpp"

namespace vedette::view {

namespace {

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

void waiting_frame(Gui& gui, const Palette& colours, const std::string& words) {
  std::vector<std::string> keys;
  gui.begin(keys, nullptr, 0);
  const ImVec2 all = ImGui::GetIO().DisplaySize, size = ImGui::CalcTextSize(words.c_str());
  ImGui::GetForegroundDrawList()->AddText({(all.x - size.x) / 2, (all.y - size.y) / 2}, colours.dim,
                                          words.c_str());
  gui.end();
  gui.present();
}

}  // namespace

std::unique_ptr<Gui> open_all(Session& s, const Options& o) {
  const Palette& colours = s.settings.dark ? dark_palette() : light_palette();
  const float scale = s.settings.scale;
  const int width = o.width ? o.width : s.settings.width,
            height = o.height ? o.height : s.settings.height;
  const std::string words = std::string(text("opening", s.settings.lang)) + "  " + o.files[0];
  auto opened = std::async(std::launch::async, [&s, &o] {
    s.open(o.files[0]);
    if (o.files.size() == 2) s.open_other(o.files[1]);
    guess_scenario(s, o.scenario);
  });
  std::unique_ptr<Gui> gui;
  std::exception_ptr no_window;
  try {
    gui = std::make_unique<Gui>("vedette-view", width, height, o.headless());
    gui->set_look(colours, scale, letters_of_words() + words);
    while (!o.headless() &&
           opened.wait_for(std::chrono::milliseconds(30)) != std::future_status::ready)
      waiting_frame(*gui, colours, words);
  } catch (const std::runtime_error&) {
    no_window = std::current_exception();
  }
  opened.get();  // a file that cannot be read is the better reason
  if (no_window) std::rethrow_exception(no_window);
  return gui;
}

double since_start_s() {
  const auto stat = read_file("/proc/self/stat");
  const std::size_t name = stat ? stat->rfind(')') : std::string::npos;
  if (name == std::string::npos) return 0;
  std::istringstream in(stat->substr(name + 1));
  std::string field;
  for (int i = 3; i <= 22; ++i) in >> field;  // the 22nd: when it began, in ticks since the boot
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 -
         std::strtod(field.c_str(), nullptr) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace vedette::view
