// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "export/layers.hpp"
#include "export/write.hpp"
#include "report/report_data.hpp"
#include "world/import/import_devices.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  std::string gpkg, geojson, csv, devices;
  std::vector<std::string> layers;
  double buffer_m = gis::kBufferMetres;
};

// A recording is a SQLite file; by its name too, so that a missing or damaged one is called that.
bool is_recording(const std::string& file) {
  if (file.ends_with(".vdt")) return true;
  char head[15] = {};
  std::ifstream(file, std::ios::binary).read(head, sizeof head);
  return std::string_view(head, sizeof head) == "SQLite format 3";
}

// Those asked for, in the order of all; what is not there is an error.
int choose(std::vector<gis::Layer>& layers, const Options& o) {
  const Lang lang = o.common.language();
  std::vector<std::string> names;
  for (const gis::Layer& l : layers) names.push_back(l.name);
  for (const std::string& wanted : o.layers) {
    if (std::find(names.begin(), names.end(), wanted) != names.end()) continue;
    const std::string near = nearest(wanted, names);
    return fail(kBadInput,
                say("export.no_layer", lang, wanted, fmt::join(names, ", ")) +
                    (near.empty() ? "" : " " + say("hint.did_you_mean", lang, near)),
                o.common);
  }
  std::erase_if(layers, [&](const gis::Layer& l) {
    return !o.layers.empty() &&
           std::find(o.layers.begin(), o.layers.end(), l.name) == o.layers.end();
  });
  return layers.empty() ? fail(kBadInput, say("export.nothing", lang), o.common) : kDone;
}

void tell(const Options& o, const std::vector<std::string>& files,
          const std::vector<gis::Written>& written, bool on_the_globe) {
  const Lang lang = o.common.language();
  if (!on_the_globe) fmt::print(stderr, "{}\n", say("export.no_origin", lang));
  if (o.common.json) {
    nlohmann::ordered_json layers = nlohmann::ordered_json::object();
    for (const gis::Written& w : written) layers[w.layer] = w.features;
    print_json({{"files", files},
                {"layers", layers},
                {"crs", on_the_globe ? nlohmann::ordered_json("EPSG:4326")
                                     : nlohmann::ordered_json(nullptr)}});
    return;
  }
  for (const gis::Written& w : written)
    fmt::print("{}\n", say("export.layer", lang, w.layer, w.features));
  for (const std::string& file : files) fmt::print("{}\n", say("export.written", lang, file));
}

int export_file(const Options& o) {
  const Lang lang = o.common.language();
  if (o.gpkg.empty() && o.geojson.empty() && o.csv.empty() && o.devices.empty())
    return fail(kBadInput, say("export.nowhere", lang), o.common);
  int exit_code = kDone;
  std::optional<RecordingReader> recording;
  gis::Material material;
  if (is_recording(o.scenario.scenario)) {
    if (!o.scenario.overrides.empty()) return fail(kBadInput, say("export.no_set", lang), o.common);
    recording.emplace(o.scenario.scenario);
    if (!o.devices.empty()) return fail(kBadInput, say("export.no_devices", lang), o.common);
    material = gis::material_of(*recording);
  } else {
    const auto world = open_scenario(o.scenario, o.common, exit_code);
    if (!world) return exit_code;
    if (!o.devices.empty()) {
      std::ofstream out(o.devices, std::ios::binary);
      out << device_schedule(world->effective_json);
      out.close();
      if (!out) return fail(kBadInput, say("export.cannot_write", lang, o.devices), o.common);
      if (o.gpkg.empty() && o.geojson.empty() && o.csv.empty()) {
        tell(o, {o.devices}, {}, true);
        return kDone;
      }
    }
    material = gis::material_of(*world);
  }
  auto layers = gis::layers_of(material, recording ? &*recording : nullptr, o.buffer_m);
  if (const int code = choose(layers, o); code != kDone) return code;

  const gis::Reference reference{material.origin, material.start};
  std::vector<gis::Written> written;
  std::vector<std::string> files;
  if (!o.gpkg.empty()) {
    written = gis::write_geopackage(o.gpkg, layers, reference);
    files.push_back(o.gpkg);
  }
  if (!o.geojson.empty()) {
    written = gis::write_geojson(o.geojson, layers, reference);
    files.push_back(o.geojson);
  }
  if (!o.csv.empty()) {
    written = gis::write_csv(o.csv, layers, reference);
    if (recording) gis::write_figures_csv(o.csv, summary_of(*recording), lang);
    files.push_back(o.csv);
  }
  tell(o, files, written, material.origin.has_value());
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("export", "Map layers and tables of a recording or scenario");
  sub->add_option("file", o->scenario.scenario, "Recording (FILE.vdt), or scenario")->required();
  sub->add_option("--gpkg", o->gpkg, "GeoPackage with all layers (OUT.gpkg), as QGIS opens it");
  sub->add_option("--geojson", o->geojson, "Folder for a GeoJSON file a layer, or one file");
  sub->add_option("--csv", o->csv, "Folder for a CSV file a layer, and figures.csv");
  sub->add_option("--devices", o->devices,
                  "Camera schedule (OUT.csv) of a scenario, as `import devices` reads it");
  sub->add_option("--layers", o->layers, "Only these, for example response_circles,stations")
      ->delimiter(',');
  sub->add_option("--buffer", o->buffer_m,
                  "Metres beside the reached roads that belong to a response circle")
      ->check(CLI::Range(1.0, 5000.0))
      ->capture_default_str();
  sub->add_option("--set", o->scenario.overrides, "PATH=VALUE: changes one value of a scenario")
      ->allow_extra_args(false);
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = export_file(*o); });
}

}  // namespace vedette::cli
