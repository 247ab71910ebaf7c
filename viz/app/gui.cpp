// SPDX-License-Identifier: Apache-2.0
#include "viz/app/gui.hpp"

#include <SDL.h>
#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl.h>
#include <imgui.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO_WARNINGS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

#include "viz/app/look.hpp"
#include "viz/core/palette.hpp"

namespace vedette::view {

namespace {

ImVec4 vec(Colour c) {
  return ImGui::ColorConvertU32ToFloat4(c);
}

std::string key_name(const SDL_Keysym& key) {
  const SDL_Keycode k = key.sym;
  std::string name;
  if (k >= 'a' && k <= 'z') name = static_cast<char>(k - 'a' + 'A');
  if (k >= '0' && k <= '9') name = static_cast<char>(k);
  if (k == SDLK_SPACE) name = "Space";
  if (k == SDLK_LEFT) name = "Left";
  if (k == SDLK_RIGHT) name = "Right";
  if (k == SDLK_HOME) name = "Home";
  if (k == SDLK_END) name = "End";
  if (k == SDLK_ESCAPE) name = "Escape";
  if (k == SDLK_UP) name = "Up";
  if (k == SDLK_DOWN) name = "Down";
  if (k == SDLK_PAGEUP) name = "PageUp";
  if (k == SDLK_PAGEDOWN) name = "PageDown";
  if (k == SDLK_DELETE) name = "Delete";
  if (k == SDLK_TAB) name = "Tab";
  if (k >= SDLK_F1 && k <= SDLK_F12) name = "F" + std::to_string(k - SDLK_F1 + 1);
  const bool ctrl = key.mod & (KMOD_CTRL | KMOD_GUI);
  if (ctrl && (k == SDLK_PLUS || k == SDLK_EQUALS || k == SDLK_KP_PLUS)) return "Ctrl++";
  if (ctrl && (k == SDLK_MINUS || k == SDLK_KP_MINUS)) return "Ctrl+-";
  if (name.empty()) return name;
  return (ctrl ? "Ctrl+" : "") + std::string(key.mod & KMOD_SHIFT ? "Shift+" : "") + name;
}

void push_key(SDL_Keycode key, Uint32 type) {
  SDL_Event e{};
  e.type = type;
  e.key.keysym.sym = key;
  e.key.keysym.scancode = SDL_GetScancodeFromKey(key);
  SDL_PushEvent(&e);
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

struct Gui::Impl {
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;
  bool headless = false;
  SDL_Keycode held = 0;  // by a script
  std::string asked;               // letters, last
  ImFontGlyphRangesBuilder known;  // letters that the fonts have
  float scale = 0;
  const Palette* palette = nullptr;
  Look look;
  double last_s = 0, frame_s = 1.0 / 60, draw_s = 0;
  std::unique_ptr<ImDrawList> list;
  PFNGLGENFRAMEBUFFERSPROC gen_framebuffers = nullptr;
  PFNGLBINDFRAMEBUFFERPROC bind_framebuffer = nullptr;
  PFNGLFRAMEBUFFERTEXTURE2DPROC framebuffer_texture = nullptr;
};

namespace {

PFNGLBLITFRAMEBUFFERPROC blit_framebuffer = nullptr;
PFNGLBINDFRAMEBUFFERPROC bind_for_blit = nullptr;

void copy_canvas(const ImDrawList*, const ImDrawCmd* command) {
  const auto& c = *static_cast<const Canvas*>(command->UserCallbackData);
  const ImGuiIO& io = ImGui::GetIO();
  const float sx = io.DisplayFramebufferScale.x, sy = io.DisplayFramebufferScale.y;
  // What the picture has of the place where it is shown.
  const auto w = static_cast<float>(c.width), h = static_cast<float>(c.height);
  const float x0 = std::max(c.x0, c.x0 - c.u0 / c.step), y0 = std::max(c.y0, c.y0 - c.v0 / c.step);
  const float x1 = std::min(c.x1, c.x0 + (w - c.u0) / c.step),
              y1 = std::min(c.y1, c.y0 + (h - c.v0) / c.step);
  if (x1 <= x0 || y1 <= y0) return;
  const auto whole = [](float v) { return static_cast<GLint>(std::lround(v)); };
  const auto u = [&](float x) { return whole(c.u0 + (x - c.x0) * c.step); };
  const auto v = [&](float y) { return whole(h - c.v0 - (y - c.y0) * c.step); };
  const float height = io.DisplaySize.y * sy;
  bind_for_blit(GL_READ_FRAMEBUFFER, c.frame);
  glDisable(GL_SCISSOR_TEST);
  blit_framebuffer(u(x0), v(y1), u(x1), v(y0), whole(x0 * sx), whole(height - y1 * sy),
                   whole(x1 * sx), whole(height - y0 * sy), GL_COLOR_BUFFER_BIT,
                   sx == 1 && sy == 1 && c.step == 1 ? GL_NEAREST : GL_LINEAR);
  glEnable(GL_SCISSOR_TEST);
  bind_for_blit(GL_READ_FRAMEBUFFER, 0);
}

}  // namespace

// Each a rectangle with a line baked into the fonts' picture, soft at its sides.
void draw_lines(ImDrawList* list, std::span<const LineStroke> lines) {
  constexpr std::size_t kAtOnce = 8000;  // indices have 16 bits
  const ImVec4* baked = ImGui::GetIO().Fonts->TexUvLines;
  while (!lines.empty()) {
    const auto now = lines.first(std::min(kAtOnce, lines.size()));
    lines = lines.subspan(now.size());
    const int n = static_cast<int>(now.size());
    list->PrimReserve(6 * n, 4 * n);
    for (const LineStroke& l : now) {
      const float dx = l.b.x - l.a.x, dy = l.b.y - l.a.y;
      const float length = std::sqrt(dx * dx + dy * dy);
      const float wide =
          std::clamp(l.wide, 1.0f, static_cast<float>(IM_DRAWLIST_TEX_LINES_WIDTH_MAX - 1));
      const int whole = static_cast<int>(wide);
      const float part = wide - static_cast<float>(whole), half = wide * 0.5f + 1;
      ImVec4 uv = baked[whole];
      if (part > 0.001f) {
        const ImVec4 next = baked[whole + 1];
        uv = {uv.x + (next.x - uv.x) * part, uv.y + (next.y - uv.y) * part,
              uv.z + (next.z - uv.z) * part, uv.w + (next.w - uv.w) * part};
      }
      const float nx = length > 0 ? dy / length * half : 0,
                  ny = length > 0 ? -dx / length * half : 0;
      const auto first = static_cast<ImDrawIdx>(list->_VtxCurrentIdx);
      for (const int corner : {0, 1, 2, 0, 2, 3})
        list->PrimWriteIdx(static_cast<ImDrawIdx>(first + corner));
      list->PrimWriteVtx({l.a.x + nx, l.a.y + ny}, {uv.x, uv.y}, l.colour);
      list->PrimWriteVtx({l.b.x + nx, l.b.y + ny}, {uv.x, uv.y}, l.colour);
      list->PrimWriteVtx({l.b.x - nx, l.b.y - ny}, {uv.z, uv.w}, l.colour);
      list->PrimWriteVtx({l.a.x - nx, l.a.y - ny}, {uv.z, uv.w}, l.colour);
    }
  }
}

Gui::Gui(const std::string& title, int width, int height, bool headless)
    : impl_(std::make_unique<Impl>()) {
  Impl& i = *impl_;
  i.headless = headless;
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0)
    throw std::runtime_error(std::string("no window can be opened: ") + SDL_GetError());
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 2);
  const Uint32 flags = SDL_WINDOW_OPENGL | (headless ? SDL_WINDOW_HIDDEN : SDL_WINDOW_RESIZABLE);
  i.window = SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                              height, flags);
  if (i.window) i.context = SDL_GL_CreateContext(i.window);
  if (!i.context) throw std::runtime_error(std::string("OpenGL 3.2 is missing: ") + SDL_GetError());
  SDL_GL_SetSwapInterval(headless ? 0 : 1);
  const auto load = [](auto& f, const char* name) {
    f = reinterpret_cast<std::decay_t<decltype(f)>>(SDL_GL_GetProcAddress(name));
  };
  load(i.gen_framebuffers, "glGenFramebuffers");
  load(i.bind_framebuffer, "glBindFramebuffer");
  load(i.framebuffer_texture, "glFramebufferTexture2D");
  load(blit_framebuffer, "glBlitFramebuffer");
  bind_for_blit = i.bind_framebuffer;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  ImGui_ImplSDL2_InitForOpenGL(i.window, i.context);
  ImGui_ImplOpenGL3_Init("#version 150");
}

