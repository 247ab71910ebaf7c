#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes log_mapping.schema.json: the words of mappings of logs of calls and alarms. Run it after a
change of this file.

    python3 sim/world/import/log_mapping_schema.py
"""
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
NAME = "^[A-Za-z0-9_][A-Za-z0-9_-]*$"
NAME_SAYS = "letters, digits, _ and -, beginning with a letter, digit or _"


def text(description, **more):
    return {"type": "string", "minLength": 1, "description": description, **more}


def name(description):
    return text(description, pattern=NAME, **{"x-pattern-text": NAME_SAYS})


def number(description, **more):
    return {"type": "number", "description": description, **more}


def choice(description, *words):
    return {"type": "string", "description": description, "enum": list(words)}


def words_list(description):
    item = {"oneOf": [{"type": "string"}, {"type": "number"}]}
    return {"type": "array", "description": description, "items": item, "minItems": 1}


def closed(description, properties, required=()):
    out = {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "properties": properties,
    }
    if required:
        out["required"] = list(required)
    return out


def pair(description):
    item = {"type": "number"}
    return {"type": "array", "description": description, "items": item, "minItems": 2, "maxItems": 2}


def by_word(description, item, **more):
    return {"type": "object", "description": description, "additionalProperties": item, **more}


def priority(description):
    return {"type": "integer", "description": description, "minimum": 1, "maximum": 9}


BOUNDS = {
    "above": number("More than this."),
    "at_least": number("This or more."),
    "at_most": number("This or less."),
    "below": number("Less than this."),
}

FILTER = closed(
    "A condition that every row kept must meet.",
    {
        "column": text("Column whose text or number is meant."),
        "span": text("Span of time (s) that is meant: total_response, on_scene …"),
        **BOUNDS,
        "in": words_list("The column's text is one of these."),
        "not_in": words_list("The column's text is none of these."),
        "not_empty": {"type": "boolean", "description": "The column has a text."},
        "from": text("First day, as \"2019-04-01\"."),
        "until": text("Day after the last."),
        "weekdays": {
            "type": "array",
            "description": "Days of the week.",
            "items": {"enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]},
            "minItems": 1,
        },
        "hours": {
            "type": "array",
            "description": "Hours of the day, 0 to 23.",
            "items": {"type": "integer", "minimum": 0, "maximum": 23},
            "minItems": 1,
        },
        "why": text("Why the others are dropped; stands in the report."),
    },
)


def columns(stamps, spans, others, required):
    said = {}
    for key, description in stamps:
        said[key] = text("Column of the date and time: " + description)
    for key, description in spans:
        said[key] = text("Column of the time span: " + description)
    for key, description in others:
        said[key] = text("Column: " + description)
    return closed("Which column is what.", said, required)


def log(stamps, spans, others, required):
    limits = closed(
        "Which values of a span count; without a lower bound, those above 0.",
        {key: closed(description, BOUNDS) for key, description in spans},
    )
    return closed(
        "The file's columns, and which rows and values count.",
        {
            "separator": text("Between the fields (default a comma).", maxLength=1),
            "columns": columns(stamps, spans, others, required),
            "dates": choice(
                "Order of the parts of a date (default year-first).",
                "year-first",
                "day-first",
                "month-first",
            ),
            "seconds_per_unit": number(
                "Seconds that one unit of a span's column stands for (minutes: 60).",
                exclusiveMinimum=0,
                maximum=1000000,
            ),
            "keep": {
                "type": "array",
                "description": "Conditions; a row that does not meet one is dropped from everything.",
                "items": {"$ref": "#/definitions/filter"},
            },
            "limits": limits,
            "unreadable": choice(
                "A cell that is no number or no time: an error (default), or its row is dropped.",
                "error",
                "drop",
            ),
        },
        ["columns"],
    )


CALL_LOG = log(
    [
        ("received", "the call came in."),
        ("notified", "a unit was told."),
        ("en_route", "it left."),
        ("arrived", "it was on the scene."),
        ("cleared", "it was free again."),
    ],
    [
        ("process", "received to notified."),
        ("turnout", "notified to en route."),
        ("travel", "en route to arrived."),
        ("unit_response", "notified to arrived."),
        ("total_response", "received to arrived."),
        ("on_scene", "arrived to cleared."),
        ("whole", "received to cleared."),
    ],
    [
        ("type", "what the call is about."),
        ("priority", "how urgent it is."),
        ("station", "where the unit comes from."),
        ("x", "place to the east."),
        ("y", "place to the north."),
    ],
    ["received"],
)
ALARM_LOG = log(
    [
        ("raised", "the alarm was shown."),
        ("acknowledged", "an operator took it."),
        ("assessed", "it was judged."),
        ("cleared", "it was closed."),
    ],
    [
        ("acknowledge", "raised to acknowledged."),
        ("assess", "acknowledged to assessed."),
        ("clear", "assessed to cleared."),
        ("whole", "raised to cleared."),
    ],
    [
        ("zone", "the zone, or the one sensor."),
        ("type", "kind of sensor, or its technology."),
        ("verdict", "whether it was real or nuisance."),
        ("judged", "what the operator took it for, where that is known apart from the truth."),
        ("picture", "whether there was a picture (no, false, 0, none or empty: none)."),
    ],
    ["raised", "verdict"],
)


def mapping(kind, title, log_schema, names, own):
    out = closed(
        title,
        {
            "vedette": {"const": 1, "description": "Version of the format."},
            "import": {"const": kind, "description": "What is imported."},
            "include": {
                "type": "array",
                "description": "Files merged beneath this one: models. Relative to this file.",
                "items": {"type": "string", "minLength": 1},
            },
            "source": text("Where the log comes from, and its licence.", minLength=3),
            "log": log_schema,
            "exposure": closed(
                "On which days the log was kept.",
                {
                    "days": choice(
                        "Count every day from the first to the last, or only dates with a row.",
                        "calendar",
                        "dates-with-rows",
                    ),
                    "from": text("First day, as \"2019-04-01\"; rows before are dropped."),
                    "until": text("Day after the last; rows from then on are dropped."),
                },
            ),
            "when_none_fits": choice(
                "Where every family is refused: draw from the measured sample (default), or take "
                "the best family all the same.",
                "sample",
                "best",
            ),
            "names": closed(
                "Names of the models that are written.",
                {key: name(description) for key, description in names},
            ),
            **own,
            "models": {},
        },
        ["vedette", "import", "source", "log"],
    )
    out["title"] = "the mapping"
    return out


TYPE = closed(
    "What a word in the column `type` stands for.",
    {
        "as": name("Name of the call type; words may share one."),
        "label": {"$ref": "#/definitions/label"},
        "priority": priority("Of the type (default: the most frequent in the log)."),
    },
)
CALLS = mapping(
    "calls",
    "Columns of a log of calls, and what it does not say.",
    {"$ref": "#/definitions/call_log"},
    [
        ("demand", "Of the demand (default measured-week)."),
        ("dispatch", "Of the command centre (default measured-centre)."),
        ("unit", "Of the unit, if the log tells turnout (default measured-unit)."),
    ],
    {
        "coordinates": {
            "description": "What x and y are: metres of the city's plane (which a log without "
            "places needs not say), or longitude and latitude; gcj02 are the shifted degrees of "
            "public maps of mainland China.",
            "oneOf": [
                {"enum": ["wgs84", "gcj02"]},
                closed(
                    "Places in metres.",
                    {
                        "metres_per_unit": number(
                            "Metres of one unit of x and y.", exclusiveMinimum=0
                        ),
                        "origin": pair("What becomes [0, 0], in units of x and y."),
                    },
                ),
            ],
        },
        "geo_origin": pair(
            "For degrees: longitude and latitude of the city's [0, 0], as under city.geo_origin of "
            "its scenario. Not needed with `city`."
        ),
        "city": text(
            "The city's scenario, relative to this file: tells geo_origin, and calls that lie far "
            "from all its junctions are told."
        ),
        "types": by_word("Words of the column `type`.", TYPE),
        "least_rows": {
            "type": "integer",
            "description": "Types with fewer calls are one, `other`, unless named in `types`.",
            "minimum": 1,
            "maximum": 1000000,
            "default": 30,
        },
        "priorities": by_word("Words of the column `priority`.", priority("1 is most urgent.")),
        "other_priority": priority("Of every other word, and of none."),
    },
)
SENSOR = closed(
    "What a word in the column `type` stands for.",
    {
        "as": name("Name under models.sensors (default the word itself)."),
        "count": number(
            "How many such sensors stood in the period (default: the zones that the log names).",
            exclusiveMinimum=0,
            maximum=1000000,
        ),
    },
)
ALARMS = mapping(
    "alarms",
    "Columns of a log of alarms, and what it does not say.",
    {"$ref": "#/definitions/alarm_log"},
    [("duty_room", "Which of models.duty_rooms the times are of.")],
    {
        "sensors": by_word("Words of the column `type`.", SENSOR),
        "verdicts": closed(
            "Words of the columns `verdict` and `judged`.",
            {"real": words_list("A real alarm."), "nuisance": words_list("Nuisance.")},
        ),
    },
)

SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "definitions": {
        "filter": FILTER,
        "call_log": CALL_LOG,
        "alarm_log": ALARM_LOG,
        "calls": CALLS,
        "alarms": ALARMS,
    },
}
(HERE / "log_mapping.schema.json").write_text(
    json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n", "utf-8"
)
