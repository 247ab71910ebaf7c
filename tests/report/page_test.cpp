// SPDX-License-Identifier: Apache-2.0
#include "report/page.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "report/sample_data.hpp"

TEST_CASE("write samples") {
  using namespace vedette;
  const std::filesystem::path dir = std::filesystem::path(VEDETTE_BINARY_DIR) / "report-pages";
  std::filesystem::create_directories(dir);
  std::ofstream(dir / "en.html") << render_report(sample_report(20), Lang::kEn);
  std::ofstream(dir / "zh.html") << render_report(sample_report(20), Lang::kZh);
  std::ofstream(dir / "one.html") << render_report(sample_report(1), Lang::kEn);
}
