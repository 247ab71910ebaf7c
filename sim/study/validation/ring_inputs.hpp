// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cover/vertex_guards.hpp"
#include "study/validation/data_folder.hpp"
#include "study/validation/inputs.hpp"

namespace vedette::validation {

/// A polygon with holes: `polygon` and `holes`, or a `file` of the data folder as the art gallery
/// library AGPLIB has them: how many corners, then each as x y in fractions ("7/2"); how many
/// holes, then each the same way. Empty where neither is given. Throws InputError (also where rings
/// cross or holes lie outside), DataAbsent.
Rings read_rings(const Inputs& inputs, const DataFolder& data);

Offset read_xy(const Located& at);

}  // namespace vedette::validation
