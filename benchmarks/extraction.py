"""Quality by slot and language, throughput and memory of the rule engine over a corpus folder.

usage: python benchmarks/extraction.py CORPUS [--lang en,ar] [--resamples 1000] [--out PREDICTIONS.jsonl]

CORPUS holds documents/*.json, gold/*.json and score.py. Documents whose SHA-256(id) is 0 modulo 3 are held out; the table shows
both parts of each language, with 95 % intervals from resampling documents. Where spaCy is installed, its plain matcher runs beside
the engine (matching.py).
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib.util
import json
import pathlib
import random
import resource
import time
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import matching

from solferino import gazetteer as places
from solferino.extract import rules
from solferino.publish import annotations
from solferino.records import Reading, group

HEADLINES = ("document", "mention", "response", "found", "scope", "status", "recall", "alarms")


def held_out(identity: str) -> bool:
    """Whether a document is kept back from those who write rules."""
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 3 == 0


def scorer(corpus: pathlib.Path) -> ModuleType:
    """Return the corpus' own score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reading(document: dict[str, Any]) -> Reading:
    """Return a corpus document as a reading."""
    keys = ("title", "outlet", "lang", "published")
    return Reading(source=document["id"], reader="corpus", version="1", text=document["text"], **{k: document.get(k) for k in keys})


def predict(documents: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], list[float]]:
    """Return the predictions by document id, and the documents a CPU second of two passes; the second remembers their words."""
    gazetteer = places.load()
    readings = [reading(d) for d in documents]
    for warm in readings[:5]:
        rules.extract(warm, run="benchmark", gazetteer=gazetteer)
    gc.freeze()  # as every process that extracts does
    speeds = []
    for _ in range(2):
        began = time.process_time()
        claims = [rules.extract(r, run="benchmark", gazetteer=gazetteer) for r in readings]
        speeds.append(len(documents) / max(time.process_time() - began, 1e-9))
    return {r.source: annotations.gold(r.source, group(c, r.source)) for r, c in zip(readings, claims, strict=True)}, speeds


class Part:
    """The counts of one document, so that resampling only adds them up."""

    def __init__(self, score: ModuleType, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
        self.document, self.mention = score.Tally(), score.Tally()
        self.scope, self.status = [0, 0], [0, 0]
        wanted, told = gold["mentions"], predicted["mentions"]
        self.document.add("relevant", gold["relevant"] and predicted["relevant"], predicted["relevant"], gold["relevant"])
        self.alarm = predicted["relevant"] and not gold["relevant"]
        left, right = [score.values(m) for m in wanted], [score.values(m) for m in told]
        links = score.align(wanted, told)
        for slot in score.SLOTS + score.EXTRA:
            a, b = (score.unique(slot, [v for m in side for v in m[slot]]) for side in (left, right))
            self.document.add(slot, score.hits(slot, a, b), len(b), len(a))
            hits = sum(score.hits(slot, left[i][slot], right[j][slot]) for i, j in links)
            self.mention.add(slot, hits, sum(len(m[slot]) for m in right), sum(len(m[slot]) for m in left))
        self.mention.add("found", len(links), len(told), len(wanted))
        for i, j in links:
            self._compare(score, wanted[i], told[j])
        self._responses(score, gold["responses"], list(predicted["responses"]))

    def _compare(self, score: ModuleType, gold: dict[str, Any], told: dict[str, Any]) -> None:
        self.scope[0] += gold["scope"] == told["scope"]
        self.scope[1] += 1
        for x in gold["perpetrators"]:
            match = next((y for y in told["perpetrators"] if score.names_match(x["names"], y["names"])), None)
            if match:
                self.status[0] += x["status"] == match["status"]
                self.status[1] += 1

    def _responses(self, score: ModuleType, gold: list[dict[str, Any]], told: list[dict[str, Any]]) -> None:
        total, hit = len(told), 0
        for reply in gold:
            found = next(
                (t for t in told if t["stance"] == reply["stance"] and score.quote_f1(reply["quote"], t["quote"]) >= 0.5), None
            )
            if found:
                told.remove(found)
                hit += 1
        self.document.add("response", hit, total, len(gold))


def headlines(score: ModuleType, parts: Sequence[Part]) -> dict[str, float]:
    """Return the headline figures over some documents."""
    document, mention = score.Tally(), score.Tally()
    for part in parts:
        document.update(part.document)
        mention.update(part.mention)
    scope, status = ([sum(p[i] for p in pairs) for i in (0, 1)] for pairs in ([x.scope for x in parts], [x.status for x in parts]))

    def mean(tally: Any, slots: Sequence[str]) -> float:
        values = [f[2] for s in slots if (f := tally.prf(s))]
        return sum(values) / len(values) if values else 0.0

    relevant, found, response = document.prf("relevant"), mention.prf("found"), document.prf("response")
    return {
        "document": mean(document, score.SLOTS),
        "mention": mean(mention, (*score.SLOTS, "found")),
        "response": response[2] if response else 0.0,
        "found": found[2] if found else 0.0,
        "scope": scope[0] / max(1, scope[1]),
        "status": status[0] / max(1, status[1]),
        "recall": relevant[1] if relevant else 0.0,
        "alarms": float(sum(p.alarm for p in parts)),
        **{f"d:{s}": f[2] for s in score.SLOTS + score.EXTRA if (f := document.prf(s))},
        **{f"m:{s}": f[2] for s in score.SLOTS + score.EXTRA if (f := mention.prf(s))},
    }


def interval(
    figure: Callable[[Sequence[Part]], dict[str, float]], parts: Sequence[Part], resamples: int
) -> dict[str, tuple[float, float]]:
    """Return 95 % intervals of each headline by resampling documents, seed 1."""
    chance = random.Random(1)
    drawn = [figure(chance.choices(parts, k=len(parts))) for _ in range(resamples)]
    bounds = {}
    for key in HEADLINES:
        values = sorted(d[key] for d in drawn)
        bounds[key] = (values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1])
    return bounds


