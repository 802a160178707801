"""The prompt: what a model is asked for, with one invented example."""

from __future__ import annotations

import hashlib
import json

from solferino import vocabulary
from solferino.records import Reading

PROMPT_VERSION = "1"

FIELDS = {
    "incident": "the shortest clause that states one attack",
    "total": "the shortest clause that sums up several attacks or a period",
    "response": "what an accused party answers; w is its stance",
    "target": "what was hit; w is its kind",
    "target_name": "the proper name of the facility",
    "method": "how it was attacked; w is its kind",
    "place": "where it happened, the most exact first",
    "date": "when it happened",
    "report_date": "when a report that is cited came out",
    "perpetrator": "who is said to have done it",
    "speaker": "who is cited for it, or who answers",
    "count": "a number with whom or what it counts and what became of them",
    "purpose": "an aim or intent that is alleged",
    "legal": "a legal characterisation",
}
"""Every field that a model may name, and what it is told of it."""

WORDS = {"target": "target", "method": "method", "response": "response_stance"}
"""Fields that come with a word of the codebook, and the kind of word."""

_EXAMPLE = """A spokesman for the Riverside Clinic said shells fired by the northern army hit it on Tuesday, wounding two nurses. \
The army said it only fires at rebels."""

_ANSWER = (
    {"n": 1, "c": "speaker", "t": "A spokesman for the Riverside Clinic"},
    {"n": 1, "c": "incident", "t": "shells fired by the northern army hit it on Tuesday, wounding two nurses"},
    {"n": 1, "c": "method", "t": "shells", "w": "shelling"},
    {"n": 1, "c": "perpetrator", "t": "the northern army"},
    {"n": 1, "c": "date", "t": "on Tuesday"},
    {"n": 1, "c": "count", "t": "wounding two nurses"},
    {"n": 2, "c": "speaker", "t": "The army"},
    {"n": 2, "c": "response", "t": "it only fires at rebels", "w": "alternative_explanation"},
)


def prompt(passage: str, reading: Reading) -> str:
    """Return the prompt for one passage of a reading."""
    return f"{_instructions()}\nPublished: {reading.published or 'unknown'}\nText:\n{passage}\n\nSpans:\n"


def _instructions() -> str:
    fields = "\n".join(f"- {name}: {meaning}" for name, meaning in FIELDS.items())
    words = "\n".join(f"- {name}: {', '.join(vocabulary.codebook().words(kind))}" for name, kind in WORDS.items())
    example = "\n".join(json.dumps(span, ensure_ascii=False) for span in _ANSWER)
    return (
        "You mark attacks on hospitals and other protected places in a text. Copy spans of the text exactly, in the order in which "
        "they appear; never change, translate or add a word. Write one JSON object a line: n numbers the attack, total or answer "
        "that the span belongs to, c names what it is, t is the span, w is a word from the lists below where one is asked for. "
        "Each n has one incident, total or response. Write nothing for accidents, illness, sport or figures of speech.\n\n"
        f"c is one of:\n{fields}\n\nw is one of:\n{words}\n\n"
        f"Example text:\n{_EXAMPLE}\n\nSpans:\n{example}\n\n"
    )


PROMPT_HASH = hashlib.sha256(
    json.dumps([PROMPT_VERSION, FIELDS, WORDS, _EXAMPLE, _ANSWER], ensure_ascii=False, sort_keys=True).encode()
).hexdigest()
"""Changes with any word of the prompt that is ours; the codebook's version stands beside it on a run."""
