"""A language model of random weights, to try the model engine against a real server where no model is at hand (docs/model.md).

usage: python benchmarks/random_model.py FOLDER [--seed 7]

Writes FOLDER/random.gguf (two layers of the llama architecture over the 256 bytes; needs `pip install gguf`), FOLDER/spans.gbnf (a
grammar that makes the server answer in lines as they are asked for, some of them cut from the text and some not) and the text,
FOLDER/inbox/clinic.txt. It shows the protocol, never how well a model reads.
"""

from __future__ import annotations

import argparse
import json
import pathlib

import gguf
import numpy as np

SIZE, LAYERS, HEADS, INNER, CONTEXT = 64, 2, 4, 128, 32768

TEXT = (
    "A drone struck the Sabah clinic in Mariupol on Monday, killing at least three patients, a nurse said. "
    "Russia's defence ministry denied that its forces had hit the clinic.\n"
)
CUT = (
    "A drone struck the Sabah clinic in Mariupol on Monday", "drone", "clinic", "Mariupol", "on Monday",
    "killing at least three patients", "a nurse", "Russia's defence ministry", "denied that its forces had hit the clinic",
)  # fmt: skip
MADE_UP = ("killing forty patients", "Sebastopol")
FIELDS = ("incident", "response", "target", "method", "place", "date", "count", "speaker", "perpetrator", "weapon")
WORDS = ("clinic", "hospital", "drone", "denies_responsibility", "unheard_of")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    (asked.folder / "inbox").mkdir(parents=True, exist_ok=True)
    (asked.folder / "inbox" / "clinic.txt").write_text(TEXT, "utf-8")
    (asked.folder / "spans.gbnf").write_text(grammar(), "utf-8")
    write(asked.folder / "random.gguf", np.random.default_rng(asked.seed))


def grammar() -> str:
    """Return a grammar of 8 to 24 lines of JSON, with spans of the text and spans that are not in it."""
    field, words, word = (" | ".join(json.dumps(json.dumps(w)) for w in kind) for kind in (FIELDS, (*CUT, *MADE_UP), WORDS))
    line = r'"{\"n\": " [1-3] ", \"c\": " field ", \"t\": " words (", \"w\": " word)? "}\n"'
    return f"root ::= line{{8,24}}\nline ::= {line}\nfield ::= {field}\nwords ::= {words}\nword ::= {word}\n"


def tokens() -> list[str]:
    """Return a token for each byte, as byte-level vocabularies write them, the two ends of a text, and one pair of letters."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [b for b in range(256) if b not in shown]
    letters = {b: chr(b) for b in shown} | {b: chr(256 + n) for n, b in enumerate(hidden)}
    return [*(letters[b] for b in range(256)), "<s>", "</s>", "th"]


def write(path: pathlib.Path, rng: np.random.Generator) -> None:
    """Write a model whose weights are drawn; the last layer's are small, so that every token stays likely."""
    out, vocabulary = gguf.GGUFWriter(path, "llama"), tokens()
    _describe(out, vocabulary)
    _draw(out, rng, "token_embd", len(vocabulary), SIZE)
    _draw(out, rng, "output", len(vocabulary), SIZE, scale=0.05)
    out.add_tensor("output_norm.weight", np.ones(SIZE, np.float32))
    for n in range(LAYERS):
        for part in ("attn_norm", "ffn_norm"):
            out.add_tensor(f"blk.{n}.{part}.weight", np.ones(SIZE, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            _draw(out, rng, f"blk.{n}.{part}", SIZE, SIZE)
        for part, shape in (("ffn_gate", (INNER, SIZE)), ("ffn_up", (INNER, SIZE)), ("ffn_down", (SIZE, INNER))):
            _draw(out, rng, f"blk.{n}.{part}", *shape)
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def _draw(out: gguf.GGUFWriter, rng: np.random.Generator, name: str, *shape: int, scale: float = 0.5) -> None:
    out.add_tensor(f"{name}.weight", (rng.standard_normal(shape) * scale).astype(np.float32))


def _describe(out: gguf.GGUFWriter, vocabulary: list[str]) -> None:
    out.add_name("random")
    out.add_context_length(CONTEXT)
    out.add_embedding_length(SIZE)
    out.add_block_count(LAYERS)
    out.add_feed_forward_length(INNER)
    out.add_head_count(HEADS)
    out.add_head_count_kv(HEADS)
    out.add_layer_norm_rms_eps(1e-5)
    out.add_rope_dimension_count(SIZE // HEADS)
    out.add_vocab_size(len(vocabulary))
    out.add_file_type(gguf.LlamaFileType.ALL_F32)
    out.add_tokenizer_model("gpt2")
    out.add_tokenizer_pre("default")
    out.add_token_list(vocabulary)
    out.add_token_types([gguf.TokenType.NORMAL] * 256 + [gguf.TokenType.CONTROL] * 2 + [gguf.TokenType.NORMAL])
    out.add_token_merges(["t h"])
    out.add_bos_token_id(256)
    out.add_eos_token_id(257)
    out.add_chat_template("{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}")


if __name__ == "__main__":
    main()
