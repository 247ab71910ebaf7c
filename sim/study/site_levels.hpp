// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/document/document.hpp"
#include "world/world.hpp"

namespace vedette {

/// Whether a factor of this study has places of stations chosen for it (`sites`).
bool asks_for_sites(const Located& root);

/// Chooses them on the base scenario's roads and writes them into the document as the factor's
/// levels, in place of `sites`: so results tell them, and nothing is chosen twice. Each level takes
/// the scenario's stations away (unless `keep`) and puts the chosen ones up as site-1, site-2 …
void fill_in_sites(Document& document, const World& base, Diagnostics& diagnostics);

}  // namespace vedette
