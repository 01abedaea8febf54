"""The desk of a brand: inquiry types with what they inherit, people, states of tickets, limits; all a ticket needs.

Fields and forms are `compiler.lower.forms`, words of mail `compiler.lower.mail`, triggers `compiler.lower.rules`.
"""

from collections.abc import Mapping

from compiler.lower.bench import Bench
from compiler.lower.forms import lower_fields, lower_form
from compiler.lower.mail import lower_message, lower_sender
from compiler.lower.rules import lower_rules
from compiler.lower.system_words import SystemWords
from schemas.bundle import (
    AgentFacts,
    DeskContract,
    GroupFacts,
    InquiryTypeFacts,
    LimitFacts,
    NamedFacts,
    StatusFacts,
)
from schemas.durations import seconds
from schemas.inquiry import PRIORITIES, InquiryType, Tickets
from schemas.sizes import in_bytes
from schemas.statuses import DEFAULT_PRIORITY, PROGRESS, STATUSES


def lower_desk(bench: Bench) -> DeskContract:
    """Everything about the tickets of a brand."""
    brand, said = bench.brand, SystemWords(bench)
    thing = brand.of("tickets").get("")
    tickets = thing.value if thing else Tickets()
    top = (thing.value for thing in brand.of("inquiry_type").values() if "parent" not in thing.parts)
    types = tuple(_type(bench, one, None) for one in top)
    fields = lower_fields(bench, types, said)
    return DeskContract(
        inquiry_types=types,
        forms={name: lower_form(name, thing.value, fields) for name, thing in sorted(brand.of("form").items())},
        fields=fields,
        statuses=_statuses(bench, tickets, said),
        progress=_progress(bench, tickets, said),
        priorities=_priorities(bench, tickets, said),
        tags=_tags(bench, tickets),
        agents=_agents(bench),
        groups=_groups(bench),
        messages={name: lower_message(bench, name, item.value) for name, item in sorted(brand.of("message").items())},
        sender=lower_sender(bench),
        limits=_limits(tickets),
        triggers=lower_rules(bench),
        wording=said.reworded(),
    )


def _type(bench: Bench, one: InquiryType, above: InquiryTypeFacts | None) -> InquiryTypeFacts:
    """A node with what it inherits: form, group and priority from above, and being switched off."""
    own = InquiryTypeFacts(
        id=one.id,
        name=bench.wording.of(one.name),
        description=bench.wording.of(one.description),
        enabled=one.enabled and (above is None or above.enabled),
        form=one.form or (above.form if above else None),
        group=one.group or (above.group if above else None),
        priority=one.priority or (above.priority if above else None),
    )
    return own.model_copy(update={"children": tuple(_type(bench, child, own) for child in one.children)})


def _statuses(bench: Bench, tickets: Tickets, said: SystemWords) -> tuple[StatusFacts, ...]:
    if tickets.statuses is None:
        return tuple(
            StatusFacts(
                id=status.id,
                name=said.of(f"status.{status.id}"),
                progress=status.progress,
                on_reply=status.on_reply,
                final=status.final,
                shown=status.shown,
            )
            for status in STATUSES
        )
    return tuple(
        StatusFacts(
            id=status.id,
            name=bench.wording.of(status.name),
            progress=status.progress,
            on_reply=status.on_reply,
            final=status.final,
            shown=status.shown,
        )
        for status in tickets.statuses
    )


def _progress(bench: Bench, tickets: Tickets, said: SystemWords) -> tuple[NamedFacts, ...]:
    if tickets.progress is None:
        return tuple(NamedFacts(id=step, name=said.of(f"progress.{step}")) for step in PROGRESS)
    return tuple(NamedFacts(id=step.id, name=bench.wording.of(step.name)) for step in tickets.progress)


def _priorities(bench: Bench, tickets: Tickets, said: SystemWords) -> tuple[NamedFacts, ...]:
    if tickets.priorities is None:
        return tuple(
            NamedFacts(id=name, name=said.of(f"priority.{name}"), default=name == DEFAULT_PRIORITY)
            for name in PRIORITIES
        )
    return tuple(
        NamedFacts(id=item.id, name=bench.wording.of(item.name), default=item.default) for item in tickets.priorities
    )


def _tags(bench: Bench, tickets: Tickets) -> tuple[NamedFacts, ...] | None:
    """The closed list of tags; one without words is shown by its id."""
    if tickets.tags is None:
        return None
    languages = bench.brand.languages
    return tuple(
        NamedFacts(id=name, name=bench.wording.of(tag.name) if tag.name else dict.fromkeys(languages, name))
        for name, tag in tickets.tags.items()
    )


def _agents(bench: Bench) -> Mapping[str, AgentFacts]:
    """Agents with the name and address the organisation knows them by; a check refuses one it does not know."""
    members = bench.linked.organization.get("member", {})
    agents = {}
    for name, thing in sorted(bench.brand.of("agent").items()):
        member, agent = members.get(name), thing.value
        agents[name] = AgentFacts(
            id=name,
            name=member.value.name if member else name,
            email=member.value.email if member else "",
            role=agent.role,
            permissions=agent.permissions,
            assigned=agent.assigned,
            signature=bench.wording.of(agent.signature),
        )
    return agents


def _groups(bench: Bench) -> Mapping[str, GroupFacts]:
    return {
        name: GroupFacts(
            id=name,
            name=bench.wording.of(thing.value.name),
            agents=thing.value.agents,
            signature=bench.wording.of(thing.value.signature),
        )
        for name, thing in sorted(bench.brand.of("group").items())
    }


def _limits(tickets: Tickets) -> LimitFacts:
    own = tickets.limits
    facts = {"attachments": own.attachments, "attachment_bytes": in_bytes(own.attachment_size)}
    if own.inquiries_per_customer is not None:
        rate = own.inquiries_per_customer
        facts |= {"inquiries_count": rate.count, "inquiries_seconds": seconds(rate.every)}
    return LimitFacts(**facts)
