# SPDX-License-Identifier: Apache-2.0
# One place for the flags that every part of the house shares.

add_library(vedette_flags INTERFACE)
# -Wno-restrict: g++ 12 warns wrongly on string + (its bug 105651).
# Results must be the same bytes on every processor: no fused multiply-add, no machine-tuned code.
target_compile_options(vedette_flags INTERFACE -Wall -Wextra -Wshadow -Wno-restrict -ffp-contract=off)
if(VEDETTE_WERROR)
  target_compile_options(vedette_flags INTERFACE -Werror)
endif()
target_include_directories(vedette_flags INTERFACE ${PROJECT_SOURCE_DIR}/sim)

# vedette_layer(NAME SOURCES file... [LINK target...])
# A layer of the house: static library vedette_NAME, known to others as vedette::NAME.
# LINK names the layers below it (and libraries) that it may use.
function(vedette_layer name)
  cmake_parse_arguments(L "" "" "SOURCES;LINK" ${ARGN})
  add_library(vedette_${name} STATIC ${L_SOURCES})
  add_library(vedette::${name} ALIAS vedette_${name})
  target_link_libraries(vedette_${name} PUBLIC vedette_flags ${L_LINK})
endfunction()

# vedette_test(NAME SOURCES file... LINK target... [LABELS label...] [ISOLATED])
# A Catch2 program of one test folder. One CTest entry, or with ISOLATED one process per test case
# (needed wherever SimGrid runs: its engine is a singleton whose clock cannot be rewound).
function(vedette_test name)
  cmake_parse_arguments(T "ISOLATED" "" "SOURCES;LINK;LABELS" ${ARGN})
  add_executable(test_${name} ${T_SOURCES})
  target_link_libraries(test_${name} PRIVATE vedette_test_main ${T_LINK})
  target_compile_definitions(test_${name} PRIVATE
    VEDETTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" VEDETTE_BINARY_DIR="${PROJECT_BINARY_DIR}")
  if(NOT T_LABELS)
    set(T_LABELS fast)
  endif()
  if(T_ISOLATED)
    include(Catch)
    catch_discover_tests(test_${name} TEST_PREFIX "${name}: "
      PROPERTIES LABELS "${T_LABELS}" SKIP_RETURN_CODE 77)
  else()
    add_test(NAME ${name} COMMAND test_${name})
    set_tests_properties(${name} PROPERTIES LABELS "${T_LABELS}" SKIP_RETURN_CODE 77)
  endif()
endfunction()
