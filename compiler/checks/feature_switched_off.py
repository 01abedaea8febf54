"""Settings of something the brand has switched off: they wait, and nothing happens (NHN-123, NHN-218, NHN-223)."""

from collections.abc import Iterator
from typing import Final

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import whole_file

RULE = Rule("FD656", "feature-switched-off", "warning")

_FEATURE_OF: Final = {
    "chat_channel": "chat",
    "call_channel": "call",
    "sms_channel": "sms",
    "chat_processing_type": "chat",
    "sms_template": "sms",
    "customer_data": "customer_data",
    "security": "security",
    "tracking": "booking",
}
"""Kinds that are of use only with a feature. Content (articles, FAQ, notices) may wait for its day without a word."""

_PERMISSIONS: Final = {"chat": "chat", "call": "call", "callbacks": "callback"}


def check(linked: Linked) -> Iterator[Diagnostic]:
    """The first file of each kind that waits for a feature, then permissions of agents that do; files once."""
    for brand in linked.brands.values():
        features = brand.brand.value.features
        said: set[str] = set()
        for kind, feature in _FEATURE_OF.items():
            for thing in brand.of(kind).values():
                if getattr(features, feature) or thing.file in said or not _is_on(thing):
                    continue
                if kind == "tracking" and not thing.value.booking:
                    continue
                said.add(thing.file)
                yield _found(linked, brand, thing, feature)
        yield from _agents(linked, brand)


def _is_on(thing: Object) -> bool:
    return getattr(thing.value, "enabled", True) is True


def _found(linked: Linked, brand: LinkedBrand, thing: Object, feature: str) -> Diagnostic:
    return found(
        RULE,
        f"the brand has no {feature}, and this file is about it",
        whole_file(thing.file),
        labels=_switch(linked, brand, feature),
        hint=f"write  features: {{{feature}: true}}  in brand.yaml, or delete the file",
    )


def _switch(linked: Linked, brand: LinkedBrand, feature: str) -> list[Label]:
    written = "features" in brand.brand.value.model_fields_set
    place = ("features", feature) if written else ()
    return [Label(linked.draft.span(brand.brand, place), "switched off here")] if written else []


def _agents(linked: Linked, brand: LinkedBrand) -> Iterator[Diagnostic]:
    features = brand.brand.value.features
    for thing in brand.of("agent").values():
        for index, permission in enumerate(thing.value.permissions):
            feature = _PERMISSIONS.get(permission)
            if feature is not None and not getattr(features, feature):
                yield found(
                    RULE,
                    f"the brand has no {feature}, and this permission is for it",
                    linked.draft.span(thing, ("permissions", index)),
                    note="has no effect",
                    labels=_switch(linked, brand, feature),
                    hint=f"write  features: {{{feature}: true}}  in brand.yaml, or delete {permission} here",
                )
