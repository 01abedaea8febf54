"""Answers of the code host: pull requests, comments, statuses, checks, artifacts. They are its word, and only data.

Whoever opens a pull request chooses the names of its branch and repository. Only ids and digests are taken from here,
and each has to look like one.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from frontdesk.pull_request.refusal import NotTakenError

BOT: Final = "github-actions[bot]"
"""Who writes for workflows. A word of anybody else counts for nothing, whatever it looks like."""

CONTEXT: Final = "frontdesk/reviewed"
"""The status that carries the digest reviewers saw."""

MARK: Final = "<!-- frontdesk review -->"
"""By this the one comment is found again."""

_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")
_NO_HARM: Final = frozenset({"success", "neutral", "skipped"})
_LONGEST_NAME: Final = 200
_LARGEST: Final = 64 * 1024 * 1024


def entries(path: Path) -> Iterator[Mapping[str, Any]]:
    """Every object in a file with answers one after the other: single ones, lists, and lists of lists."""
    if path.stat().st_size > _LARGEST:
        raise NotTakenError(f"{path} is larger than any answer of a code host")
    text, decoder, at = path.read_text(encoding="utf-8"), json.JSONDecoder(), 0
    try:
        while (at := _skipped(text, at)) < len(text):
            found, at = decoder.raw_decode(text, at)
            yield from _flat(found)
    except (ValueError, RecursionError) as error:
        raise NotTakenError(f"{path} is no answer of a code host: {error}") from error


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _flat(found: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(found, list):
        for each in found:
            yield from _flat(each)
    elif isinstance(found, dict):
        yield found


def commit(value: Any) -> str | None:
    """The full id of a commit, if this is one."""
    return value if isinstance(value, str) and _COMMIT.fullmatch(value) else None


def digest(value: Any) -> str | None:
    """A root digest, if this is one."""
    return value if isinstance(value, str) and _DIGEST.fullmatch(value) else None


def pull_request(path: Path, head: str) -> int | None:
    """The open pull request whose newest commit is `head`."""
    for each in entries(path):
        if each.get("state") == "open" and _of(each, "head", "sha") == head:
            return _number(each.get("number"))
    return None


def merged_head(path: Path, merged: str) -> str | None:
    """The newest commit of the pull request that was merged as `merged`."""
    for each in entries(path):
        if each.get("merged_at") and each.get("merge_commit_sha") == merged:
            return commit(_of(each, "head", "sha"))
    return None


def own_comment(path: Path) -> int | None:
    """The comment that was written here before, by a workflow and by nobody who only imitates it."""
    for each in entries(path):
        if _is_of_a_workflow(each.get("user")) and str(each.get("body") or "").startswith(MARK):
            return _number(each.get("id"))
    return None


def reviewed(path: Path) -> str | None:
    """The digest that reviewers saw: that of the first status of ours which says one, newest first as hosts list."""
    for each in entries(path):
        if each.get("context") == CONTEXT and _is_of_a_workflow(each.get("creator")):
            return digest(each.get("description")) if each.get("state") == "success" else None
    return None


def passed(path: Path) -> tuple[str, ...]:
    """The names of the checks that have passed: of each something succeeded, and nothing that ended has failed.

    A check that still runs, or that had nothing to do, has not passed.
    """
    ended: dict[str, set[str]] = {}
    for outer in entries(path):
        for each in _flat(outer.get("check_runs", [])):
            name, conclusion = each.get("name"), each.get("conclusion")
            if isinstance(name, str) and isinstance(conclusion, str) and each.get("status") == "completed":
                ended.setdefault(name, set()).add(conclusion)
    return tuple(
        sorted(name for name, ways in ended.items() if "success" in ways and ways <= _NO_HARM and _is_line(name))
    )


def _is_line(name: str) -> bool:
    return name.isprintable() and name.strip() == name and 0 < len(name) <= _LONGEST_NAME


def artifact(path: Path, name: str, largest: int) -> int:
    """The artifact of a run by its name. One that is larger than it can honestly be is not fetched at all."""
    for outer in entries(path):
        for each in _flat(outer.get("artifacts", [])):
            if each.get("name") == name and not each.get("expired"):
                size = each.get("size_in_bytes")
                if not isinstance(size, int) or size > largest:
                    raise NotTakenError(f"the artifact {name} has {size} bytes; {largest} are taken")
                found = _number(each.get("id"))
                if found is not None:
                    return found
    raise NotTakenError(f"the run left no artifact {name}")


def _is_of_a_workflow(user: Any) -> bool:
    return isinstance(user, dict) and user.get("login") == BOT and user.get("type") == "Bot"


def _of(value: Mapping[str, Any], *keys: str) -> Any:
    found: Any = value
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**18 else None
