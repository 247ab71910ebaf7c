// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

class CompileContext;

/// Cameras that hang higher are warned of, here and when a schedule is imported. An assumption:
/// masts of 60 m are rare, and 4 m in centimetres are 400.
inline constexpr double kHighestCamera_m = 60;

/// Warnings about what is allowed but hardly meant. After the city and the site.
void tell_implausible(CompileContext& context);

}  // namespace vedette
