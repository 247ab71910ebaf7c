// SPDX-License-Identifier: Apache-2.0
#include "base/gdal_library.hpp"

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace vedette::gis {

namespace {

void* symbol(void* library, const char* name) {
  void* found = dlsym(library, name);
  if (found == nullptr)
    throw std::runtime_error(std::string("maps cannot be read or written: GDAL has no function ") +
                             name);
  return found;
}

Gdal load() {
  // Never unloaded: its drivers register what runs at the end of the program.
  void* library = dlopen(VEDETTE_GDAL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    throw std::runtime_error(std::string("maps cannot be read or written: ") + dlerror());
  Gdal out{};
#define VEDETTE_GDAL_FIND(name) \
  out.name = reinterpret_cast<decltype(out.name)>(symbol(library, #name));
  VEDETTE_GDAL_FUNCTIONS(VEDETTE_GDAL_FIND)
#undef VEDETTE_GDAL_FIND
  out.GDALAllRegister();
  return out;
}

}  // namespace

const Gdal& gdal() {
  static const Gdal loaded = load();
  return loaded;
}

}  // namespace vedette::gis
