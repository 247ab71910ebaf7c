// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viz/app/gui.hpp"
#include "viz/core/heat.hpp"
#include "viz/panels/widgets.hpp"

namespace vedette::view {

class Labels;

/// What the pieces of the map share: where to draw and of which document.
struct MapArea {
  Ui& ui;
  const Document& doc;
  const MapView& view;
  ImDrawList* d;
  ImVec2 at;            ///< of the map's upper left corner in the list's pixels
  bool second = false;  ///< the other recording, on the right
  Gui* gui = nullptr;   ///< while what stands still is drawn

  ImVec2 screen(double x_m, double y_m) const {
    const ScreenPoint p = view.screen_from_world(x_m, y_m);
    return {at.x + p.x, at.y + p.y};
  }
  ImVec2 screen(PointMm p) const {
    return screen(static_cast<double>(p.x) / 1000, static_cast<double>(p.y) / 1000);
  }
  bool sees(ImVec2 p, float margin) const {
    return p.x >= at.x - margin && p.y >= at.y - margin && p.x <= at.x + view.width + margin &&
           p.y <= at.y + view.height + margin;
  }
  const Layer& layer(LayerId id) const { return ui.session.settings.layers[id]; }
  bool on(LayerId id) const { return layer(id).on; }
  Colour shade(LayerId id, Colour c) const { return faded(c, layer(id).opacity); }
};

/// The map with everything on it, over the whole content region; two side by side when comparing.
void map_panel(Ui& ui, Gui& gui);

/// What does not move: drawn into a picture that is kept until something of it changes.
void draw_static(const MapArea& m);
/// Parts of it (site_layers.cpp), of the storey shown.
void draw_site(const MapArea& m);
void draw_fields(const MapArea& m);
void draw_densities(const MapArea& m);
void draw_blind_spots(const MapArea& m);
/// Each cell in its colour; a colour without opacity leaves it out.
void fill_cells(const MapArea& m, const std::vector<Colour>& colours);
/// Districts (district_layer.cpp), and their names.
void draw_districts(const MapArea& m);
void name_districts(const MapArea& m, Labels& labels);
/// What the camera sees between two distances.
void fill_fan(const MapArea& m, const FieldFan& fan, double near_m, double far_m, Colour colour);
void outline(const MapArea& m, const Polygon& corners, Colour colour, float wide);
/// Of a level of density, the sparsest being 0.
Colour density_colour(std::size_t level, std::size_t levels);

/// A button of the map that shows a storey.
struct LevelChip {
  int level;
  ImVec2 a, b;
};
/// Under the north arrow, the highest first; none where there is one storey.
std::vector<LevelChip> level_chips(const MapArea& m);

/// Units, guards, incidents, trails, selection: every frame.
void draw_live(const MapArea& m);
/// What is out of order now, by its condition.
void draw_conditions(const MapArea& m, Labels& labels);
/// The sign of a condition around a point; also in the legend.
void condition_sign(ImDrawList* d, ImVec2 p, float r, Condition what, bool hidden, bool repair,
                    Colour halo);
/// Legend, scale bar, north, storeys, the name of what is shown.
void draw_furniture(const MapArea& m);
/// Where these lie: names keep off them, and a map that is fitted leaves them room.
std::vector<ImVec4> furniture_boxes(const MapArea& m);
/// The legend (legend.cpp); its box has no width where it is not shown.
void draw_legend(const MapArea& m);
ImVec4 legend_box(const MapArea& m);
/// Mouse: pan, zoom, select, edit. `hovered`: the mouse is over the map and nothing else.
void map_mouse(const MapArea& m, MapView& view, bool hovered);
/// What a right click opened, whether the mouse is on the map or on the menu itself.
void map_menu(Ui& ui);
/// Ghosts of what the tool at hand would do.
void draw_tool(const MapArea& m, bool hovered);

/// Colours of the bands of response circles: within the first mark, the second, …, beyond.
Colour band_colour(std::size_t band, std::size_t marks);
/// Slower orange, quicker blue, around grey.
Colour change_colour(double change, double most);

}  // namespace vedette::view
