"""What extraction is compared with: spaCy's blank pipeline with an entity ruler over the same words, without grammar.

The peer tags targets, methods, victims' harm and party names, and makes one mention of every document that has a target and a means
or harm. It has no model, reads the same packs, and so shows what the engine's grammar adds to its word lists.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Sequence
from typing import Any

from solferino import language, name

FAMILIES = ("target", "method", "what")


def installed() -> bool:
    """Whether spaCy can be imported."""
    return importlib.util.find_spec("spacy") is not None


def pipeline(code: str) -> Any:
    """Return spaCy's blank pipeline of a language with an entity ruler over the pack's words and the parties."""
    import spacy

    made = spacy.blank(code)
    made.add_pipe("sentencizer")
    ruler = made.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    words = language.pack(code).section("words")
    patterns = [
        {"label": tag, "pattern": phrase} for tag in words if tag.partition(".")[0] in FAMILIES for phrase in words[tag] or ()
    ]
    patterns += [{"label": f"party.{p.key}", "pattern": alias} for p in name.parties() for _, alias in p.aliases(code)]
    ruler.add_patterns(patterns)
    return made


def predict(documents: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], float]:
    """Return the peer's predictions by document id and the CPU seconds they took."""
    pipelines = {code: pipeline(code) for code in sorted({d["lang"] for d in documents} & set(language.languages()))}
    began = time.process_time()
    predicted = {d["id"]: _read(d, pipelines.get(d["lang"])) for d in documents}
    return predicted, time.process_time() - began


def _read(document: dict[str, Any], made: Any) -> dict[str, Any]:
    empty = {"id": document["id"], "relevant": False, "mentions": [], "responses": []}
    if made is None:
        return empty
    read = made(document["text"])
    tags = [e.label_ for e in read.ents]
    found = {family: sorted({t.partition(".")[2] for t in tags if t.startswith(f"{family}.")}) for family in (*FAMILIES, "party")}
    if not found["target"] or not (found["method"] or found["what"]):
        return empty
    parties = [name.party(key).labels["en"] for key in found["party"]]
    first = next(s for s in read.sents if any(e.label_.startswith("target.") for e in s.ents))
    mention = {
        "scope": "incident", "quote": first.text, "targets": found["target"], "methods": found["method"],
        "perpetrators": [{"names": [p], "status": "stated"} for p in parties], "speakers": [], "counts": [], "places": [],
    }  # fmt: skip
    return {**empty, "relevant": True, "mentions": [mention]}
