"""Issue forms and triage rules of public projects, converted into files of a brand; what has no counterpart is listed.

A form becomes an inquiry type with a form of its own, a rule a trigger; rules inside rules become its cases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PULL = {"Pull_Request", "Pull_Request_Review", "Pull_Request_Review_Comment"}
EVENTS = {
    ("Issues", "Opened"): ("created",),
    ("Issues", None): ("created", "changed"),
    ("Issues", "Closed"): ("changed",),
    ("Issue_Comment", None): ("customer_replied", "agent_replied", "note_added"),
    ("Issue_Comment", "Created"): ("customer_replied", "agent_replied", "note_added"),
}
SENDERS = {"Admin": ["admin"], "Write": ["agent", "admin"]}
INPUTS = {"input": "text", "textarea": "long_text", "checkboxes": "checkbox"}


class NoCounterpart(Exception):
    """Something our language has no word for."""


@dataclass
class Converted:
    """Files of a brand by path, and what could not be said in them."""

    files: dict[str, Any] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60] or "x"


def code(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:40]


def convert_form(made: Converted, project: str, name: str, source: dict) -> dict:
    """One issue form: its fields and its form; the inquiry type is returned."""
    ident = f"{project}-{slug(name)}"
    uses = []
    for number, part in enumerate(source["body"]):
        key = f"f_{code(ident)}_{number}"
        made.files[f"fields/{key}.yaml"] = _field(made, ident, part)
        required = bool((part.get("validations") or {}).get("required"))
        uses.append({"field": key, **({"required": True} if required else {})})
    made.files[f"forms/{ident}.yaml"] = {"fields": uses}
    for key in ("type", "title"):
        if source.get(key):
            made.unmapped.append(f"form {ident}: {key}: {source[key]}")
    labels = [source["labels"]] if isinstance(source.get("labels"), str) else source.get("labels") or []
    if labels:
        made.tags |= {slug(label) for label in labels}
        rule = {"do": "tag", "add": [slug(label) for label in labels]}
        when = [{"if": "inquiry_type", "is": ident}]
        trigger = {
            "id": f"label-{ident}",
            "title": f"Labels of {ident}",
            "events": ["created"],
            "all": when,
            "then": [rule],
        }
        made.files.setdefault("triggers/10-labels.yaml", []).append(trigger)
    return {"id": ident, "name": f"{project}: {source['name']}", "description": source["description"], "form": ident}


def _field(made: Converted, ident: str, part: dict) -> dict:
    settings = part.get("attributes") or {}
    if part["type"] == "markdown":
        return {"type": "caption", "label": "Please note", "text": settings["value"]}
    made_field: dict[str, Any] = {"type": INPUTS.get(part["type"]), "label": settings["label"]}
    if settings.get("description"):
        made_field["notice"] = settings["description"]
    if settings.get("placeholder"):
        made_field["placeholder"] = settings["placeholder"]
    if part["type"] == "dropdown":
        made_field["type"] = "checkbox" if settings.get("multiple") else "dropdown"
        made_field["options"] = _options([{"label": str(item)} for item in settings["options"]])
    if part["type"] == "checkboxes":
        made_field["options"] = _options(settings["options"])
    for key in ("render", "value", "default"):
        if settings.get(key) is not None:
            made.unmapped.append(f"form {ident}: {key} of {settings['label']}")
    return made_field


def _options(items: list[dict]) -> list[dict]:
    made: list[dict] = []
    for number, item in enumerate(items):
        required = {"required": True} if item.get("required") else {}
        made.append({"id": f"{slug(item['label'])[:40].strip('-')}-{number}", "label": item["label"], **required})
    return made


def convert_rule(made: Converted, ident: str, source: dict) -> dict | None:
    """One event rule as a trigger; `None`, with a line about why, where it cannot be said."""
    try:
        events, conditions = _conditions(made, source["if"])
        then, cases = _actions(made, ident, source["then"], ())
        for case in cases:
            events += [event for event in case.pop("events") if event not in events]
        if not events:
            raise NoCounterpart("no event of an inquiry")
        if not then and not cases:
            raise NoCounterpart("no action that we have")
    except NoCounterpart as why:
        made.unmapped.append(f"rule {ident}: {why}")
        return None
    title = " ".join((source.get("description") or ident).split())
    trigger = {"id": ident, "title": title, "events": list(dict.fromkeys(events)), **_said(conditions), "then": then}
    return {**trigger, **({"cases": cases} if cases else {})}


def _said(conditions: list[dict]) -> dict:
    return {"all": conditions} if conditions else {}


def _conditions(made: Converted, items: list) -> tuple[list[str], list[dict]]:
    """The events a list of conditions waits for, and what is left of it."""
    payloads = _payloads(items)
    action = next((item["isAction"]["action"] for item in items if "isAction" in item), None)
    events: list[str] = []
    for payload in payloads - PULL:
        if (payload, action) not in EVENTS:
            raise NoCounterpart(f"{payload} {action}")
        events += EVENTS[payload, action]
    if payloads and not events:
        raise NoCounterpart("only of pull requests")
    left = [{"if": "status", "changed_to": "completed"}] if action == "Closed" else []
    for item in items:
        if not {"payloadType", "isAction"} & set(item) and not _is_payload(item):
            left += _condition(made, item)
    return events, left


def _is_payload(item: dict) -> bool:
    """Whether an `or` is only about what the event is of."""
    return set(item) == {"or"} and all(isinstance(one, dict) and "payloadType" in one for one in item["or"])


def _payloads(items: list) -> set[str]:
    found = {item["payloadType"] for item in items if "payloadType" in item}
    for item in items:
        if _is_payload(item):
            found |= _payloads(item["or"])
    return found


def _condition(made: Converted, item: dict) -> list[dict]:
    [(word, said)] = item.items()
    match word:
        case "hasLabel":
            return [{"if": "tags", "has": _tag(made, said)}]
        case "labelAdded":
            return [{"if": "tags", "added": [_tag(made, said)]}]
        case "bodyContains" | "commentContains":
            target = "content" if word == "bodyContains" else "new_text"
            operator = "matches" if said.get("isRegex") else "contains"
            return [{"if": target, operator: _re2(said["pattern"])}]
        case "activitySenderHasPermission":
            return [{"if": "actor", "in": SENDERS[said["permission"]]}]
        case "isActivitySender" if said.get("issueAuthor"):
            return [{"if": "actor", "is": "customer"}]
        case "isActivitySender":
            return [{"if": "actor.id", "is": slug(said["user"])}]
        case "not":
            return [_opposite(_condition(made, said))]
        case "or" | "and":
            inner = [one for part in said for one in _condition(made, part)]
            return [{"any" if word == "or" else "all": inner}]
        case _:
            raise NoCounterpart(word)


def _re2(pattern: str) -> str:
    """RE2 has no flag for .NET's “explicit captures”; it changes nothing about what is found."""
    if "(?=" in pattern or "(?!" in pattern:
        raise NoCounterpart("a look ahead in a regular expression")
    return pattern.replace("(?in)", "(?i)")


