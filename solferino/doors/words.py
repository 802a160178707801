"""``codebook``: the words that claims, findings and releases may use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from solferino.doors.plain import line
from solferino.doors.tables import rows, table
from solferino.doors.terminal import Shown
from solferino.errors import UnknownWord
from solferino.vocabulary import Codebook, Word
from solferino.vocabulary import codebook as load

if TYPE_CHECKING:
    from rich.console import RenderableType

Asked = Annotated[str | None, typer.Argument(metavar="WORD", help="A word, or a kind of words; without one, the kinds.")]


def codebook(word: Asked = None) -> Shown:
    """Print the codebook: its kinds, the words of a kind, or all that is known of one word."""
    book = load()
    if word is None:
        kinds = [{"kind": k.key, "definition": k.definition, "words": list(book.words(k.key))} for k in book.kinds.values()]
        made = table("kind", "#words", "definition", title=f"Codebook {book.version}", wide="definition")
        return Shown(kinds, (rows(made, ((k["kind"], len(k["words"]), k["definition"]) for k in kinds)),))
    words = _words(book, word)
    looks = tuple(_one(book, words[0])) if len(words) == 1 else (_many(words, word in book.kinds),)
    return Shown([asdict(w) for w in words], looks)


def _words(book: Codebook, asked: str) -> list[Word]:
    """Return the words of a kind, or of a key; of a key that is both, both."""
    found = list(book.words(asked).values()) if asked in book.kinds else []
    try:
        return [*found, *book.find(asked)]
    except UnknownWord:
        if found:
            return found
        raise


def _many(words: list[Word], one_kind: bool) -> RenderableType:
    made = table("word", "meaning", title=words[0].kind if one_kind else "", wide="meaning")
    return rows(made, ((w.key, w.definition + (" (retired)" if w.retired else "")) for w in words))


def _one(book: Codebook, word: Word) -> Iterator[RenderableType]:
    yield line(f"{word.kind}: {word.key}", "bold")
    yield line(word.definition)
    yield rows(table("language", "label"), word.labels.items())
    if word.crosswalk:
        yield rows(table("elsewhere", "as"), ((book.schemes[s].name, ", ".join(codes)) for s, codes in word.crosswalk.items()))
    for key, value in word.extra.items():
        yield line(f"{key.replace('_', ' ')}: {', '.join(map(str, value)) if isinstance(value, list) else value}", "dim")
