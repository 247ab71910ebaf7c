// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/utsname.h>

#include <cctype>

#include <fstream>
#include <optional>
#include <thread>

#include "cli/command.hpp"
#include "cli/page_file.hpp"
#include "cli/words.hpp"
#include "report/document_page.hpp"
#include "report/page.hpp"
#include "report/report_data.hpp"
#include "report/report_single.hpp"
#include "study/analysis.hpp"
#include "study/study_map.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::string file, out, before, single;
};

// The one thing that no recording tells: where the report is made.
std::string this_machine() {
  utsname name{};
  if (uname(&name) != 0) return {};
  std::ifstream cpus("/proc/cpuinfo");
  std::string model;
  for (std::string line; model.empty() && std::getline(cpus, line);)
    if (line.starts_with("model name"))
      if (const auto colon = line.find(": "); colon != std::string::npos)
        model = line.substr(colon + 2);
  return fmt::format("{} {}, {}, {} x {}", name.sysname, name.release, name.machine,
                     std::thread::hardware_concurrency(), model.empty() ? "CPU" : model);
}

// What `vedette monkey --single --json` printed of the recorded scenario; null with what is wrong.
ReportData read_single(const Options& o, const RecordingInfo& info, std::string& wrong) {
  std::ifstream in(o.single, std::ios::binary);
  const auto monkey = ReportData::parse(in, nullptr, false);
  const Lang lang = o.common.language();
  wrong = say("report.not_single", lang, o.single);
  try {
    if (!monkey.at("single").get<bool>()) return nullptr;
    if (monkey.at("scenario_hash").get<std::string>() != info.scenario_hash) {
      wrong = say("report.other_single", lang, o.single, o.file);
      return nullptr;
    }
    return single_failures(monkey);
  } catch (const ReportData::exception&) {
    return nullptr;
  }
}

std::optional<std::string> page_of_recording(const Options& o, Lang lang, std::string& wrong) {
  RecordingReader recording(o.file);
  std::optional<RecordingReader> earlier;
  if (!o.before.empty()) earlier.emplace(o.before);
  ReportData data =
      report_data(recording, summary_of(recording), this_machine(), earlier ? &*earlier : nullptr);
  if (!o.single.empty()) {
    data["single"] = read_single(o, recording.info(), wrong);
    if (data["single"].is_null()) return std::nullopt;
  }
  return render_report(data, lang);
}

// Of a study that is not finished: of what is there.
std::string page_of_study(const std::string& file, Lang lang) {
  const StudyContents contents = read_study_file(file);
  const Json analysis = contents.analysis.is_null() ? analyse(contents) : contents.analysis;
  return render_study(analysis, study_map(contents, analysis), lang);
}

int report(const Options& o) {
  const Lang lang = o.common.language();
  if (!may_be_overwritten(o.out))
    return fail(kBadInput, say("report.no_page", lang, o.out), o.common);
  const bool study = is_study_results(o.file);
  if (study && !o.before.empty())
    return fail(kBadInput, say("report.before_study", lang), o.common);
  if (study && !o.single.empty())
    return fail(kBadInput, say("report.single_study", lang), o.common);
  std::string wrong;
  const std::optional<std::string> page =
      study ? page_of_study(o.file, lang) : page_of_recording(o, lang, wrong);
  if (!page) return fail(kBadInput, wrong, o.common);
  std::ofstream out(o.out, std::ios::binary);
  out << *page;
  out.close();
  if (!out) return fail(kIncomplete, say("report.cannot_write", lang, o.out), o.common);
  if (o.common.json)
    print_json({{"report", o.out}, {"bytes", page->size()}});
  else
    fmt::print("{}\n", say("report.written", lang, o.out));
  return kDone;
}

}  // namespace

bool may_be_overwritten(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string start(9, '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  if (in.gcount() == 0) return true;
  for (char& c : start) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return start == "<!doctype" || start.starts_with("<html");
}

void add_report(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand(
      "report", "Makes one self-contained web page of a recording or of a study's results");
  sub->add_option("file", o->file, "Recording (FILE.vdt) or results of a study (FILE.vds)")
      ->required();
  sub->add_option("--before", o->before, "Recording of another run to put beside it (FILE.vdt)");
  sub->add_option("--single", o->single,
                  "What `vedette monkey SCENARIO --single --json` printed: adds what each failure "
                  "costs (FILE.json)");
  sub->add_option("-o,--out", o->out, "The page (HTML)")->required();
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = report(*o); });
}

}  // namespace vedette::cli
