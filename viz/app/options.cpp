// SPDX-License-Identifier: Apache-2.0
#include "viz/app/options.hpp"

#include <cstdio>
#include <cstdlib>

#include "viz/core/settings.hpp"
#include "viz/core/time_axis.hpp"

namespace vedette::view {

std::string usage() {
  return R"(vedette-view FILE [OTHER] [options]
  FILE            a recording (.vdt; followed while it is written) or a scenario; OTHER: compare
  --shot PNG      draw one picture and leave       --size WxH       1600x900
  --at T          from the start: 2:28:40, 2.5h    --select WHAT    incident:9, unit:day_cars-1
  --fit WHAT      all, city, site, selected        --layers LIST    +heat,-cells,+circles
  --heat WHAT     response, within, visits, idle   --tab LIST       plots,layers,what_if …
  --frames DIR    pictures of a film               --until T --speed 60 --fps 25
  --lang en|zh    --theme dark|light               --scale 0.75 … 3
  --scenario PATH of the recording, to run it again with a change; of results of a study: the
                  study's file, its scenario, or the folder where its scenarios lie
  --vedette PATH  the simulator                    --edits JSON     changes made before
  --run COMMAND   run a command of the palette     --script FILE    clicks and keys, for tests
  --bench         time frames and jumps, print JSON
)";
}

bool parse_options(int argc, char** argv, Options& o, std::string& problem) {
  for (int i = 1; i < argc; ++i) {
    const std::string a = argv[i];
    if (a == "--help" || a == "-h") {
      o.help = true;
      return true;
    }
    if (a == "--bench") {
      o.bench = true;
      continue;
    }
    if (!a.starts_with("--")) {
      o.files.push_back(a);
      continue;
    }
    if (i + 1 >= argc) {
      problem = a + " needs a value (or is unknown); see --help";
      return false;
    }
    const std::string v = argv[++i];
    const auto wrong = [&](const char* what) {
      problem = a + " " + v + ": " + what;
      return false;
    };
    std::string* const texts[] = {&o.shot,   &o.frames, &o.script,   &o.select,  &o.fit,   &o.tab,
                                  &o.layers, &o.heat,   &o.scenario, &o.vedette, &o.edits, &o.run};
    static constexpr const char* kTexts[] = {"--shot",     "--frames",  "--script", "--select",
                                             "--fit",      "--tab",     "--layers", "--heat",
                                             "--scenario", "--vedette", "--edits",  "--run"};
    bool text = false;
    for (std::size_t k = 0; k < std::size(kTexts); ++k)
      if (a == kTexts[k]) *texts[k] = v, text = true;
    if (text) continue;
    char more = 0;
    if (a == "--at" || a == "--until") {
      Time t;
      if (!parse_time(v, t)) return wrong("a time such as 2:28:40, 8920 or 2.5h is meant");
      (a == "--at" ? o.at : o.until) = t;
    } else if (a == "--size") {
      if (std::sscanf(v.c_str(), "%dx%d%c", &o.width, &o.height, &more) != 2 || o.width < 200 ||
          o.height < 150 || o.width > 8192 || o.height > 8192)
        return wrong("a size such as 1600x900 is meant, 200x150 to 8192x8192");
    } else if (a == "--speed" || a == "--fps" || a == "--scale") {
      double number = 0;
      if (std::sscanf(v.c_str(), "%lf%c", &number, &more) != 1 || !(number > 0 && number <= 1e5))
        return wrong("a positive number is meant");
      if (a == "--speed") o.speed = number;
      if (a == "--fps") o.fps = number;
      if (a == "--scale") {
        if (number < kLeastScale || number > kMostScale) return wrong("0.75 to 3 is meant");
        o.scale = static_cast<float>(number);
      }
    } else if (a == "--lang") {
      o.lang = lang_from(v);
      if (!o.lang) return wrong("en or zh is meant");
    } else if (a == "--theme") {
      if (v != "dark" && v != "light") return wrong("dark or light is meant");
      o.dark = v == "dark";
    } else {
      problem = a + " is unknown; see --help";
      return false;
    }
  }
  if (o.files.empty() || o.files.size() > 2) {
    problem = "name a recording or a scenario, or two recordings to compare; see --help";
    return false;
  }
  return true;
}

}  // namespace vedette::view
