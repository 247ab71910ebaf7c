// SPDX-License-Identifier: Apache-2.0
#include "world/document/json_reader.hpp"

#include <fmt/format.h>

#include <limits>

#include "world/document/text_file.hpp"

namespace vedette {
namespace {

// Follows nlohmann's events through the text, as these carry no places: whenever an event comes,
// its token is well-formed and is the next one after white space, commas and colons.
class TokenCursor {
 public:
  explicit TokenCursor(std::string_view text) : text_(text) {}

  Mark next_token() {
    while (at_ < text_.size() && is_between_tokens(text_[at_])) step();
    const Mark mark{line_, column_};
    if (at_ == text_.size()) return mark;
    const char first = text_[at_];
    step();
    if (first == '"')
      skip_string();
    else if (first != '{' && first != '}' && first != '[' && first != ']')
      while (at_ < text_.size() && !ends_word(text_[at_])) step();
    return mark;
  }

 private:
  static bool is_between_tokens(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
  }
  static bool ends_word(char c) { return is_between_tokens(c) || c == '}' || c == ']'; }

  void skip_string() {
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') step();
      step();
    }
    step();
  }

  void step() {
    if (at_ >= text_.size()) return;
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
      ++column_;
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1, column_ = 1;
};

class SaxReader {
 public:
  SaxReader(TreeBuilder& builder, std::string_view text, const std::string& name)
      : builder_(builder), text_(text), name_(name), cursor_(text) {}

  bool null() { return scalar(nullptr); }
  bool boolean(bool value) { return scalar(value); }
  bool number_integer(std::int64_t value) { return scalar(value); }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      return scalar(static_cast<std::int64_t>(value));
    return scalar(static_cast<double>(value));
  }
  bool number_float(double value, const std::string&) { return scalar(value); }
  bool string(std::string& value) { return scalar(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) {
    builder_.begin_map(cursor_.next_token());
    return true;
  }
  bool start_array(std::size_t) {
    builder_.begin_list(cursor_.next_token());
    return true;
  }
  bool key(std::string& text) {
    builder_.key(std::move(text), cursor_.next_token());
    return true;
  }
  bool end_object() { return end(); }
  bool end_array() { return end(); }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) {
    std::string message = error.what();
    for (const std::string_view prefix : {"syntax error ", "out_of_range.406] "}) {
      const std::size_t at = message.find(prefix);
      if (at != std::string::npos) message.erase(0, at + prefix.size());
    }
    throw InputError{{place_of_byte(text_, position > 0 ? position - 1 : 0, name_),
                      Severity::kError, "JSON: " + message, ""}};
  }

 private:
  bool scalar(Json value) {
    builder_.scalar(std::move(value), cursor_.next_token());
    return true;
  }
  bool end() {
    cursor_.next_token();
    builder_.end();
    return true;
  }

  TreeBuilder& builder_;
  std::string_view text_;
  const std::string& name_;
  TokenCursor cursor_;
};

}  // namespace

Tree read_json(std::string_view text, std::uint32_t file, const std::string& name,
               ReadBudget& budget, Diagnostics& diagnostics) {
  text = checked_text(text, name);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};  // as empty YAML
  TreeBuilder builder(file, name, budget, diagnostics);
  SaxReader reader(builder, text, name);
  Json::sax_parse(text.begin(), text.end(), &reader);
  return builder.take();
}

}  // namespace vedette
