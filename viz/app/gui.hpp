// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vedette::view {

struct Palette;
struct Look;

/// A picture that is drawn now and then and shown every frame.
struct Canvas {
  unsigned texture = 0, frame = 0;
  int width = 0, height = 0;
  // Where it is shown: the pixels [x0, x1) x [y0, y1) of the window show the picture from (u0, v0)
  // on, so many of its own pixels for each.
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0, u0 = 0, v0 = 0, step = 1;
};

/// A small picture of plain pixels, made anew now and then.
struct Bitmap {
  unsigned texture = 0;
  int width = 0, height = 0;
  std::vector<std::uint32_t> pixels;  ///< Colour, rows from the top
};

/// A straight line in pixels.
struct LineStroke {
  ImVec2 a, b;
  std::uint32_t colour = 0;
  float wide = 1;
};
/// As ImDrawList::AddLine, for many at once.
void draw_lines(ImDrawList* list, std::span<const LineStroke> lines);

/// The window: the only place that knows SDL, OpenGL and what is special about Dear ImGui 1.86.
class Gui {
 public:
  /// `headless`: fixed time between frames, nothing read from or written to the user's folder.
  /// Throws std::runtime_error with one sentence where there is no window or no OpenGL.
  Gui(const std::string& title, int width, int height, bool headless);
  ~Gui();
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  /// Fonts for all letters of `letters`, beside those asked for before, and the look; before a
  /// frame. Cheap when no letter is new.
  void set_look(const Palette& palette, float scale, const std::string& letters);

  /// Mouse and text of a script instead of the user's.
  struct Scripted {
    float x = -1, y = -1, wheel = 0;
    bool left = false, right = false, shift = false;
    std::string text;
    std::vector<std::string> keys;  ///< as below, or "Return", "Backspace" for text fields
  };
  /// Waits up to `wait_s` for something to happen, then begins a frame. False when the user closed
  /// the window. `keys`: pressed since ("Space", "Shift+Left", "Ctrl+K", "?"), none while text is
  /// being typed except with Ctrl and Escape.
  bool begin(std::vector<std::string>& keys, const Scripted* scripted, double wait_s);
  void end();
  /// Seconds since the frame before.
  double frame_s() const;
  void size(int& width, int& height) const;
  /// The frame just ended, rows from the top, three bytes a pixel.
  std::vector<std::uint8_t> pixels() const;
  bool save_png(const std::string& path) const;
  /// Shows what end() drew; pixels() must come before.
  void present();

  /// A list to draw into, in pixels from the upper left corner.
  ImDrawList* begin_canvas(Canvas& canvas, int width, int height);
  void end_canvas(Canvas& canvas, std::uint32_t background);
  /// Copies the picture onto the window as the canvas says where, before what the list draws later:
  /// no blending, filtered only where it is scaled. The canvas must live until end().
  void show_canvas(ImDrawList* list, Canvas& canvas);
  /// Draws the bitmap's pixels as squares of `size` from (x, y) on.
  void draw_bitmap(ImDrawList* list, Bitmap& bitmap, float x, float y, float size);
  const Look& look() const;
  /// Time that drawing took in end(), without the rest.
  double draw_s() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vedette::view
