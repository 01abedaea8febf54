"""Pages about the two closed registries of the language: what conditions may say, and what texts may have filled in."""

from collections.abc import Iterator, Mapping
from typing import Final

from schemas.fields.base import Compare
from schemas.placeholders import ALIASES, CONTEXTS, FIELD, REGISTRY, WHERE, Entry
from schemas.triggers.targets import FIELD_TYPES, OPERATORS_OF, SYSTEM_FIELD_TYPES, TARGETS, Target, TargetType

TYPES: Final[Mapping[TargetType, str]] = {
    "choice": "one of a list",
    "tree": "one of a tree",
    "ordered": "one of an ordered list",
    "text": "words; large and small letters are the same",
    "set": "several of a list",
    "number": "a number",
    "boolean": "true or false",
    "files": "files",
    "moment": 'a moment, as `"2026-03-01T09:00"` or `now`',
    "duration": "a length of time, as `14d`",
    "date": 'a day, as `"2026-03-01"`',
    "period": "from one day to another",
}

OPERATORS: Final[Mapping[str, str]] = {
    "is": "the same value",
    "in": "one of a list",
    "under": "this node of the tree or one below it",
    "at_least": "this much or more, this late or later",
    "at_most": "this much or less, this early or earlier",
    "between": "`[lower, upper]`, both included",
    "contains": "these words stand in it",
    "starts_with": "it begins with these words",
    "ends_with": "it ends with these words",
    "matches": "an RE2 expression is found in it",
    "has": "this one is among them",
    "has_any": "at least one of these is among them",
    "has_all": "all of these are among them",
    "added": "one of these has come with the event",
    "removed": "one of these has gone with the event",
    "present": "`true`: there is a value; `false`: there is none",
    "changed": "`true`: it is not what it was before the event",
    "changed_to": "it was something else and is this now",
    "changed_from": "it was this and is something else now",
    "within": "the moment is in the hours of this service level",
}

_CONDITIONS: Final = """\
# Conditions

One grammar for triggers, form fields, access groups, ticket visibility, views and policies. `all:` holds when every
item does, `any:` when at least one does; with both, both must hold; with neither, always. An item is
`{if: target, operator: value}` or, one level deeper, `{all: […]}` or `{any: […]}`. An item has exactly one operator;
a duration may say `business_hours: <sla>`, and is then counted in those hours.

`is_not`, and `not_` before any other operator, are the opposites. A blank value passes only opposites."""

_PLACEHOLDERS: Final = """\
# Placeholders

`#{customer.first_name}` stands for a value, `#{customer.first_name|there}` says what to show when there is none. What
is filled in is escaped for where it goes and never looked at again; there are no expressions. `#{field.<code>}` is the
answer to a field, unless it is kept encrypted.

A mail to an address that nobody has verified must not repeat what a stranger wrote: what is marked *theirs* is refused
there. `placeholders.yaml` of the organisation gives names of your own to what is listed here."""


def conditions_page() -> str:
    """Targets, operators, and which target has which."""
    used = {name: TYPES[target.type] for target in TARGETS for name in (target.name,)}
    fields = [f"| {_field_types(type_)} | {TYPES[type_]} |" for type_ in dict.fromkeys(FIELD_TYPES.values())]
    own = ", ".join(f"`{name}`" for name in SYSTEM_FIELD_TYPES)
    blocks = [
        _CONDITIONS,
        "## Targets of a ticket",
        "\n".join(["| Target | Compares as | |", "|---|---|---|", *(_target(target, used) for target in TARGETS)]),
        "A field is named by its code, a customer property as `customer.<property>`. "
        f"Conditions of a form look at fields of the same form and at {own}.",
        "\n".join(["| Answers of | Compare as |", "|---|---|", *fields]),
        "## Operators",
        "\n".join(["| Operator | Holds when | For |", "|---|---|---|", *(_operator(name) for name in OPERATORS)]),
    ]
    return "\n\n".join(blocks) + "\n"


def _target(target: Target, used: Mapping[str, str]) -> str:
    note = "" if target.tracked else "has no value before the event"
    return f"| `{target.name}` | {used[target.name]} | {note} |"


def _field_types(type_: TargetType) -> str:
    words: Mapping[Compare, str] = {
        "text": "`text`, `long_text`, `email`",
        "number": "`number`",
        "choice": "`radio`, `dropdown`",
        "choices": "`checkbox`",
        "flag": "`agree`",
        "files": "`file`",
        "date": "`date`, `datetime`",
        "period": "`date_period`, `datetime_period`",
        "nothing": "`caption`",
    }
    return ", ".join(words[compare] for compare, own in FIELD_TYPES.items() if own == type_)


def _operator(name: str) -> str:
    types = [TYPES[type_].split(",")[0].split(";")[0] for type_, names in OPERATORS_OF.items() if name in names]
    return f"| `{name}` | {OPERATORS[name]} | {'anything' if len(types) > 9 else ', '.join(types)} |"


def placeholders_page() -> str:
    """Every placeholder, its other spellings and where it may stand."""
    rows = [
        f"| `#{{{entry.name}}}` | {_spelt(entry.name)} | {_places(entry)} | {_whose(entry)} |" for entry in REGISTRY
    ]
    table = ["| Placeholder | Also | Stands in | |", "|---|---|---|---|", *rows]
    table.append(f"| `#{{{FIELD}<code>}}` | | everywhere | theirs |")
    return "\n\n".join([_PLACEHOLDERS, "\n".join(table)]) + "\n"


def _spelt(name: str) -> str:
    return " ".join(f"`{alias}`" for alias, meant in ALIASES.items() if meant == name)


def _places(entry: Entry) -> str:
    if set(entry.contexts) == set(CONTEXTS):
        return "everywhere"
    missing = [WHERE[context] for context in CONTEXTS if context not in entry.contexts]
    there = [WHERE[context] for context in entry.contexts]
    return ", ".join(there) if len(there) <= len(missing) else "all but " + ", ".join(missing)


def _whose(entry: Entry) -> str:
    return "theirs" if entry.source == "stranger" else ""


def pages() -> Iterator[tuple[str, str]]:
    """The two pages by their names."""
    yield "conditions.md", conditions_page()
    yield "placeholders.md", placeholders_page()