def table(score: ModuleType, name: str, parts: Sequence[Part], resamples: int) -> None:
    """Print the figures of one part of the corpus."""
    figures = headlines(score, parts)
    bounds = interval(lambda p: headlines(score, p), parts, resamples) if resamples else {}
    print(f"\n{name}: {len(parts)} documents")
    for key in HEADLINES:
        low, high = bounds.get(key, (figures[key], figures[key]))
        print(f"  {key:10} {figures[key]:.3f}   [{low:.3f}, {high:.3f}]")
    slots = [s for s in score.SLOTS + score.EXTRA if f"d:{s}" in figures]
    print("  slot        " + " ".join(f"{s:>11}" for s in slots))
    for view in "dm":
        print(
            f"  {'document' if view == 'd' else 'mention':11} " + " ".join(f"{figures.get(f'{view}:{s}', 0):11.3f}" for s in slots)
        )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--part", choices=("train", "held-out", "both"), default="both")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--peer", action="store_true", help="run spaCy's plain matcher beside the engine")
    asked = parser.parse_args()
    documents = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((asked.corpus / "documents").glob("*.json"))]
    documents = [d for d in documents if d["lang"] in asked.lang.split(",")]
    documents = [d for d in documents if asked.part == "both" or held_out(d["id"]) == (asked.part == "held-out")]
    rules.extract(reading(documents[0]), run="benchmark", gazetteer=places.load())
    print(f"start-up: {time.process_time():.2f} CPU seconds until the first document is read")
    predicted, (first, second) = predict(documents)
    if asked.out:
        asked.out.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predicted.values()), encoding="utf-8")
    score = scorer(asked.corpus)
    gold = {d["id"]: json.loads((asked.corpus / "gold" / f"{d['id']}.json").read_text(encoding="utf-8")) for d in documents}
    report(score, documents, gold, predicted, asked.resamples)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    engine = "plain" if (rules.__file__ or "").endswith(".py") else "compiled"
    print(f"\n{first:.0f} documents per CPU second, {second:.0f} read again ({engine} engine), peak memory {peak:.0f} MB")
    if asked.peer and matching.installed():
        told, took = matching.predict(documents)
        print(f"\nbeside it: spaCy's entity ruler over the same words, {len(documents) / max(took, 1e-9):.0f} documents per second")
        report(score, documents, gold, told, 0)


def report(
    score: ModuleType, documents: Sequence[dict[str, Any]], gold: dict[str, Any], predicted: dict[str, Any], resamples: int
) -> None:
    """Print the figures of both parts, language by language where there are several, and of all documents together."""
    parts = {d["id"]: Part(score, gold[d["id"]], predicted[d["id"]]) for d in documents}
    codes = sorted({d["lang"] for d in documents})
    named: dict[str, list[Part]] = {}
    for d in sorted(documents, key=lambda d: (d["lang"], held_out(d["id"]))):
        part = "held out" if held_out(d["id"]) else "train"
        named.setdefault(f"{d['lang']} {part}" if len(codes) > 1 else part, []).append(parts[d["id"]])
    if len(named) > 1:
        named["all"] = list(parts.values())
    for name, some in named.items():
        table(score, name, some, resamples)


if __name__ == "__main__":
    main()
