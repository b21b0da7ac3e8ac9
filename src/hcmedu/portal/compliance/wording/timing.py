"""Sentences for what is late, old, or missing for a year or a week."""

from collections.abc import Mapping


SENTENCES: Mapping[str, str] = {}
