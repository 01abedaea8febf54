"""What the triggers decided, in plain words: each one tried, whether it fired, what it wrote, or what kept it back."""

from collections.abc import Iterator
from dataclasses import dataclass

from runtime.desk.names import Names
from runtime.i18n import Interface
from runtime.tickets.values import EventView
from runtime.web.moments import Moments, When
from schemas.triggers.trace import Failed, Line, Sent, Trace, Written


@dataclass(frozen=True, slots=True)
class Tried:
    """One trigger of a decision, as an agent reads it."""

    title: str
    fired: bool
    verdict: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One event with everything the triggers made of it."""

    event: str
    at: When
    summary: str
    digest: str
    triggers: tuple[Tried, ...]
    partial: bool


def decisions(events: tuple[EventView, ...], names: Names, ui: Interface, moments: Moments) -> tuple[Decision, ...]:
    """Every event of a ticket, the latest first."""
    return tuple(
        Decision(
            event=ui(f"desk.event.{event.event}"),
            at=moments.when(event.at),
            summary=_summary(event.trace, ui),
            digest=event.root[:19],
            triggers=tuple(_tried(line, event.trace, names, ui) for line in event.trace.lines),
            partial=not event.trace.told_in_full,
        )
        for event in reversed(events)
    )


def _summary(trace: Trace, ui: Interface) -> str:
    if not trace.lines:
        return ui("desk.trace.none")
    tried = sum(line.outcome != "disabled" for line in trace.lines)
    return ui("desk.trace.summary", fired=len(trace.fired), tried=tried)


def _tried(line: Line, trace: Trace, names: Names, ui: Interface) -> Tried:
    titles = {other.rule: other.title for other in trace.lines}
    fired = line.outcome == "fired"
    told = [_written(written, titles, names, ui) for written in line.writes]
    told += [words for sent in line.sent for words in _sent(sent, names, ui)]
    return Tried(line.title or line.rule, fired and not line.shadow, _verdict(line, names, ui), tuple(told))


def _verdict(line: Line, names: Names, ui: Interface) -> str:
    match line.outcome:
        case "fired":
            return ui("desk.trace.shadow" if line.shadow else "desk.trace.fired")
        case "disabled":
            return ui("desk.trace.disabled")
        case "standing" | "not_now":
            return ui(f"desk.trace.{line.outcome}")
        case "not_matched":
            return _failed(line.failed, names, ui) if line.failed else ""


def _failed(failed: Failed, names: Names, ui: Interface) -> str:
    code = "desk.trace.failed_any" if failed.place.rpartition(".")[2] == "any" else "desk.trace.failed"
    expected = names.value(failed.target, failed.expected)
    return ui(
        code,
        target=names.target(failed.target),
        operator=ui(f"desk.op.{failed.word}", value=expected),
        actual=names.value(failed.target, failed.actual),
    )


def _written(written: Written, titles: dict[str, str], names: Names, ui: Interface) -> str:
    attribute = written.attribute
    if attribute.startswith("tag."):
        tag = names.tag(attribute.removeprefix("tag."))
        if written.value == written.before:
            return ui("desk.trace.tag_kept", tag=tag)
        return ui("desk.trace.tag_on" if written.value else "desk.trace.tag_off", tag=tag)
    target, after = names.target(attribute), names.value(attribute, written.value)
    if written.overwritten_by:
        rule = titles.get(written.overwritten_by, written.overwritten_by)
        return ui("desk.trace.overwritten", target=target, after=after, rule=rule)
    if written.value == written.before:
        return ui("desk.trace.kept", target=target, after=after)
    return ui("desk.trace.wrote", target=target, before=names.value(attribute, written.before), after=after)


def _sent(sent: Sent, names: Names, ui: Interface) -> Iterator[str]:
    if sent.kind == "note":
        yield ui("desk.trace.note_customer" if "customer" in sent.to else "desk.trace.note")
        return
    if sent.kind == "reply":
        yield ui("desk.trace.reply")
        return
    if sent.suppressed:
        yield ui("desk.trace.mail_suppressed", why=sent.suppressed)
    elif sent.to:
        yield ui(f"desk.trace.{sent.kind}", to=", ".join(recipient(word, names, ui) for word in sent.to))
    for why in sent.left_out:
        yield ui("desk.trace.left_out", why=why)


def recipient(word: str, names: Names, ui: Interface) -> str:
    """Whom a mail is for: `customer`, `agent:<id>` or an address."""
    kind, _, name = word.partition(":")
    if kind == "customer":
        return ui("desk.trace.customer")
    return names.agent(name) if kind == "agent" else word
