"""What is sent to the code host: one comment that is written again each time, and one status with the digest."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.pull_request.artifact import Review
from frontdesk.pull_request.host import CONTEXT, MARK
from frontdesk.pull_request.markup import objection


@dataclass(frozen=True, slots=True)
class Posting:
    """Everything a comment is made from."""

    review: Review
    pull: int
    head: str
    url: str
    before: int | None
    """The comment that is there already."""


def post(posting: Posting) -> Mapping[str, str]:
    """File names and contents: how and where to send the comment, its body, and the status."""
    method, path = "POST", f"issues/{posting.pull}/comments"
    if posting.before is not None:
        method, path = "PATCH", f"issues/comments/{posting.before}"
    return {
        "method": method,
        "path": path,
        "comment.json": json.dumps({"body": _body(posting)}, ensure_ascii=False),
        "status.json": status_of(posting.review.root, posting.url),
    }


def status_of(root: str | None, url: str) -> str:
    """The status that carries a digest; publishing looks for it."""
    return json.dumps(
        {
            "state": "success" if root else "failure",
            "context": CONTEXT,
            "description": root or "the merge result does not compile",
            "target_url": url,
        }
    )


def _body(posting: Posting) -> str:
    root = posting.review.root
    told = f"The merge result is `{root}`; nothing else will be published." if root else "**It does not compile.**"
    return (
        f"{MARK}\n{_words(posting)}\n\n---\n{told}\n[The whole review]({posting.url}), of commit {posting.head[:12]}\n"
    )


def _words(posting: Posting) -> str:
    words = posting.review.words
    if words is None or not words.strip():
        return "There are no words of the review: look at what the run says."
    wrong = objection(words)
    if wrong is not None and posting.review.root is None:  # findings, as a terminal shows them
        words = _fenced(words)
        wrong = objection(words)
    if wrong is not None:
        return (
            f"The words of the review are not shown here: {wrong}. The run that made them is this pull request's own."
        )
    return words.strip()


def _fenced(words: str) -> str:
    """Plain text as it is, in a fence longer than any in it."""
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{words.strip()}\n{fence}"
