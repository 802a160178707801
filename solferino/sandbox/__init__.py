"""Reading what nobody vouches for, in a child process that may use little memory and time, sees no secrets and reaches nobody."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from solferino import errors
from solferino.errors import UnreadableSource, UnsafeSource
from solferino.readers import Member, ReadText, Split, Told, with_language
from solferino.sandbox.limits import Limits, environment
from solferino.sandbox.worker import receive, send

__all__ = ["Check", "Limits", "Reader", "doctor"]

_ANSWER_LIMIT = 512 * 1024 * 1024
_START = "import sys; sys.path.insert(0, {root!r}); from solferino.sandbox.worker import serve; serve()"


class Reader:
    """``readers.split`` and ``readers.read`` in a child process, which starts with the first source and serves many.

    A child that dies or overruns a limit is ended and the next source gets a new one. One thread uses it at a
    time. Use as a context manager::

        with sandbox.Reader() as reader:
            for member in reader.split(data, media=media, name=name).members:
                text = reader.read(data, media=media, name=name, member=member.locator)
    """

    def __init__(self, *, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None
        self._wire: socket.socket | None = None
        self._sent: bytes | None = None
        self._served = 0

    def split(self, data: bytes, *, media: str, name: str) -> Split:
        """Return what ``readers.split`` returns; raises as it does, and UnsafeSource for a limit."""
        found = self._ask(data, do="split", media=media, name=name)
        members = tuple(Member(**{**m, "told": Told(**m["told"]), "notes": tuple(m["notes"])}) for m in found["members"])
        return Split(members=members, problems=tuple(found["problems"]))

    def read(
        self,
        data: bytes,
        *,
        media: str,
        name: str,
        member: str | None = None,
        mapping: Mapping[str, Any] | None = None,
        lang: str | None = None,
    ) -> ReadText:
        """Return what ``readers.read`` returns; raises as it does, and UnsafeSource for a limit.

        Tesseract reads the pictures of a scan where it is installed. The bytes travel once while the same object is asked about.
        """
        found = self._ask(data, do="read", media=media, name=name, member=member, mapping=mapping)
        pages = tuple((start, end) for start, end in found["pages"])
        return with_language(ReadText(**{**found, "pages": pages, "notes": tuple(found["notes"])}), lang)

    def close(self) -> None:
        """End the child, and whatever it started."""
        if self._wire is not None:
            self._wire.close()
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()
        self._child = self._wire = self._sent = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _ask(self, data: bytes, **request: Any) -> dict[str, Any]:
        """Return the child's answer. A child that served others before may be worn out: the source gets a second, new one."""
        for last in (self._served == 0, True):
            try:
                reply = self._exchange(data, request)
            except TimeoutError as error:
                self.close()
                raise UnsafeSource(f"reading it takes more than {self.limits.wall:g} seconds") from error
            except (EOFError, OSError, ValueError) as error:
                problem = self._lost()
                if last:
                    raise problem from error
                continue
            if "answer" in reply:
                return dict(reply["answer"])
            if reply.get("worn"):
                self.close()
            if last or not reply.get("worn"):
                raise _ERRORS.get(reply["error"], UnreadableSource)(reply["message"][:500])
        raise AssertionError("the second try is the last")

    def _exchange(self, data: bytes, request: Mapping[str, Any]) -> dict[str, Any]:
        wire = self._wire or self._start()
        deadline = time.monotonic() + self.limits.wall
        wire.settimeout(self.limits.wall)
        fresh = self._sent is None or data is not self._sent
        send(wire, json.dumps({"fresh": fresh, **request}).encode(), *([data] if fresh else []))
        self._sent = data
        told, text = (
            receive(wire, limit=_ANSWER_LIMIT, deadline=deadline).decode("utf-8", "surrogatepass") for _ in ("answer", "text")
        )
        reply: dict[str, Any] = json.loads(told)
        if "answer" in reply and request["do"] == "read":
            reply["answer"]["text"] = text
        self._served += 1
        return reply

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        start = _START.format(root=str(Path(__file__).resolve().parents[2]))
        with theirs:
            self._child = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-c", start],
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=environment(), cwd="/", start_new_session=True,
            )  # fmt: skip
        self._wire = ours
        send(ours, json.dumps(dataclasses.asdict(self.limits)).encode())
        return ours

    def _lost(self) -> UnreadableSource:
        """Say why the child is gone, and clear away what is left of it."""
        child = self._child
        code = None
        if child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = child.wait(timeout=2)
        self.close()
        if code == -signal.SIGXCPU:
            return UnsafeSource(f"reading it takes more than {self.limits.cpu} seconds of the processor")
        if code == -signal.SIGKILL:
            return UnsafeSource("the system ended the reader, most likely for want of memory")
        return UnreadableSource("it broke its reader; the original is kept, and the others go on")


class Check(NamedTuple):
    """One protection: whether this machine gives it, and a sentence about it."""

    name: str
    holds: bool
    says: str


def doctor() -> tuple[Check, ...]:
    """Return which protections a reader's child process has on this machine, tried out in a child."""
    with Reader() as reader, tempfile.NamedTemporaryFile() as letter:
        child = reader._ask(os.fsencode(letter.name), do="look")
    held = {"network": not child["network"], "disk": not child["disk"], "environment": not child["secrets"]}
    held["tesseract"] = child["ocr"]
    limits = Check("limits", True, "sources are read in a child process with limits on memory, processor seconds and time")
    return (limits, *(Check(name, holds, _SAYS[name][not holds]) for name, holds in held.items()))


_SAYS = {
    "network": ("the child reaches no network", "this system cannot cut the child off from the network; readers fetch nothing"),
    "disk": ("the child opens no file of yours", "this system cannot keep the child from files; readers open none"),
    "environment": ("the child sees no variable of its parent", "the child sees variables of its parent"),
    "tesseract": ("Tesseract reads scans", "scans stay unread: install Tesseract (tesseract-ocr, with eng, ara, rus, ukr)"),
}
"""Check -> what is said when it holds, and when it does not."""

_ERRORS = {c.__name__: c for c in (errors.UnreadableSource, errors.UnsafeSource, errors.NoText, errors.BadMapping)}
