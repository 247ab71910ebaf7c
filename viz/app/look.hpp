// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <imgui.h>

namespace vedette::view {

struct Palette;

/// What the fonts' texture holds beside the ordinary font.
struct Look {
  ImFont *bold = nullptr, *small = nullptr;
  ImVec2 disc0, disc1;  ///< a white disc in it, corners in texture coordinates
};

/// Builds the atlas for these letters and those of Europe; the texture is the caller's to renew.
Look make_fonts(float scale, const ImFontGlyphRangesBuilder& letters);
void make_style(const Palette& palette, float scale);

}  // namespace vedette::view
