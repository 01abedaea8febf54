"""A test that expects a trigger to act which the brand does not have, or that expects both of one."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, did_you_mean, found, quoted
from compiler.link import Linked, LinkedBrand

RULE = Rule("FD485", "unknown-rule-in-test")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`fired` and `not_fired`: ids of triggers, or `trigger/case`; none in both."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("trigger", brand.id):
            continue
        names = tuple(_rules(brand))
        for thing in brand.of("rule_test").values():
            expect = thing.value.expect
            for key, listed in (("fired", expect.fired), ("not_fired", expect.not_fired)):
                for index, name in enumerate(listed):
                    span = linked.draft.span(thing, ("expect", key, index))
                    if name not in names:
                        hint = did_you_mean(name, names)
                        yield found(RULE, f"there is no trigger {quoted(name)}", span, note="not found", hint=hint)
                    elif key == "not_fired" and name in expect.fired:
                        first = linked.draft.span(thing, ("expect", "fired", expect.fired.index(name)))
                        yield found(
                            RULE,
                            f"{quoted(name)} cannot both fire and not fire",
                            span,
                            note="expected not to",
                            labels=[Label(first, "expected to")],
                            hint="leave one out; a test with several steps asks whether it ever fired",
                        )


def _rules(brand: LinkedBrand) -> Iterator[str]:
    for name, thing in brand.of("trigger").items():
        yield name
        yield from (f"{name}/{case.id}" for case in thing.value.cases)
