# SPDX-License-Identifier: Apache-2.0
# vedette_embed(TARGET SYMBOL FILE)
# Puts FILE's bytes into TARGET as `std::string_view vedette::embedded::SYMBOL()`, declared by the
# caller (see base/embedded.hpp for the macro). The assembler's .incbin keeps it fast to build.
function(vedette_embed target symbol file)
  get_filename_component(path ${file} ABSOLUTE)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.cpp)
  file(CONFIGURE OUTPUT ${out} CONTENT [[
// Made by cmake/Embed.cmake; the bytes are those of the named file.
#include <string_view>
asm(R"(
.section .rodata
.global vedette_embed_@symbol@_begin
.global vedette_embed_@symbol@_end
vedette_embed_@symbol@_begin:
.incbin "@path@"
vedette_embed_@symbol@_end:
.byte 0
.previous
)");
extern "C" const char vedette_embed_@symbol@_begin[], vedette_embed_@symbol@_end[];
namespace vedette::embedded {
std::string_view @symbol@() {
  return {vedette_embed_@symbol@_begin,
          static_cast<std::size_t>(vedette_embed_@symbol@_end - vedette_embed_@symbol@_begin)};
}
}  // namespace vedette::embedded
]] @ONLY)
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS ${path})
  target_sources(${target} PRIVATE ${out})
endfunction()
