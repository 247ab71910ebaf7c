// SPDX-License-Identifier: Apache-2.0
#include "viz/app/look.hpp"

#include <imgui.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "viz/core/palette.hpp"

namespace vedette::view {

namespace {

constexpr const char* kLatin[] = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"};
constexpr const char* kBold[] = {"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
                                 "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"};
struct ChineseFont {
  const char* path;
  int number;
  float size;
};
constexpr ChineseFont kChinese[] = {
    {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0, 1.12f},
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, 1.3f}};

template <class List>
const auto* first_there(const List& list) {
  for (const auto& one : list)
    if constexpr (requires { one.path; }) {
      if (std::filesystem::exists(one.path)) return &one;
    } else {
      if (std::filesystem::exists(one)) return &one;
    }
  return static_cast<decltype(&list[0])>(nullptr);
}

constexpr int kDisc = 32;

ImVec4 vec(Colour c) {
  return ImGui::ColorConvertU32ToFloat4(c);
}

// White, opaque inside, one texel of soft edge: drawn at any size and colour as one rectangle.
void draw_disc(ImFontAtlas& atlas, int number, Look& look) {
  const ImFontAtlasCustomRect* r = atlas.GetCustomRectByIndex(number);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
  if (!pixels || !r->IsPacked()) return;
  for (int y = 0; y < kDisc; ++y)
    for (int x = 0; x < kDisc; ++x) {
      const float dx = static_cast<float>(x) + 0.5f - kDisc / 2.0f,
                  dy = static_cast<float>(y) + 0.5f - kDisc / 2.0f;
      const float inside =
          std::clamp(kDisc / 2.0f - 1 - std::sqrt(dx * dx + dy * dy) + 0.5f, 0.0f, 1.0f);
      unsigned char* p = pixels + ((r->Y + y) * width + r->X + x) * 4;
      p[0] = p[1] = p[2] = 255;
      p[3] = static_cast<unsigned char>(inside * 255 + 0.5f);
    }
  atlas.CalcCustomRectUV(r, &look.disc0, &look.disc1);
}

}  // namespace

Look make_fonts(float scale, const ImFontGlyphRangesBuilder& letters) {
  Look look;
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  ImVector<ImWchar> ranges;
  ImFontGlyphRangesBuilder builder = letters;
  builder.AddRanges(io.Fonts->GetGlyphRangesDefault());
  builder.AddText("…–—·×≤≥→←↑↓±°²Δ■□●○▲▼◆★✓“”‘’µ");
  builder.BuildRanges(&ranges);
  const auto* latin = first_there(kLatin);
  const auto* heavy = first_there(kBold);
  const ChineseFont* chinese = first_there(kChinese);
  const auto add = [&](const char* const* path, float size) -> ImFont* {
    if (!path) return io.Fonts->AddFontDefault();
    ImFont* font = io.Fonts->AddFontFromFileTTF(*path, size, nullptr, ranges.Data);
    if (font && chinese) {
      ImFontConfig merge;
      merge.MergeMode = true;
      merge.FontNo = chinese->number;
      io.Fonts->AddFontFromFileTTF(chinese->path, size * chinese->size, &merge, ranges.Data);
    }
    return font ? font : io.Fonts->AddFontDefault();
  };
  add(latin, std::round(14 * scale));
  look.bold = add(heavy ? heavy : latin, std::round(14 * scale));
  look.small = add(latin, std::round(11.5f * scale));
  const int disc = io.Fonts->AddCustomRectRegular(kDisc, kDisc);
  io.Fonts->Build();
  draw_disc(*io.Fonts, disc, look);
  return look;
}

