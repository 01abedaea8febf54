"""Portals: where they answer, who may come in, how they look, what they show."""

import re
from typing import Final

from compiler.changes.leaves import Leaf
from compiler.changes.model import Passage, Subject
from compiler.changes.telling import Telling, Topic
from compiler.changes.things import moves, pairs
from compiler.changes.values import value_in_words
from compiler.snapshot.entrance import MODES
from schemas.brand import Bound
from schemas.bundle import Asset, PortalContract

_LABELS: Final = {
    "name": "name in the header",
    "image": "picture on the home page",
    "image_alt": "picture in words",
    "mobile_theme": "theme on small screens",
    "buttons": "buttons on the home page",
    "buttons.*": "button {} on the home page",
    "buttons.*.label": "button {} on the home page",
    "footer.html": "text in the footer",
    "footer.links.*": "link {} in the footer",
    "footer.links.*.label": "link {} in the footer",
    "footer.dropdown.*": "entry {} of the menu at the bottom",
    "footer.dropdown.*.label": "entry {} of the menu at the bottom",
    "footer.company": "company in the footer",
    "show": "shows",
    "feedback": "articles are rated by",
    "translations.missing": "texts that are missing in a language",
    "translations.stale": "texts that are older than their original",
    "domain": "kind of its domain",
    "foreign_path": "also found at",
    "default_language": "default language",
    "entry": "coming in:",
    "tickets": "tickets here:",
    "consents.*": "consent {}",
    "consents.*.sentence": "sentence beside consent {}",
}
_TOLD: Final = (
    "brand", "id", "enabled", "host", "path", "languages", "access", "entry", "tokens", "show", "consents", "logo",
    "favicon", "image", "footer", "buttons",
)  # fmt: skip
_TOKEN: Final = re.compile(r"--color-([a-z]+(?:-[a-z]+)*):\s*([^;}]+)")


def tell(tell: Telling) -> None:
    """Every portal that is not as it was."""
    for pair in pairs(tell.before.portals, tell.after.portals, moves(tell.after, "portal")):
        known = pair.after or pair.before
        assert known is not None
        subject = Subject("portal", pair.id, tell.name(known.name))
        topic = Topic("portals", "settings", subject, ("customers",), (pair.id,), _LABELS)
        if pair.before is None:
            state = f"open to {MODES[known.access]}" if known.enabled else "closed for now"
            spoken = ", ".join(known.languages)
            tell.say(topic, "new", f"is new at {_address(known)}, {state}, in {spoken}", kind="access")
        elif pair.after is None:
            tell.say(topic, "gone", f"is gone: nothing answers at {_address(known)} any more", kind="access")
        else:
            if pair.former is not None:
                tell.say(topic, "moved", f"is called {pair.id} now; it was {pair.former}")
            _portal(tell, topic, pair.before, pair.after)


def _address(portal: PortalContract) -> str:
    return f"{_host(portal.host)}{portal.path}"


def _host(host: Bound) -> str:
    return host.value if host.value is not None else f"{{{host.binding}}}"


def _portal(tell: Telling, topic: Topic, before: PortalContract, after: PortalContract) -> None:
    if before.enabled != after.enabled:
        now = "opens" if after.enabled else "closes: visitors are told that it is closed"
        tell.say(topic, "changed", now, kind="access")
    if (before.host, before.path) != (after.host, after.path):
        tell.say(topic, "changed", f"answers at {_address(after)} now; it was {_address(before)}")
    _entrance(tell, topic, before, after)
    _languages(tell, topic, before, after)
    _shown(tell, topic, before, after)
    if before.tokens != after.tokens:
        _colours(tell, topic, before, after)
    for label, then, now_ in (
        ("logo", before.logo, after.logo),
        ("favicon", before.favicon, after.favicon),
        ("picture on the home page", before.image, after.image),
    ):
        _picture(tell, topic, label, then, now_)
    for leaf in tell.walk.models(before, after, skip=_TOLD):
        tell.leaf(topic, leaf)
    _linked(tell, topic, before, after)


