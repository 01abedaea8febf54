"""A picture at a text message that cannot carry one (NHN-222)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked

RULE = Rule("FD680", "picture-in-sms")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Templates with an image whose type is not `mms`."""
    for brand in linked.brands.values():
        for thing in brand.of("sms_template").values():
            if thing.value.image is not None and thing.value.type != "mms":
                written = "type" in thing.value.model_fields_set
                yield found(
                    RULE,
                    "only an MMS carries a picture",
                    linked.draft.span(thing, ("image",)),
                    note="never sent",
                    labels=[Label(linked.draft.span(thing, ("type",)), "this is an SMS")] if written else (),
                    hint="write  type: mms",
                )
