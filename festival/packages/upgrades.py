"""What makes a package of an older version one of today's: a named step from each to the next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]

# What version 1 wrote of these though it is made of other columns, html of a page included.
DERIVED_IN_1 = {
    "companies.jsonl": {"folded_name"},
    "credits.jsonl": {"folded_credited_as"},
    "films.jsonl": {"sort_title", "folded_titles"},
    "page_texts.jsonl": {"html"},
    "people.jsonl": {"folded_sort_name", "folded_names"},
}


def without_derived(file: str, record: Record) -> Record:
    """From 1 to 2: what is made of other columns is made again, and never believed."""
    left_out = DERIVED_IN_1.get(file, set())
    return {name: value for name, value in record.items() if name not in left_out}


def with_variant(manifest: Record) -> Record:
    """From 1 to 2: there was but one variant."""
    return {"variant": "whole", "edition": None} | manifest


@dataclass(frozen=True)
class Step:
    """From a version to the next: what becomes of the manifest, and of a record of a file."""

    manifest: Callable[[Record], Record]
    record: Callable[[str, Record], Record]


# The first is from version 1 to 2, and so on. Steps are never changed, only added.
STEPS = (Step(with_variant, without_derived),)
VERSION = 1 + len(STEPS)


def upgraded_manifest(manifest: Record) -> Record:
    for step in STEPS[manifest["version"] - 1 :]:
        manifest = step.manifest(manifest)
    return manifest


def upgraded(version: int, file: str, record: Record) -> Record:
    """A record as a package of today would have it."""
    for step in STEPS[version - 1 :]:
        record = step.record(file, record)
    return record
