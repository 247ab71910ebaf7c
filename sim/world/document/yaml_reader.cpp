// SPDX-License-Identifier: Apache-2.0
// yaml-cpp's events are used instead of its nodes: they carry every key (nodes keep duplicates
// silently), the places of keys, and are bounded while they come, not after the harm is done.
#include "world/document/yaml_reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstring>
#include <istream>
#include <streambuf>
#include <vector>

#include "world/document/scalar.hpp"
#include "world/document/text_file.hpp"

namespace vedette {
namespace {

// yaml-cpp keeps a whole flow collection in memory (200 bytes a token) before its first event,
// as it might turn out to be a key. More text than this without an event is refused.
constexpr std::size_t kMaxBytesWithoutEvent = 4u << 20;

// Gives the text to yaml-cpp and notices when it reads on and on without an event.
class WatchedText : public std::streambuf {
 public:
  WatchedText(std::string_view text, const TreeBuilder& builder) : text_(text), builder_(builder) {}
  void on_event() { at_event_ = at_; }

 protected:
  std::streamsize xsgetn(char* out, std::streamsize wanted) override {
    if (at_ - at_event_ > kMaxBytesWithoutEvent)
      builder_.fail(builder_.open_mark(),
                    fmt::format("a list, map or text in one piece of more than {} MB",
                                kMaxBytesWithoutEvent >> 20),
                    "write large data in block style, or as a .json file");
    const std::size_t n = std::min(static_cast<std::size_t>(wanted), text_.size() - at_);
    std::memcpy(out, text_.data() + at_, n);
    at_ += n;
    return static_cast<std::streamsize>(n);
  }

 private:
  std::string_view text_;
  const TreeBuilder& builder_;
  std::size_t at_ = 0;
  std::size_t at_event_ = 0;
};

class EventReader : public YAML::EventHandler {
 public:
  EventReader(TreeBuilder& builder, WatchedText& watched, std::string_view text,
              std::uint32_t first_column)
      : builder_(builder), text_(watched), source_(text), first_column_(first_column) {}

  // yaml-cpp's columns count bytes; people count characters.
  Mark mark(const YAML::Mark& m) const {
    const std::uint32_t shift = m.line == 0 ? first_column_ : 1;
    const auto line = static_cast<std::uint32_t>(m.line);
    const auto at = std::min(static_cast<std::size_t>(std::max(m.pos, 0)), source_.size());
    const auto begin = at - std::min(at, static_cast<std::size_t>(std::max(m.column, 0)));
    if (counted_from_ != begin || at < counted_to_) {
      counted_from_ = counted_to_ = begin;
      column_ = 0;
    }
    for (; counted_to_ < at; ++counted_to_)
      column_ += (static_cast<unsigned char>(source_[counted_to_]) & 0xC0) != 0x80;
    return {line + 1, column_ + shift};
  }

  /// yaml-cpp takes the end of the text for the end of open quotes if it follows a line end.
  void check_last_quotes() const {
    std::size_t at = quoted_at_;
    while (at < source_.size() && (source_[at] == '&' || source_[at] == '!')) {  // anchor, tag
      at = std::min(source_.find_first_of(" \t\r\n", at), source_.size());
      at = std::min(source_.find_first_not_of(" \t\r\n", at), source_.size());
    }
    if (at >= source_.size() || (source_[at] != '"' && source_[at] != '\'')) return;
    const char quote = source_[at++];
    for (; at < source_.size(); ++at) {
      const bool twice = quote == '\'' && source_.substr(at, 2) == "''";
      if (twice || (quote == '"' && source_[at] == '\\')) ++at;
      else if (source_[at] == quote) return;
    }
    builder_.fail(quoted_mark_, "the quotes are never closed");
  }

  /// Where the innermost list or map that is still open began; line 0 if none is.
  Mark open_mark() const { return skipped_.empty() ? builder_.open_mark() : skipped_.back(); }

