// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct ImDrawList;

namespace vedette::view {

struct Palette;
struct Look;

/// A picture that is drawn now and then and shown every frame.
struct Canvas {
  unsigned texture = 0, frame = 0;
  int width = 0, height = 0;
  float x = 0, y = 0;  ///< of its upper left corner, where it is shown
};

/// The window: the only place that knows SDL, OpenGL and what is special about Dear ImGui 1.86.
class Gui {
 public:
  /// `headless`: fixed time between frames, nothing read from or written to the user's folder.
  /// Throws std::runtime_error with one sentence where there is no window or no OpenGL.
  Gui(const std::string& title, int width, int height, bool headless);
  ~Gui();
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  /// Fonts for all letters of `letters` and the look; before a frame. Cheap when nothing changed.
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
  /// Copies the picture onto the window at that place of the list, before what the list draws
  /// later: no blending, no filtering. The canvas must live until end().
  void show_canvas(ImDrawList* list, Canvas& canvas, float x, float y);
  const Look& look() const;
  /// Time that drawing took in end(), without the rest.
  double draw_s() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vedette::view
