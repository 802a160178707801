"""Reading pictures with Tesseract, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

from solferino.errors import UnreadableSource, UnsafeSource
from solferino.readers import Recognise

_LANGUAGES = ("eng", "ara", "rus", "ukr")
_SECONDS = 60


@cache
def recogniser() -> Recognise | None:
    """Return what turns a picture into text, in those of our languages that are installed; None without Tesseract."""
    program = shutil.which("tesseract")
    languages = _installed(program) if program else []
    if program is None or not languages:
        return None
    command = [program, "stdin", "stdout", "-l", "+".join(languages), "--psm", "3"]

    def recognise(picture: bytes) -> str:
        try:
            done = subprocess.run(command, input=picture, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise UnsafeSource(f"Tesseract took more than {_SECONDS} seconds for one page") from error
        except (OSError, subprocess.CalledProcessError) as error:
            raise UnreadableSource("Tesseract could not read a page") from error
        return done.stdout.decode("utf-8", "replace")

    return recognise


def _installed(program: str) -> list[str]:
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return []
    known = listed.stdout.decode("utf-8", "replace").split()
    return [language for language in _LANGUAGES if language in known]
