// SPDX-License-Identifier: Apache-2.0
#include "report/browser.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <sstream>

namespace vedette {

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

bool have_chromium() {
  static const bool there = [] {
    const bool found = std::system("command -v chromium > /dev/null 2>&1") == 0;
    if (!found) std::cout << "skipped: no chromium to show the report in\n";
    return found;
  }();
  return there;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

// Without everything from `open` to `close`.
std::string without(std::string text, const std::string& open, const std::string& close) {
  for (std::size_t at = 0; (at = text.find(open, at)) != std::string::npos;) {
    const std::size_t end = text.find(close, at);
    text.erase(at, end == std::string::npos ? end : end + close.size() - at);
  }
  return text;
}

}  // namespace

std::optional<Shown> show(const std::string& html, const std::string& name, int width) {
  if (!have_chromium()) return std::nullopt;
  const fs::path dir = fs::path(VEDETTE_BINARY_DIR) / "report-pages" / name;
  fs::remove_all(dir);
  fs::create_directories(dir);
  std::ofstream(dir / "page.html", std::ios::binary) << html;
  const std::string command =
      "cd '" + dir.string() +
      "' && timeout 300 chromium --headless --no-sandbox --disable-gpu"
      " --no-first-run --disable-background-networking --disable-component-update --disable-sync"
      " --enable-logging=stderr --user-data-dir=\"$PWD/profile\" --virtual-time-budget=8000"
      " --window-size=" +
      std::to_string(width) +
      ",2000 --dump-dom \"file://$PWD/page.html\""
      " > dom.html 2> log.txt";
  const int status = std::system(command.c_str());
  Shown shown{read(dir / "dom.html"), ""};
  REQUIRE(status == 0);
  REQUIRE_FALSE(shown.dom.empty());
  std::istringstream log(read(dir / "log.txt"));
  for (std::string line; std::getline(log, line);)
    if (line.find("CONSOLE") != std::string::npos) shown.console += line + '\n';
  fs::remove_all(dir / "profile");
  return shown;
}

std::string visible_text(const std::string& dom) {
  const std::string body =
      without(without(without(dom, "<!--", "-->"), "<script", "</script>"), "<style", "</style>");
  std::string out;
  const std::regex attribute("(?:aria-label|title|label|data-label)=\"([^\"]*)\"");
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t open = body.find('<', at);
    out += body.substr(at, open - at) + '\n';
    if (open == std::string::npos) break;
    const std::size_t close = body.find('>', open);
    const std::string tag = body.substr(open, close - open);
    for (std::sregex_iterator m(tag.begin(), tag.end(), attribute), end; m != end; ++m)
      out += (*m)[1].str() + '\n';
    at = close + 1;
  }
  out = replaced(replaced(replaced(out, "&lt;", "<"), "&gt;", ">"), "&quot;", "\"");
  return replaced(replaced(out, "&nbsp;", " "), "&amp;", "&");
}

}  // namespace vedette