Gui::~Gui() {
  impl_->list.reset();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplSDL2_Shutdown();
  ImGui::DestroyContext();
  SDL_GL_DeleteContext(impl_->context);
  SDL_DestroyWindow(impl_->window);
  SDL_Quit();
}

void Gui::set_look(const Palette& palette, float scale, const std::string& letters) {
  Impl& i = *impl_;
  bool more = false;
  if (i.asked != letters) {
    i.asked = letters;
    ImFontGlyphRangesBuilder wanted;
    wanted.AddText(letters.c_str());
    for (int k = 0; k < wanted.UsedChars.Size; ++k)
      more = more || (wanted.UsedChars[k] & ~i.known.UsedChars[k]);
  }
  if (i.scale != scale || more) {
    i.scale = scale;
    i.known.AddText(letters.c_str());
    i.look = make_fonts(scale, i.known);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    i.palette = nullptr;
  }
  if (i.palette == &palette) return;
  i.palette = &palette;
  make_style(palette, scale);
}

bool Gui::begin(std::vector<std::string>& keys, const Scripted* scripted, double wait_s) {
  Impl& i = *impl_;
  ImGuiIO& io = ImGui::GetIO();
  if (i.held) push_key(i.held, SDL_KEYUP);
  i.held = 0;
  if (scripted)
    for (const std::string& key : scripted->keys) {
      if (key == "Return") {
        push_key(i.held = SDLK_RETURN, SDL_KEYDOWN);
      } else if (key == "Backspace") {
        push_key(i.held = SDLK_BACKSPACE, SDL_KEYDOWN);
      } else if (key == "Escape") {
        push_key(i.held = SDLK_ESCAPE, SDL_KEYDOWN);
      } else {
        keys.push_back(key);
      }
    }
  SDL_Event event;
  bool open = true;
  if (!i.headless && wait_s > 0 && !SDL_PollEvent(nullptr))
    SDL_WaitEventTimeout(nullptr, static_cast<int>(wait_s * 1000));
  while (SDL_PollEvent(&event)) {
    ImGui_ImplSDL2_ProcessEvent(&event);
    if (event.type == SDL_QUIT) open = false;
    if (event.type == SDL_KEYDOWN) {
      const std::string name = key_name(event.key.keysym);
      if (!name.empty() && (!io.WantTextInput || name.starts_with("Ctrl+") || name == "Escape"))
        keys.push_back(name);
    }
    // Marks by the letter, wherever the keyboard has it.
    if (event.type == SDL_TEXTINPUT && !io.WantTextInput) {
      const std::string text = event.text.text;
      for (const char* mark : {",", ".", "[", "]", "?", "+", "-", "<", ">", ";", "/", "="})
        if (text == mark) keys.push_back(text);
    }
  }
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  const double now = now_s();
  i.frame_s = i.last_s > 0 ? now - i.last_s : 1.0 / 60;
  i.last_s = now;
  if (i.headless) {
    i.frame_s = 1.0 / 60;
    io.DeltaTime = 1.0f / 60;
  }
  if (scripted) {
    io.MousePos = {scripted->x, scripted->y};
    io.MouseDown[0] = scripted->left;
    io.MouseDown[1] = scripted->right;
    io.MouseWheel = scripted->wheel;
    io.KeyShift = scripted->shift;
    if (!scripted->text.empty()) io.AddInputCharactersUTF8(scripted->text.c_str());
  }
  ImGui::NewFrame();
  return open;
}

