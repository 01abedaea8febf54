"""What agents work with: people, groups, states of tickets, priorities, tags and limits."""

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.bundle import PortalContract, StatusFacts
from schemas.durations import spelt


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Everything of the desk but its inquiry types and triggers."""
    said = Wording(brand, language)
    _people(lines, said)
    _states(lines, said)
    limits = brand.desk.limits
    lines.section("Limits")
    lines.fact("files on one message", f"{limits.attachments}, each up to {limits.attachment_bytes:,} bytes")
    lines.fact("inquiries of one customer", f"{limits.inquiries_count} in {limits.inquiries_seconds:,} seconds")


def _people(lines: Lines, said: Wording) -> None:
    desk = said.brand.desk
    lines.section("Groups")
    for name, group in sorted(desk.groups.items()):
        with lines.item(name, said.say(group.name)):
            for agent in group.agents:  # in the order of linear assignment
                lines.fact("agent", agent)
            for line in html_lines(said.say(group.signature)):
                lines.fact("signature", line)
    if not desk.groups:
        lines.nothing()
    lines.section("Agents")
    for name, agent_facts in sorted(desk.agents.items()):
        with lines.item(name, agent_facts.name, agent_facts.role):
            lines.fact("address", agent_facts.email)
            for permission in agent_facts.permissions:
                lines.fact("may see to", permission)
            for kind in agent_facts.assigned:
                lines.fact("is given", kind)
            for kind in agent_facts.may_pause:
                lines.fact("may switch off for a while", kind)
            if agent_facts.cti is not None:
                lines.fact("telephone", f"{agent_facts.cti.number}, known there as {agent_facts.cti.id}")
            for line in html_lines(said.say(agent_facts.signature)):
                lines.fact("signature", line)
    if not desk.agents:
        lines.nothing()


def _states(lines: Lines, said: Wording) -> None:
    desk = said.brand.desk
    progress = {step.id: said.say(step.name) for step in desk.progress}
    lines.section("Statuses")
    for status in desk.statuses:
        _status(lines, said, status, progress.get(status.progress, status.progress))
    lines.section("Priorities")
    for priority in desk.priorities:
        lines.item(priority.id, said.say(priority.name), "of a new ticket" if priority.default else "")
    lines.section("Reasons to resolve without a mail")
    for reason in desk.close_reasons:
        lines.item(reason.id, said.say(reason.name))
    lines.section("Ticket tags")
    if desk.tags is None:
        lines.nothing("(any tag may be used)")
    for tag in desk.tags or ():
        lines.item(tag.id, said.say(tag.name))


def _status(lines: Lines, said: Wording, status: StatusFacts, step: str) -> None:
    with lines.item(status.id, said.say(status.name), "" if status.shown else "its customer does not see the ticket"):
        lines.fact("the customer reads", step)
        lines.fact_if("a customer's reply makes it", status.on_reply)
        if status.after_status is not None and status.after_seconds is not None:
            lines.fact(f"becomes {status.after_status} by itself after", spelt(status.after_seconds))
        if status.final:
            lines.fact("final", "yes")
