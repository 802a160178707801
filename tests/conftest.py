"""What holds for every test."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from scripted import Endpoint, serving


@pytest.fixture(autouse=True)
def _csv_limit() -> Iterator[None]:
    """Put back the longest field of a CSV file, which frictionless raises for the whole process."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


@pytest.fixture
def scripted() -> Iterator[Endpoint]:
    """A model endpoint that answers from a script."""
    with serving() as server:
        yield server
