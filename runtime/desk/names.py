"""What ids are called: statuses, types, groups, agents, targets and values, in the agent's language.

An id the bundle does not know any more is shown as it is, marked as removed where a person would wonder.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from runtime.i18n import Interface
from runtime.release.contents import BrandContents
from schemas.bundle import InquiryTypeFacts, NamedFacts
from schemas.fields.base import FieldBase
from schemas.fields.options import Option
from schemas.text import Localized, pick, words
from schemas.triggers.targets import STANDARD
from schemas.wording import WORDING

_TONES: Final = ("new", "open", "wait")


class Names:
    """The names of one brand's ids in one language."""

    def __init__(self, brand: BrandContents, ui: Interface) -> None:
        self._brand = brand
        self._desk = brand.desk
        self._ui = ui
        self._default = brand.contract.default_language
        self._types = {kind.id: kind for kind, _ in tree(brand.desk.inquiry_types)}

    def say(self, text: Localized) -> str:
        """The words of a compiled text."""
        return pick(text, self._ui.language, self._default)

    def status(self, name: str) -> str:
        """An agents' status."""
        return next((self.say(status.name) for status in self._desk.statuses if status.id == name), self._gone(name))

    def tone(self, name: str) -> str:
        """The colour a status is shown in: `new`, `open`, `wait` or `done`."""
        for place, status in enumerate(self._desk.statuses):
            if status.id == name:
                return "done" if status.final else _TONES[min(place, len(_TONES) - 1)]
        return "open"

    def priority(self, name: str) -> str:
        """A priority."""
        return self._named(self._desk.priorities, name)

    def is_urgent(self, name: str) -> bool:
        """Whether a priority is above the one tickets start with."""
        order = [priority.id for priority in self._desk.priorities]
        standard = next((priority.id for priority in self._desk.priorities if priority.default), None)
        return name in order and standard in order and order.index(name) > order.index(standard)

    def inquiry_type(self, name: str) -> str:
        """An inquiry type."""
        kind = self._types.get(name)
        return self.say(kind.name) if kind else self._gone(name)

    def group(self, name: str) -> str:
        """A group."""
        group = self._desk.groups.get(name)
        return self.say(group.name) if group else self._gone(name)

    def agent(self, name: str) -> str:
        """An agent."""
        agent = self._desk.agents.get(name)
        return agent.name if agent else self._gone(name)

    def portal(self, name: str) -> str:
        """A portal of the brand."""
        portal = self._brand.portals.get(name)
        return self.say(portal.name) if portal else self._gone(name)

    def tag(self, name: str) -> str:
        """A ticket tag."""
        return self._named(self._desk.tags or (), name, plain=True)

    def target(self, name: str) -> str:
        """What a condition looks at or a rule writes: a field's label, or the interface's word for the target."""
        code = name.removeprefix("field.")
        if code in self._desk.fields and (name.startswith("field.") or name not in STANDARD):
            return words(self._desk.fields[code].label, self._ui.language, self._default) or code
        if name.startswith("tag."):
            return self._ui("desk.target.tag", tag=self.tag(name.removeprefix("tag.")))
        known = f"desk.target.{name}"
        return self._ui(known) if known in WORDING["en"] else name

    def value(self, target: str, value: object) -> str:
        """A value as people read it: ids by name, lists with commas, blanks in words."""
        if value is None or value in ("", ()):
            return self._ui("desk.trace.nothing")
        if isinstance(value, bool):
            return self._ui("desk.answers.yes" if value else "desk.answers.no")
        if isinstance(value, tuple | list):
            return ", ".join(self.value(target, item) for item in value)
        return self._one(target, str(value))

    def _one(self, target: str, value: str) -> str:
        named: Mapping[str, Callable[[str], str]] = {
            "status": self.status,
            "priority": self.priority,
            "inquiry_type": self.inquiry_type,
            "group": self.group,
            "agent": self.agent,
            "actor.id": self.agent,
            "portal": self.portal,
            "tags": self.tag,
            "assignment": self._assignment,
            "created_at": self._moment,
            "now": self._moment,
        }
        if target in named:
            return named[target](value)
        return self._options(target.removeprefix("field.")).get(value, value)

    def _assignment(self, value: str) -> str:
        """`group/agent`, or either alone."""
        group, slash, agent = value.partition("/")
        if slash:
            return f"{self.group(group)} · {self.agent(agent)}"
        return self.agent(value) if value in self._desk.agents and value not in self._desk.groups else self.group(value)

    def _moment(self, value: str) -> str:
        try:
            return self._ui.moment(datetime.fromisoformat(value))
        except ValueError:
            return value

    def _options(self, code: str) -> Mapping[str, str]:
        field: FieldBase | None = self._desk.fields.get(code)
        options: tuple[Option, ...] = getattr(field, "options", ())
        return {option.id: words(option.label, self._ui.language, self._default) for option in options}

    def _named(self, known: tuple[NamedFacts, ...], name: str, *, plain: bool = False) -> str:
        found = next((item for item in known if item.id == name), None)
        if found is not None:
            return self.say(found.name)
        return name if plain else self._gone(name)

    def _gone(self, name: str) -> str:
        return self._ui("desk.removed", id=name)


def tree(types: tuple[InquiryTypeFacts, ...], depth: int = 0) -> Iterator[tuple[InquiryTypeFacts, int]]:
    """Every inquiry type with its depth, parents before their children."""
    for kind in types:
        yield kind, depth
        yield from tree(kind.children, depth + 1)
