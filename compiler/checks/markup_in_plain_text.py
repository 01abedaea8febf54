"""HTML in mails of a brand that writes plain text: its tags would be read as they are (NHN-060)."""

import re
from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.errands import deeds
from compiler.link import Linked
from compiler.passages import passages
from schemas.placeholders import MARKED_UP

RULE = Rule("FD541", "markup-in-plain-text", "warning")

_TAG = re.compile(r"</?(a|b|br|div|em|h[1-6]|hr|i|img|li|ol|p|span|strong|table|td|th|tr|u|ul)\b[^<>]*>", re.IGNORECASE)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The first tag of each object that holds mails, replies and answers where the brand's `editor` is `text`.

    What the organisation shares is looked at where the brand's own triggers use it.
    """
    for brand in linked.brands.values():
        if brand.brand.value.editor != "text":
            continue
        said: set[tuple[str, str]] = set()
        used = {getattr(deed.action, "message", None) for deed in deeds(linked) if deed.brand is brand}
        for passage in passages(brand):
            if passage.thing.brand != brand.id and passage.thing.id not in used:
                continue
            tag = _TAG.search(passage.words) if passage.context in MARKED_UP else None
            if tag is not None and (passage.thing.file, passage.thing.id) not in said:
                said.add((passage.thing.file, passage.thing.id))
                yield found(
                    RULE,
                    f"{tag[0]} would be read as it is: the brand writes plain text",
                    linked.draft.span(passage.thing, passage.path),
                    note="HTML",
                    labels=[Label(linked.draft.span(brand.brand, ("editor",)), "editor: text")],
                    hint="write plain text, or  editor: html  in brand.yaml",
                )