def _entrance(tell: Telling, topic: Topic, before: PortalContract, after: PortalContract) -> None:
    """Who may come in; all settings of access are told as such."""
    door = Topic("access", "access", topic.subject, topic.noticed, topic.portals, _LABELS)
    if before.access != after.access:
        tell.say(door, "changed", f"lets in {MODES[after.access]}; so far it was {MODES[before.access]}")
    for leaf in tell.walk.values(before.entry, after.entry, ("entry",)):
        if leaf.path != ("entry", "mode"):
            tell.leaf(door, leaf)
    asks = Topic("privacy", "personal_data", topic.subject, topic.noticed, topic.portals, _LABELS)
    for leaf in tell.walk.values(before.consents, after.consents, ("consents",)):
        if leaf.act == "new":
            tell.say(asks, "changed", f"asks for the consent {leaf.ids[0]} now")
        elif leaf.act == "gone":
            tell.say(asks, "changed", f"does not ask for the consent {leaf.ids[0]} any more")
        elif leaf.act == "reordered" or leaf.path[-1] == "sentence":
            tell.leaf(asks, leaf)  # everything else is told of the consent itself


def _languages(tell: Telling, topic: Topic, before: PortalContract, after: PortalContract) -> None:
    new = tuple(one for one in after.languages if one not in before.languages)
    gone = tuple(one for one in before.languages if one not in after.languages)
    if new:
        tell.say(topic, "changed", f"speaks {', '.join(new)} now", languages=new)
    if gone:
        tell.say(topic, "changed", f"does not speak {', '.join(gone)} any more", languages=gone)
    stayed = [one for one in after.languages if one not in new]
    was = [one for one in before.languages if one not in gone]
    if stayed != was:
        tell.say(topic, "reordered", f"lists its languages as {', '.join(stayed)}")


def _shown(tell: Telling, topic: Topic, before: PortalContract, after: PortalContract) -> None:
    """What it shows; a feature that the whole brand gets or loses is told of the brand."""
    features = tell.before.brand.features, tell.after.brand.features
    for leaf in tell.walk.models(before.show, after.show):
        name = leaf.path[-1]
        then, now = (getattr(side, name, None) for side in features)
        if then == now or (then, now) != (leaf.before, leaf.after):
            words = name.replace("_", " ")
            tell.say(topic, "changed", f"{'shows' if leaf.after else 'does not show'} {words} {_ANY[leaf.after]}")


_ANY: Final = {True: "now", False: "any more"}


def _colours(tell: Telling, topic: Topic, before: PortalContract, after: PortalContract) -> None:
    """Every colour a page is drawn with that is another, in light mode and in dark mode, in one passage."""
    sheets = tell.read_before(before.tokens.digest).decode(), tell.read_after(after.tokens.digest).decode()
    then, now = (dict(_by_name(sheet)) for sheet in sheets)
    changed = [name for name in dict.fromkeys((*then, *now)) if then.get(name) != now.get(name)]
    lines = tuple(tuple(f"{name}: {side[name]}" for name in changed if name in side) for side in (then, now))
    if not changed:
        lines = sheets[0].splitlines(), sheets[1].splitlines()  # type: ignore[assignment]  # lists are lines, too
    count = f"{len(changed)} {'colour' if len(changed) == 1 else 'colours'}"
    tell.say(topic, "changed", f"is drawn in other colours: {count}", Passage(tuple(lines[0]), tuple(lines[1])))


def _by_name(sheet: str) -> list[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for name, value in _TOKEN.findall(sheet):
        found.setdefault(name, []).append(value)
    return [(name, ", in dark mode ".join(dict.fromkeys(values))) for name, values in found.items()]


def _picture(tell: Telling, topic: Topic, label: str, before: Asset | None, after: Asset | None) -> None:
    """Another file; one that only has other bytes is told of the file."""
    then, now = (asset.path if asset is not None else None for asset in (before, after))
    if then != now:
        tell.value(topic, label, then, now)


def _linked(tell: Telling, topic: Topic, before: PortalContract, after: PortalContract) -> None:
    """Buttons and the footer. A link to another portal follows it: its new address is told of that portal."""
    for key in ("buttons", "footer"):
        for leaf in tell.walk.values(getattr(before, key), getattr(after, key), (key,)):
            if "portal" in leaf.path:
                _follows(tell, topic, leaf)
            else:
                tell.leaf(topic, leaf)


def _follows(tell: Telling, topic: Topic, leaf: Leaf) -> None:
    if leaf.path[-1] in ("portal", "brand"):
        tell.leaf(topic, leaf)
        return
    then, now = (value_in_words(value, tell.language) for value in (leaf.before, leaf.after))
    label = tell.label(topic, leaf).replace(" portal ", " follows its portal, ")
    tell.say(topic, "changed", f"{label}: {then} → {now}")
