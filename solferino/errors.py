"""The whole error tree.

SolferinoError                  every error a person can act on
├── UsageError                  the call cannot be carried out as it stands
│   ├── UnknownWord             a word that is not in the codebook (suggests the nearest)
│   ├── UnknownLanguage         no language pack of that code
│   └── NoCase                  the folder is no case, or is one already
├── UnreadableSource            one source cannot be read; the others go on
│   ├── UnsafeSource            it would exceed a limit (memory, time, pages, unpacked size)
│   └── NoText                  it holds no text (a scan without a text layer, an empty file)
├── BadMapping                  a sheet's mapping does not fit the sheet
├── BadRecord                   a record breaks its own rules (a quote that is not cut from its reading)
├── Damaged                     kept bytes no longer match their hash
├── NotCleared                  something was about to leave without passing the release gate
└── Unreachable                 a network endpoint did not answer as agreed
"""

from __future__ import annotations


class SolferinoError(Exception):
    """An error with a message that tells a person what to do next."""


class UsageError(SolferinoError):
    """The call cannot be carried out as it stands."""


class UnknownWord(UsageError):
    """A word that is not in the codebook."""


class UnknownLanguage(UsageError):
    """No language pack of that code."""


class NoCase(UsageError):
    """The folder is no case, or is one already."""


class UnreadableSource(SolferinoError):
    """One source cannot be read; the others go on."""


class UnsafeSource(UnreadableSource):
    """Reading the source would exceed a limit."""


class NoText(UnreadableSource):
    """The source holds no text."""


class BadMapping(SolferinoError):
    """A sheet's mapping does not fit the sheet."""


class BadRecord(SolferinoError):
    """A record breaks its own rules."""


class Damaged(SolferinoError):
    """Kept bytes no longer match their hash."""


class NotCleared(SolferinoError):
    """Something was about to leave without passing the release gate."""


class Unreachable(SolferinoError):
    """A network endpoint did not answer as agreed."""
