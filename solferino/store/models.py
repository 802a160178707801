"""The only schema. Every table is append-only: triggers refuse to change or delete a row (``triggers.py``).

A record stands as its id (``key``) and its canonical JSON (``body``); what is looked up, or would stand there twice, has a column.
"""

from __future__ import annotations

from django.db import models


class Kept(models.Model):
    """One record under its id."""

    key = models.CharField(max_length=40, unique=True)
    body = models.TextField()

    class Meta:
        abstract = True
        ordering = ("id",)


class Delivery(models.Model):
    """One file as it was added. ``blob`` is empty when its bytes could not be kept; ``problems`` is a JSON list of lines."""

    name = models.TextField(db_index=True)
    blob = models.CharField(max_length=64, db_index=True)
    problems = models.TextField()

    class Meta:
        ordering = ("id",)


class Source(Kept):
    """``records.Source``."""

    name = models.TextField(db_index=True)
    blob = models.CharField(max_length=64, db_index=True)


class Reading(Kept):
    """``records.Reading``; the body has neither its source nor its text."""

    source = models.ForeignKey(Source, models.DO_NOTHING)
    text = models.TextField()


class Failure(models.Model):
    """A source that one version of its reader could not read, and why."""

    source = models.ForeignKey(Source, models.DO_NOTHING)
    reader = models.TextField()
    version = models.TextField()
    reason = models.TextField()

    class Meta:
        ordering = ("id",)


class Run(Kept):
    """``records.Run``; the body has not its reading."""

    reading = models.ForeignKey(Reading, models.DO_NOTHING)


class Claim(Kept):
    """``records.Claim``; the body has neither its run nor its reading."""

    run = models.ForeignKey(Run, models.DO_NOTHING)


class Judgement(Kept):
    """``records.Judgement``."""

    order = models.PositiveIntegerField(unique=True)


class Publication(models.Model):
    """A release that was written: the hash of its files, where to, and the ids of its sources as a JSON list."""

    digest = models.CharField(max_length=64)
    profile = models.TextField()
    folder = models.TextField()
    sources = models.TextField()

    class Meta:
        ordering = ("id",)


class Tombstone(models.Model):
    """What stays of an expunged source: its id (a hash), why and when it went, the digests of the releases that contained it."""

    source = models.CharField(max_length=40, unique=True)
    reason = models.TextField()
    at = models.TextField()
    releases = models.TextField()

    class Meta:
        ordering = ("id",)


class Expunging(models.Model):
    """While a row stands here, inside one transaction, the triggers let rows go."""