def _opposite(conditions: list[dict]) -> dict:
    [one] = conditions
    if "if" not in one:
        raise NoCounterpart("not of several")
    [(word, said)] = [(key, value) for key, value in one.items() if key != "if"]
    return {"if": one["if"], "is_not" if word == "is" else f"not_{word}": said}


def _tag(made: Converted, said: dict) -> str:
    made.tags.add(slug(said["label"]))
    return slug(said["label"])


def _actions(made: Converted, ident: str, items: list, above: tuple[dict, ...]) -> tuple[list[dict], list[dict]]:
    """Actions, and cases for the rules inside them."""
    done: list[dict] = []
    cases: list[dict] = []
    for number, item in enumerate(items):
        if isinstance(item, dict) and "if" in item:
            try:
                events, left = _conditions(made, item["if"])
            except NoCounterpart as why:
                made.unmapped.append(f"rule {ident}: case {number}: {why}")
                continue
            inner, below = _actions(made, f"{ident}-{number}", item["then"], (*above, *left))
            if inner:
                case = {"id": slug(f"c-{ident.rpartition('-')[2]}-{number}-{len(above)}"), **_said([*above, *left])}
                cases.append({**case, "then": inner, "events": events})
            cases += below
            continue
        action = _action(made, item)
        if action is None:
            made.unmapped.append(f"rule {ident}: {next(iter(item)) if isinstance(item, dict) else item}")
        else:
            done.append(action)
    return done, cases