void Gui::end() {
  ImGui::Render();
  const double begun = now_s();
  int w = 0, h = 0;
  SDL_GL_GetDrawableSize(impl_->window, &w, &h);
  impl_->bind_framebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, w, h);
  const ImVec4 c = vec(impl_->palette->window);
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (impl_->headless) glFinish();
  impl_->draw_s = now_s() - begun;
}

void Gui::present() {
  SDL_GL_SwapWindow(impl_->window);
}
double Gui::frame_s() const {
  return impl_->frame_s;
}
double Gui::draw_s() const {
  return impl_->draw_s;
}
const Look& Gui::look() const {
  return impl_->look;
}

void Gui::size(int& width, int& height) const {
  SDL_GetWindowSize(impl_->window, &width, &height);
}

std::vector<std::uint8_t> Gui::pixels() const {
  int w = 0, h = 0;
  SDL_GL_GetDrawableSize(impl_->window, &w, &h);
  const auto row = static_cast<std::size_t>(w) * 3;
  std::vector<std::uint8_t> all(row * static_cast<std::size_t>(h)), turned(all.size());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, w, h, GL_RGB, GL_UNSIGNED_BYTE, all.data());
  for (int y = 0; y < h; ++y)
    std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(row) * (h - 1 - y), row,
                turned.begin() + static_cast<std::ptrdiff_t>(row) * y);
  return turned;
}

