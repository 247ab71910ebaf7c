// SPDX-License-Identifier: Apache-2.0
#include "viz/app/gui.hpp"

#include <SDL.h>
#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl.h>
#include <imgui.h>
#include <imgui_freetype.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO_WARNINGS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

#include <chrono>
#include <filesystem>
#include <stdexcept>

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
  std::string letters;
  float scale = 0;
  const Palette* palette = nullptr;
  ImFont *bold = nullptr, *small = nullptr;
  double last_s = 0, frame_s = 1.0 / 60, draw_s = 0;
  std::unique_ptr<ImDrawList> list;
  PFNGLGENFRAMEBUFFERSPROC gen_framebuffers = nullptr;
  PFNGLBINDFRAMEBUFFERPROC bind_framebuffer = nullptr;
  PFNGLFRAMEBUFFERTEXTURE2DPROC framebuffer_texture = nullptr;

  void make_fonts();
  void make_style() const;
};

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

void Gui::Impl::make_fonts() {
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  ImVector<ImWchar> ranges;
  ImFontGlyphRangesBuilder builder;
  builder.AddRanges(io.Fonts->GetGlyphRangesDefault());
  builder.AddText("…–—·×≤≥→←↑↓±°²Δ■□●○▲▼◆★✓“”‘’µ");
  builder.AddText(letters.c_str());
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
  bold = add(heavy ? heavy : latin, std::round(14 * scale));
  small = add(latin, std::round(11.5f * scale));
  io.Fonts->Build();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Gui::Impl::make_style() const {
  ImGuiStyle& s = ImGui::GetStyle();
  s = ImGuiStyle();
  const Palette& p = *palette;
  s.WindowRounding = 0, s.FrameRounding = 4, s.PopupRounding = 5, s.GrabRounding = 4;
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
  set(ImGuiCol_FrameBg, p.dark ? p.raised : mixed(p.panel, p.line, 0.45));
  set(ImGuiCol_FrameBgHovered, mixed(p.raised, p.accent, 0.18));
  set(ImGuiCol_FrameBgActive, soft);
  set(ImGuiCol_MenuBarBg, p.window);
  set(ImGuiCol_ScrollbarBg, clear);
  set(ImGuiCol_ScrollbarGrab, p.line);
  set(ImGuiCol_ScrollbarGrabHovered, p.dim);
  set(ImGuiCol_ScrollbarGrabActive, p.accent);
  set(ImGuiCol_CheckMark, p.accent);
  set(ImGuiCol_SliderGrab, p.accent);
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

void Gui::set_look(const Palette& palette, float scale, const std::string& letters) {
  Impl& i = *impl_;
  if (i.scale != scale || i.letters != letters) {
    i.scale = scale;
    i.letters = letters;
    i.make_fonts();
    i.palette = nullptr;
  }
  if (i.palette == &palette) return;
  i.palette = &palette;
  i.make_style();
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
      for (const char* mark : {",", ".", "[", "]", "?", "+", "-"})
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
void* Gui::bold_font() const {
  return impl_->bold;
}
void* Gui::small_font() const {
  return impl_->small;
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

}  // namespace vedette::view