def _action(made: Converted, item: Any) -> dict | None:
    word, said = next(iter(item.items())) if isinstance(item, dict) else (item, None)
    match word:
        case "addLabel":
            return {"do": "tag", "add": [_tag(made, said)]}
        case "removeLabel":
            return {"do": "tag", "remove": [_tag(made, said)]}
        case "closeIssue":
            return {"do": "set", "status": "completed"}
        case "addReply":
            words = " ".join(said["reply"].split())
            if "${issueAuthor}" in words:  # a stranger's words may not be mailed to an address nobody has verified
                made.unmapped.append("reply: the author's name")
            return {"do": "reply", "text": words.replace("@${issueAuthor}", "there").replace("${issueAuthor}", "there")}
        case _:
            return None


def convert_search(made: Converted, ident: str, source: dict) -> dict | None:
    """One scheduled search as a trigger of passing time."""
    if "isPullRequest" in source["filters"]:
        made.unmapped.append(f"search {ident}: only of pull requests")
        return None
    conditions: list[dict] = [{"if": "status", "is_not": "completed"}]
    for item in source["filters"]:
        match item:
            case {"hasLabel": said}:
                conditions.append({"if": "tags", "has": _tag(made, said)})
            case {"isNotLabeledWith": said}:
                conditions.append({"if": "tags", "not_has": _tag(made, said)})
            case {"noActivitySince": said}:
                conditions.append({"if": "since_activity", "at_least": f"{said['days']}d"})
    then = [action for action in (_action(made, item) for item in source["actions"]) if action is not None]
    # A reply first: a completed ticket takes none.
    then.sort(key=lambda action: action["do"] != "reply")
    return {
        "id": ident,
        "title": " ".join((source.get("description") or ident).split()),
        "events": ["time_passed"],
        "schedule": _schedule(source["frequencies"]),
        "all": conditions,
        "then": then,
    }


def _schedule(frequencies: list[dict]) -> dict:
    [(word, said)] = frequencies[0].items()
    if word == "weekday":
        return {"days": [said["day"][:3].lower()], "from": "12:00"}
    return {"days": ["mon-sun"], "from": f"{said['hour']:02}:00"}


def projects(made: Converted, folders: Iterator[tuple[str, dict[str, dict]]]) -> list[dict]:
    """Every form and rule of several projects; the inquiry types are returned, one tree a project."""
    types = []
    for project, documents in folders:
        leaves, rules = [], []
        for name, document in documents.items():
            if "body" in document:
                leaves.append(convert_form(made, project, name, document))
            settings = (document.get("configuration") or {}).get("resourceManagementConfiguration") or {}
            for kind, convert in (("eventResponderTasks", convert_rule), ("scheduledSearches", convert_search)):
                for number, rule in enumerate(settings.get(kind) or []):
                    sort = "search-" if kind == "scheduledSearches" else ""
                    rules.append(convert(made, f"{sort}{project}-{slug(name)}-{number}", rule))
        if any(rules):
            made.files[f"triggers/{20 + len(types)}-{project}.yaml"] = [rule for rule in rules if rule is not None]
        types += leaves
    return types