void make_style(const Palette& p, float scale) {
  ImGuiStyle& s = ImGui::GetStyle();
  s = ImGuiStyle();
  s.WindowRounding = 0, s.FrameRounding = 4, s.PopupRounding = 5, s.GrabRounding = 3;
  s.GrabMinSize = 7;
  s.TabRounding = 4, s.ScrollbarRounding = 6, s.ScrollbarSize = 11, s.ChildRounding = 4;
  s.WindowBorderSize = 0, s.PopupBorderSize = 1, s.FrameBorderSize = 0;
  s.WindowPadding = {10, 8}, s.FramePadding = {8, 4}, s.ItemSpacing = {8, 5};
  s.ItemInnerSpacing = {6, 4}, s.CellPadding = {6, 3}, s.IndentSpacing = 14;
  s.ScaleAllSizes(scale);
  s.PopupBorderSize = 1;
  auto& c = s.Colors;
  const auto set = [&](int which, Colour colour) { c[which] = vec(colour); };
  const Colour soft = mixed(p.raised, p.accent, 0.25), clear = faded(p.raised, 0);
  set(ImGuiCol_Text, p.text);
  set(ImGuiCol_TextDisabled, p.dim);
  set(ImGuiCol_WindowBg, p.panel);
  set(ImGuiCol_ChildBg, clear);
  set(ImGuiCol_PopupBg, p.raised);
  set(ImGuiCol_Border, p.line);
  // Fields and boxes to tick stand out from panels and from popups, which are raised.
  set(ImGuiCol_FrameBg, p.dark ? p.line : mixed(p.panel, p.line, 0.45));
  set(ImGuiCol_FrameBgHovered, mixed(p.raised, p.accent, 0.18));
  set(ImGuiCol_FrameBgActive, soft);
  set(ImGuiCol_MenuBarBg, p.window);
  set(ImGuiCol_ScrollbarBg, clear);
  set(ImGuiCol_ScrollbarGrab, p.line);
  set(ImGuiCol_ScrollbarGrabHovered, p.dim);
  set(ImGuiCol_ScrollbarGrabActive, p.accent);
  set(ImGuiCol_CheckMark, p.accent);
  set(ImGuiCol_SliderGrab, faded(p.accent, 0.6));
  set(ImGuiCol_SliderGrabActive, p.accent);
  set(ImGuiCol_Button, p.dark ? p.raised : mixed(p.panel, p.line, 0.6));
  set(ImGuiCol_ButtonHovered, mixed(p.raised, p.accent, 0.3));
  set(ImGuiCol_ButtonActive, mixed(p.raised, p.accent, 0.5));
  set(ImGuiCol_Header, mixed(p.panel, p.accent, 0.22));
  set(ImGuiCol_HeaderHovered, mixed(p.panel, p.accent, 0.30));
  set(ImGuiCol_HeaderActive, mixed(p.panel, p.accent, 0.40));
  set(ImGuiCol_Separator, p.line);
  set(ImGuiCol_SeparatorHovered, p.accent);
  set(ImGuiCol_SeparatorActive, p.accent);
  set(ImGuiCol_Tab, p.window);
  set(ImGuiCol_TabHovered, mixed(p.raised, p.accent, 0.35));
  set(ImGuiCol_TabActive, mixed(p.raised, p.accent, 0.25));
  set(ImGuiCol_TabUnfocused, p.window);
  set(ImGuiCol_TabUnfocusedActive, mixed(p.raised, p.accent, 0.25));
  set(ImGuiCol_TableHeaderBg, p.dark ? p.raised : mixed(p.panel, p.line, 0.5));
  set(ImGuiCol_TableBorderStrong, p.line);
  set(ImGuiCol_TableBorderLight, faded(p.line, 0.5));
  set(ImGuiCol_TableRowBg, clear);
  set(ImGuiCol_TableRowBgAlt, faded(p.line, 0.22));
  set(ImGuiCol_TextSelectedBg, faded(p.accent, 0.4));
  set(ImGuiCol_NavHighlight, clear);
  set(ImGuiCol_ModalWindowDimBg, rgb(0, 120));
}

}  // namespace vedette::view
