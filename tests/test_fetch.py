"""A model endpoint is asked as its settings say, and a silent or broken one is one clear error."""

from __future__ import annotations

import pytest
from scripted import Endpoint as Scripted

from solferino.errors import Unreachable, UsageError
from solferino.fetch import LONGEST, Endpoint, asker

pytest.importorskip("openai")


def endpoint(server: Scripted) -> Endpoint:
    return Endpoint(url=server.url, model="small", seed=7, timeout=5)


def test_the_prompt_goes_out_with_the_settings_of_the_case(scripted: Scripted) -> None:
    assert asker(endpoint(scripted))("Who says what?") == "[]"
    asked = scripted.asked[0]
    assert (asked["model"], asked["seed"], asked["temperature"]) == ("small", 7, 0.0)
    assert asked["messages"] == [{"role": "user", "content": "Who says what?"}]


def test_an_answer_has_an_end_that_stands_on_the_run(scripted: Scripted) -> None:
    asker(endpoint(scripted))("Who says what?")
    assert scripted.asked[0]["max_tokens"] == endpoint(scripted).settings()["max_tokens"] == LONGEST


@pytest.mark.parametrize(
    ("status", "said"), [(400, "request (2686 tokens) exceeds the context size (2048 tokens)"), (401, "Invalid API Key")]
)
def test_a_refusal_is_one_error_in_the_words_of_the_server(scripted: Scripted, status: int, said: str) -> None:
    scripted.refusal = (status, f"{said}\n  in line 3 {'x' * 900}")
    with pytest.raises(Unreachable) as caught:
        asker(endpoint(scripted))("the secret")
    assert f"{scripted.url} refuses to answer: {said} in line 3 x" in str(caught.value)
    assert len(str(caught.value)) < 300
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_said_so() -> None:
    with pytest.raises(Unreachable, match=r"http://127.0.0.1:9/v1 cannot be reached"):
        asker(Endpoint(url="http://127.0.0.1:9/v1", model="small", timeout=5))("Who says what?")


def test_settings_are_strict_and_hold_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="temprature"):
        Endpoint.from_settings({"url": "http://x/v1", "model": "m", "temprature": 1})
    with pytest.raises(UsageError, match="model"):
        Endpoint.from_settings({"url": "http://x/v1"})
    with pytest.raises(UsageError, match="SOLFERINO_"):
        Endpoint.from_settings({"url": "http://x/v1", "model": "m", "key_env": "AWS_SECRET_ACCESS_KEY"})
    monkeypatch.delenv("SOLFERINO_KEY", raising=False)
    with pytest.raises(UsageError, match="SOLFERINO_KEY"):
        asker(Endpoint(url="http://x/v1", model="m", key_env="SOLFERINO_KEY"))
    assert "key_env" not in Endpoint(url="u", model="m", key_env="SOLFERINO_KEY").settings()