  void OnDocumentStart(const YAML::Mark& m) override {
    text_.on_event();
    if (started_)
      builder_.fail(mark(m), "a second document starts here",
                    "one file holds one document: look for '---', or for indentation that "
                    "ends the first one too early");
    started_ = true;
  }
  void OnDocumentEnd() override {}

  // Is nothing written out there, as null or ~?
  bool says_null(const YAML::Mark& m) const {
    const auto at = std::min(static_cast<std::size_t>(std::max(m.pos, 0)), source_.size());
    for (const std::string_view word : {"~", "null", "Null", "NULL"})
      if (source_.substr(at).starts_with(word)) return true;
    return false;
  }

  void OnNull(const YAML::Mark& m, YAML::anchor_t anchor) override {
    if (skips("nothing", m)) return;
    // A value that is not there comes with the place of whatever follows: its key is meant.
    const Mark key = builder_.key_mark();
    const bool absent = key.line > 0 && (key.line != mark(m).line || !says_null(m));
    builder_.scalar(nullptr, absent ? key : mark(m), anchor);
  }

  void OnAlias(const YAML::Mark& m, YAML::anchor_t anchor) override {
    if (skips("an alias", m)) return;
    builder_.alias(anchor, mark(m));
  }

  void OnScalar(const YAML::Mark& m, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    text_.on_event();
    const bool plain = tag == "?" || tag.empty();
    if (!plain) {
      quoted_at_ = static_cast<std::size_t>(std::max(m.pos, 0));
      quoted_mark_ = mark(m);
    }
    if (!skipped_.empty()) return;
    if (!plain && tag != "!" && tag != "tag:yaml.org,2002:str") reject_tag(tag, m);
    if (builder_.wants_key()) {
      if (plain && text == "<<")
        builder_.fail(mark(m), "merge keys ('<<') are not supported",
                      "use 'include', or repeat the value with an alias");
      if (anchor != 0) builder_.fail(mark(m), "a key cannot have an anchor");
      builder_.key(text, mark(m));
      return;
    }
    if (!plain) {
      builder_.scalar(text, mark(m), anchor);
      return;
    }
    PlainScalar scalar = plain_scalar(text);
    if (!scalar.error.empty())
      builder_.fail(mark(m), std::move(scalar.error), "put it in quotes if it is text");
    builder_.scalar(std::move(scalar.value), mark(m), anchor);
  }

  void OnSequenceStart(const YAML::Mark& m, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    if (skips("a list", m, true)) return;
    if (!tag.empty() && tag != "?" && tag != "!" && tag != "tag:yaml.org,2002:seq")
      reject_tag(tag, m);
    builder_.begin_list(mark(m), anchor);
  }

  void OnMapStart(const YAML::Mark& m, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    if (skips("a map", m, true)) return;
    if (!tag.empty() && tag != "?" && tag != "!" && tag != "tag:yaml.org,2002:map")
      reject_tag(tag, m);
    builder_.begin_map(mark(m), anchor);
  }

  void OnSequenceEnd() override { end(); }
  void OnMapEnd() override { end(); }

 private:
  void end() {
    text_.on_event();
    if (skipped_.empty()) {
      builder_.end();
      return;
    }
    const Mark key = skipped_.back();
    skipped_.pop_back();
    if (skipped_.empty()) builder_.fail(key, "a key must be text, found " + key_kind_);
  }

  // Every event that is a value comes here first: where a key must come, it cannot be one. A list
  // or map there is only refused at its end, as yaml-cpp also takes an unclosed bracket for a key.
  bool skips(const char* what, const YAML::Mark& m, bool opens = false) {
    text_.on_event();
    const bool first = skipped_.empty() && builder_.wants_key();
    if (first && !opens) builder_.fail(mark(m), fmt::format("a key must be text, found {}", what));
    if (first) key_kind_ = what;
    if (!first && skipped_.empty()) return false;
    if (opens) skipped_.push_back(mark(m));
    if (skipped_.size() > kMaxDepth)
      builder_.fail(mark(m), fmt::format("nested deeper than {} maps and lists", kMaxDepth));
    return true;
  }

