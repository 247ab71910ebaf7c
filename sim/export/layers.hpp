// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "export/circle_shape.hpp"
#include "export/clock.hpp"
#include "export/layer.hpp"
#include "export/material.hpp"
#include "record/recording_reader.hpp"

namespace vedette::gis {

/// Every layer that there is something for (docs/export.md lists them with their fields). The
/// layers look into `material` (and `recording`, null for a scenario) as long as they live.
/// `buffer_m`: how far from the reached roads a response circle reaches.
/// Throws InputError where the recording is damaged, std::runtime_error where polygons cannot be
/// united; the layers' `each` InputError likewise.
std::vector<Layer> layers_of(const Material& material, RecordingReader* recording,
                             double buffer_m = kBufferMetres);

// Parts of layers_of().
void add_city_layers(const Material& material, double buffer_m, std::vector<Layer>& out);
void add_event_layers(const Material& material, RecordingReader& recording,
                      std::vector<Layer>& out);
void add_site_layers(const Material& material, std::vector<Layer>& out);

// Cells of a table. (Not inline: g++ 12 warns wrongly of a variant that it sees moved.)
Value real(double x);                         ///< nothing for NaN and infinity
Value whole(std::uint64_t n);                 ///< a count
Value named(const std::string& name);         ///< nothing for ""
Value moment(Time t);                         ///< nothing for a stage that has not happened
Value seconds_of(Time t);                     ///< since time 0, likewise
Value index_of(bool known, std::uint32_t n);  ///< nothing unless known

/// A number as a part of a field's name: 60 → "60", 7.5 → "7_5".
std::string number_name(double number);

}  // namespace vedette::gis
