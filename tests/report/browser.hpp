// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace vedette {

/// What headless Chromium made of a page.
struct Shown {
  std::string dom;      ///< the document after its scripts have run
  std::string console;  ///< warnings and errors of its console, one a line
};

/// Opens `html` in a window of `width` pixels. Nothing where there is no Chromium on this machine
/// (said once on standard output).
std::optional<Shown> show(const std::string& html, const std::string& name, int width = 1280);

/// The texts that people see or hear in a document: text outside of scripts and styles, and the
/// attributes aria-label, title, label and data-label; one a line, entities resolved.
std::string visible_text(const std::string& dom);

}  // namespace vedette
