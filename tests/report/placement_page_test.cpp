// SPDX-License-Identifier: Apache-2.0
// The page of a camera placement in headless Chromium: how far the answer may be from the best.
#include <catch2/catch.hpp>

#include "report/browser.hpp"
#include "report/document_page.hpp"

using namespace vedette;
using Json = nlohmann::ordered_json;

namespace {

Json placement() {
  return Json::parse(R"({
"scenario": {"file": "yard.yaml", "name": {"en": "Yard", "zh": "院子"}, "hash": "fa"},
"version": "0", "placed": "",
"map": {"box": [0, 0, 60, 40], "buildings": [], "walls": [[0, 0, 60, 0]], "fences": [],
  "before": {"cameras": [], "blind": []}, "after": {"cameras": [], "blind": []}},
"met": true, "budget": null, "count": "seen", "level": "seen",
"night": false, "seed": 1,
"candidates": {"tried": 11, "useful": 11, "cells": 2279, "entries": 6887, "sample_m": 1.0,
  "judged_m": 1.0},
"search": {"greedy": {"cameras": 4, "price": 520, "covered": 2279},
  "found": {"cameras": 4, "price": 500, "covered": 2279}, "wanted": 2279,
  "bound": {"price": 400.0, "by": "lagrange"}, "gap": 0.2, "proven": false, "searches": 1},
"watched_m2": 2400.0,
"before": {"cameras": 0, "share": 0.0, "expected_share": 0.0, "price": 0},
"after": {"cameras": 4, "share": 0.95, "expected_share": 0.9},
"parts": [{"name": "", "label": null, "asset": false, "level": "seen", "cameras": 1,
  "area_m2": 2400.0, "asked": 0.95, "before": 0.0, "share": 0.95, "expected": 0.9, "met": true,
  "out_of_reach": 0.0}],
"types": {"all-round": 4}, "labels": {"all-round": {"en": "all-round", "zh": "全景"}},
"chosen": [{"name": "cam-new-1", "type": "all-round", "at": [33.66, 20.57], "azimuth_deg": 0.0,
  "hfov_deg": 360.0, "range_m": 18.0, "spot": "s3", "height_m": 0.0, "price": 108}],
"curve": [{"cameras": 0, "price": 0, "share": 0.0}, {"cameras": 1, "price": 108, "share": 0.34}],
"chosen_curve": [{"cameras": 0, "price": 0, "share": 0.0},
  {"cameras": 1, "price": 108, "share": 0.34}]})");
}

}  // namespace

TEST_CASE("how much dearer than the best a placement may be is a share of the bound") {
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_placement(placement(), lang), "placement");
    if (!shown) return;
    CHECK(shown->console == "");
    const std::string text = visible_text(shown->dom);
    INFO(text);
    // 500 is a quarter more than 400, though 400 is a fifth less than 500.
    CHECK(text.find(lang == Lang::kEn ? "at most 25.0 % dearer" : "相差至多 25.0%") !=
          std::string::npos);
  }
}
