// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "base/lang.hpp"

namespace vedette::cli {

/// The language that findings are printed in from now on (`--lang`; English before).
void set_findings_language(Lang lang);

/// A finding as printed: `file:line:col: error: …`, in the language that was set. In Chinese the
/// frequent sentences are translated; a rare one stays as it is, with its frame in Chinese.
std::string finding_text(const Diagnostic& finding);
std::string finding_text(const Diagnostic& finding, Lang lang);

/// One sentence of a finding in Chinese; as it is where no pattern fits.
std::string in_chinese(std::string_view sentence);

}  // namespace vedette::cli