bool Gui::save_png(const std::string& path) const {
  int w = 0, h = 0;
  SDL_GL_GetDrawableSize(impl_->window, &w, &h);
  const auto all = pixels();
  stbi_write_png_compression_level = 9;
  return stbi_write_png(path.c_str(), w, h, 3, all.data(), w * 3) != 0;
}

ImDrawList* Gui::begin_canvas(Canvas& canvas, int width, int height) {
  if (canvas.width != width || canvas.height != height) {
    if (!canvas.texture) glGenTextures(1, &canvas.texture);
    if (!canvas.frame) impl_->gen_framebuffers(1, &canvas.frame);
    canvas.width = width, canvas.height = height;
    glBindTexture(GL_TEXTURE_2D, canvas.texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  }
  impl_->list = std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData());
  ImDrawList* list = impl_->list.get();
  list->_ResetForNewFrame();
  list->PushTextureID(ImGui::GetIO().Fonts->TexID);
  list->PushClipRect({0, 0}, {static_cast<float>(width), static_cast<float>(height)});
  return list;
}

void Gui::end_canvas(Canvas& canvas, std::uint32_t background) {
  ImDrawList* list = impl_->list.get();
  impl_->bind_framebuffer(GL_FRAMEBUFFER, canvas.frame);
  impl_->framebuffer_texture(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, canvas.texture,
                             0);
  glViewport(0, 0, canvas.width, canvas.height);
  glDisable(GL_SCISSOR_TEST);
  const ImVec4 c = vec(background);
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImDrawData data;
  data.Valid = true;
  data.CmdLists = &list;
  data.CmdListsCount = 1;
  data.TotalIdxCount = list->IdxBuffer.Size;
  data.TotalVtxCount = list->VtxBuffer.Size;
  data.DisplaySize = {static_cast<float>(canvas.width), static_cast<float>(canvas.height)};
  data.FramebufferScale = {1, 1};
  ImGui_ImplOpenGL3_RenderDrawData(&data);
  impl_->bind_framebuffer(GL_FRAMEBUFFER, 0);
}

void Gui::draw_bitmap(ImDrawList* list, Bitmap& b, float x, float y, float size) {
  if (b.width <= 0 || b.height <= 0) return;
  if (!b.texture) glGenTextures(1, &b.texture);
  glBindTexture(GL_TEXTURE_2D, b.texture);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, b.width, b.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               b.pixels.data());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  list->AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(b.texture)), {x, y},
                 {x + static_cast<float>(b.width) * size, y + static_cast<float>(b.height) * size});
}

void Gui::show_canvas(ImDrawList* list, Canvas& canvas) {
  list->AddCallback(copy_canvas, &canvas);
}

}  // namespace vedette::view
