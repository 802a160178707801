"""The only network code: asks a model endpoint that the case's settings name, and nothing else.

Any server that speaks the OpenAI chat interface will do (Ollama, llama.cpp, vLLM, a hosted one). Nothing leaves the machine unless
a case names an endpoint, and no source above the endpoint's access level is ever sent.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from solferino.errors import Unreachable, UsageError

Ask = Callable[[str], str]


KEYS = "SOLFERINO_"
"""How the name of an environment variable with a key begins."""
LONGEST = 2048
"""Tokens of one answer, so that a model that never comes to an end is stopped."""

_WHY = {
    "APITimeoutError": "gave no answer within {timeout:g} seconds (timeout in [endpoint])",
    "APIConnectionError": "cannot be reached",
}
"""What an error of the client says, where the server said nothing."""


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where a model answers, and how it is asked.

    ``url`` is the base address up to and with ``/v1``; ``key_env`` names the environment variable that holds the key, if
    one is needed (a key is never written to a case). ``access`` is the highest access level of a source that may be sent;
    ``timeout`` is in seconds.
    """

    url: str
    model: str
    temperature: float = 0.0
    seed: int = 0
    access: str = "open"
    key_env: str = ""
    timeout: float = 120.0

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Endpoint:
        """Read the ``[endpoint]`` table of a case; an unknown or missing key is an error."""
        known = {f.name for f in fields(cls)}
        if unknown := set(settings) - known:
            raise UsageError(f"[endpoint] has unknown settings: {', '.join(sorted(unknown))}; it knows {', '.join(sorted(known))}")
        if missing := {"url", "model"} - set(settings):
            raise UsageError(f"[endpoint] lacks {' and '.join(sorted(missing))}")
        for key, value in settings.items():
            right = (float, int) if key in ("temperature", "timeout") else int if key == "seed" else str
            if not isinstance(value, right) or isinstance(value, bool):
                raise UsageError(f"[endpoint] has a wrong {key}: it must be {'text' if right is str else 'a number'}")
        if not settings.get("key_env", KEYS).startswith(KEYS):
            raise UsageError(f"[endpoint] has a wrong key_env: it must begin with {KEYS}, so that no case can name another secret")
        return cls(**settings)

    def settings(self) -> dict[str, str | float | int]:
        """Return what stands on each run: everything that may change an answer, and no key."""
        return {
            "url": self.url, "model": self.model, "temperature": self.temperature, "seed": self.seed, "max_tokens": LONGEST,
        }  # fmt: skip


def asker(endpoint: Endpoint) -> Ask:
    """Return a function that sends one prompt to the endpoint and gives back the text of the answer.

    Raises Unreachable when the server does not answer as agreed, and UsageError when the client library or the key is missing.
    """
    try:
        import openai
    except ImportError as error:
        raise UsageError("asking a model needs the extra: pip install 'solferino[llm]'") from error
    key = os.environ.get(endpoint.key_env, "") if endpoint.key_env else "none"
    if not key:
        raise UsageError(f"the environment variable {endpoint.key_env}, which [endpoint] names, is not set")
    client = openai.OpenAI(base_url=endpoint.url, api_key=key, timeout=endpoint.timeout, max_retries=1)

    def ask(prompt: str) -> str:
        try:
            answer = client.chat.completions.create(
                model=endpoint.model,
                messages=[{"role": "user", "content": prompt}],
                temperature=endpoint.temperature,
                seed=endpoint.seed,
                max_tokens=LONGEST,
            )
        except openai.OpenAIError as error:
            raise Unreachable(f"{endpoint.url} {_why(error, endpoint)}") from error
        return (answer.choices[0].message.content if answer.choices else None) or ""

    return ask


def _why(error: Exception, endpoint: Endpoint) -> str:
    """Say in one line what went wrong: the server's own words where it gave a reason."""
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    if isinstance(said, str) and said.strip():
        return f"refuses to answer: {' '.join(said.split())[:200]}"
    return _WHY.get(type(error).__name__, f"did not answer: {type(error).__name__}").format(timeout=endpoint.timeout)
