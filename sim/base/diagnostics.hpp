// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vedette {

/// A place in an input file; line and column count from 1, 0 = unknown (the whole file).
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

enum class Severity { kError, kWarning };

/// One finding about the input: what is wrong (`message`) and what was probably meant (`hint`).
struct Diagnostic {
  Place place;
  Severity severity = Severity::kError;
  std::string message;
  std::string hint;
};

/// Collects every finding of one input, so that the user sees all of them at once.
class Diagnostics {
 public:
  void error(Place place, std::string message, std::string hint = {});
  void warning(Place place, std::string message, std::string hint = {});
  bool has_errors() const { return errors_ > 0; }
  int errors() const { return errors_; }
  /// In order of file, line, column; each finding once.
  std::vector<Diagnostic> sorted() const;
  const std::vector<Diagnostic>& all() const { return found_; }

 private:
  std::vector<Diagnostic> found_;
  int errors_ = 0;
};

/// Of findings in order (`Diagnostics::sorted`) that differ only in their quoted words and numbers,
/// in one file, the first `most`; then one that says how many more there are, at the first of them.
std::vector<Diagnostic> without_repeats(const std::vector<Diagnostic>& findings,
                                        std::size_t most = 20);

/// `file:line:col: error: message` and, where there is one, a second line `  hint: …`.
std::string to_text(const Diagnostic& diagnostic);

/// The candidate nearest to `word` by edit distance (Damerau-Levenshtein), or "" if none is near
/// enough to be a likely slip (distance at most a third of the word's length, at least 1).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// Thrown where input is unusable and there is no list to add to; carries one finding.
struct InputError {
  Diagnostic diagnostic;
};

}  // namespace vedette
