"""A model endpoint is asked as its settings say, and a silent or broken one is one clear error."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from solferino.errors import Unreachable, UsageError
from solferino.fetch import Endpoint, asker

pytest.importorskip("openai")


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    class Scripted(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.server.asked = request  # type: ignore[attr-defined]
            status = 500 if "fail" in request["messages"][0]["content"] else 200
            answer = {"id": "1", "object": "chat.completion", "created": 0, "model": request["model"]}
            answer["choices"] = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "[]"}}]
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Scripted) as scripted:
        thread = threading.Thread(target=scripted.serve_forever)
        thread.start()
        yield scripted
        scripted.shutdown()
        thread.join()


def endpoint(server: HTTPServer) -> Endpoint:
    return Endpoint(url=f"http://127.0.0.1:{server.server_port}/v1", model="small", seed=7, timeout=5)


def test_the_prompt_goes_out_with_the_settings_of_the_case(server: HTTPServer) -> None:
    assert asker(endpoint(server))("Who says what?") == "[]"
    asked = server.asked  # type: ignore[attr-defined]
    assert (asked["model"], asked["seed"], asked["temperature"]) == ("small", 7, 0.0)
    assert asked["messages"] == [{"role": "user", "content": "Who says what?"}]


def test_a_server_that_fails_is_one_error_without_the_prompt(server: HTTPServer) -> None:
    with pytest.raises(Unreachable) as caught:
        asker(endpoint(server))("please fail over the secret")
    assert "secret" not in str(caught.value)


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
