# SPDX-License-Identifier: Apache-2.0
# Reads source files of the house (paths from its root) and prints `file:line: what is wrong`.
# Bytes, not letters (LC_ALL=C), so that every awk counts the same.

BEGIN {
  # Who may include whom; itself always.
  below["base"] = ""
  below["space"] = "base"
  below["world"] = "base space"
  below["cover"] = "base space world"
  below["record"] = "base space world"
  below["engine"] = "base space world cover record"
  below["measure"] = "base space world cover record"
  below["study"] = "base space world cover record engine measure"
  below["report"] = "base space world record measure"
  below["export"] = "base space world cover record measure report"
  below["cli"] = "base space world cover record engine measure study report export"
  below["viz"] = "base space world cover record measure"
  longest_line = 100
  longest_file = 400
}

function wrong(line, what) { printf "%s:%d: %s\n", file, line, what }

# As an editor shows it: continuation bytes take no column, Chinese letters two.
function columns(text,   wide) {
  gsub(/[\200-\277]/, "", text)
  wide = text
  return length(text) + gsub(/[\343-\355\357]/, "", wide)
}

function end_of_file() {
  if (file == "") return
  if (!spdx) wrong(1, "no SPDX-License-Identifier line at the top")
  if (header && !pragma) wrong(1, "no #pragma once")
  if (room != "" && lines > longest_file)
    wrong(lines, lines " lines; a file has one idea and at most " longest_file " lines")
}

FNR == 1 {
  end_of_file()
  file = FILENAME
  sub(/^\.\//, "", file)
  spdx = pragma = 0
  header = file ~ /\.hpp$/
  cpp = file ~ /\.[hc]pp$/
  room = ""
  if (split(file, part, "/") > 2 && part[1] == "sim") room = part[2]
  else if (part[1] == "viz") room = "viz"
}

{ lines = FNR }
FNR <= 5 && /SPDX-License-Identifier: Apache-2\.0/ { spdx = 1 }
/^#pragma once/ { pragma = 1 }
# In words.cpp and the like a line is a sentence that people read.
cpp && file !~ /\/words[a-z_]*\.cpp$/ && columns($0) > longest_line { wrong(FNR, columns($0) " columns; at most " longest_line) }

cpp && room != "" && /^[ \t]*#[ \t]*include/ {
  if (room != "viz" && match($0, /[<"](SDL|imgui|backends\/imgui|GL\/|viz\/)/))
    wrong(FNR, "sim/ never includes the viewer or what it draws with")
  else if (match($0, /"[^"]*"/)) {
    name = substr($0, RSTART + 1, RLENGTH - 2)
    split(name, part, "/")
    if (!(room in below))
      wrong(FNR, "sim/" room " is no layer that tests/house/source_rules.awk knows")
    else if (!(part[1] in below) || name !~ /\//)
      wrong(FNR, "\"" name "\": write includes from sim/, as \"" room "/" name "\"")
    else if (part[1] != room && index(" " below[room] " ", " " part[1] " ") == 0)
      wrong(FNR, room " may not include " part[1] " (\"" name "\")")
  }
}

END { end_of_file() }