  [[noreturn]] void reject_tag(const std::string& tag, const YAML::Mark& m) {
    builder_.fail(mark(m), fmt::format("the tag '{}' is not supported", tag));
  }

  TreeBuilder& builder_;
  WatchedText& text_;
  std::string_view source_;
  std::uint32_t first_column_;
  // The last column counted, as lines can be long: characters from one byte up to another.
  mutable std::size_t counted_from_ = 0, counted_to_ = 0;
  mutable std::uint32_t column_ = 0;
  std::size_t quoted_at_ = std::string_view::npos;  // the last text that may stand in quotes
  Mark quoted_mark_;
  bool started_ = false;
  std::vector<Mark> skipped_;  // the lists and maps open inside a key
  std::string key_kind_;
};

// YAML forbids tabs as indentation; yaml-cpp reads on and gives puzzling errors, or none at all.
// JSON may be indented as it likes.
void reject_tab_indentation(std::string_view text, const std::string& name) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] == '{' || text[first] == '[') return;
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t next = std::min(text.find('\n', line), text.size() - 1) + 1;
    const std::size_t content = std::min(text.find_first_not_of(" \t", line), next);
    const std::size_t tab = text.substr(line, content - line).find('\t');
    const bool blank =
        content == next || text[content] == '\n' || text[content] == '\r' || text[content] == '#';
    if (tab != std::string_view::npos && !blank)
      throw InputError{{place_of_byte(text, line + tab, name), Severity::kError,
                        "tab in the indentation", "indent with spaces"}};
    line = next;
  }
}

struct Wording {
  const char* theirs;
  const char* ours;
  const char* hint;
};
constexpr Wording kWordings[] = {
    {"illegal map value", "a ':' cannot stand here",
     "put text that holds ': ' in quotes, and look at the indentation"},
    {"illegal map key", "a key cannot stand here", "look at the indentation"},
    {"illegal block entry", "a list item ('- ') cannot stand here", "look at the indentation"},
    {"end of map not found", "unexpected text in this map", "look at the indentation"},
    {"end of sequence not found", "unexpected text in this list",
     "list items start with '- ' and stand below one another"},
    {"end of map flow not found", "this '{' is never closed", ""},
    {"end of sequence flow not found", "this '[' is never closed", ""},
    {"illegal EOF in scalar", "the quotes are never closed", ""},
    {"illegal document indicator in scalar", "a document mark inside quotes", ""},
    {"unknown token", "unexpected character", "put text that starts with it in quotes"},
    {"illegal flow end", "this bracket closes nothing that was opened like this", ""},
    {"the referenced anchor is not defined", "there is no anchor of this name",
     "an alias *name repeats a value that was marked &name before it"},
};

}  // namespace

Tree read_yaml(std::string_view text, std::uint32_t file, const std::string& name,
               ReadBudget& budget, Diagnostics& diagnostics, std::uint32_t first_column) {
  text = checked_text(text, name);
  reject_tab_indentation(text, name);
  TreeBuilder builder(file, name, budget, diagnostics);
  WatchedText watched(text, builder);
  std::istream stream(&watched);
  EventReader reader(builder, watched, text, first_column);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(reader)) {
    }
    reader.check_last_quotes();
  } catch (const YAML::ParserException& error) {
    // An unclosed bracket comes without a place: the open list or map knows where it began.
    const bool placeless = error.msg.find("flow not found") != std::string::npos;
    Mark mark = reader.mark(error.mark);
    if (placeless && reader.open_mark().line > 0) mark = reader.open_mark();
    for (const Wording& wording : kWordings)
      if (error.msg == wording.theirs) builder.fail(mark, wording.ours, wording.hint);
    builder.fail(mark, "YAML: " + error.msg);
  }
  return builder.take();
}

}  // namespace vedette
