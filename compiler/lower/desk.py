"""The desk of a brand: inquiry types with what they inherit, people, states of tickets, limits; all a ticket needs.

Fields and forms are `compiler.lower.forms`, words of mail `compiler.lower.mail`, triggers `compiler.lower.rules`.
"""

from collections.abc import Mapping
from typing import Any

from compiler.lower.bench import Bench
from compiler.lower.forms import lower_fields, lower_form, lower_properties
from compiler.lower.mail import lower_layouts, lower_message, lower_sender
from compiler.lower.rules import lower_rules
from compiler.lower.service_levels import lower_calendars, lower_customer_properties
from compiler.lower.system_words import SystemWords
from schemas.bundle import (
    AgentFacts,
    DeskContract,
    GroupFacts,
    InquiryTypeFacts,
    LimitFacts,
    NamedFacts,
    ProcessingTypeFacts,
    StatusFacts,
)
from schemas.durations import seconds
from schemas.inquiry import PRIORITIES, After, InquiryType, ProcessingType, Tickets
from schemas.sizes import in_bytes
from schemas.statuses import CLOSE_REASONS, DEFAULT_PRIORITY, PROGRESS, STATUSES


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
        calendars=lower_calendars(bench),
        customer_properties=lower_customer_properties(bench),
        processing_types=_processing_types(bench, "processing_type"),
        chat_processing_types=_processing_types(bench, "chat_processing_type"),
        close_reasons=_close_reasons(bench, tickets, said),
        properties=lower_properties(bench),
        layouts=lower_layouts(bench),
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
        sla=one.sla or (above.sla if above else None),
    )
    return own.model_copy(update={"children": tuple(_type(bench, child, own) for child in one.children)})


def _processing_types(bench: Bench, kind: str) -> tuple[ProcessingTypeFacts, ...]:
    top = (thing.value for thing in bench.brand.of(kind).values() if "parent" not in thing.parts)
    return tuple(_processing_type(bench, one) for one in top)


def _processing_type(bench: Bench, one: ProcessingType) -> ProcessingTypeFacts:
    below = tuple(_processing_type(bench, child) for child in one.children)
    return ProcessingTypeFacts(id=one.id, name=bench.wording.of(one.name), children=below)


def _close_reasons(bench: Bench, tickets: Tickets, said: SystemWords) -> tuple[NamedFacts, ...]:
    if tickets.close_reasons is None:
        return tuple(NamedFacts(id=name, name=said.of(f"close_reason.{name}")) for name in CLOSE_REASONS)
    return tuple(
        NamedFacts(id=name, name=bench.wording.of(reason.name)) for name, reason in tickets.close_reasons.items()
    )


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
                **_after(status.after),
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
            **_after(status.after),
        )
        for status in tickets.statuses
    )


def _after(after: After | None) -> dict[str, Any]:
    return {} if after is None else {"after_seconds": seconds(after.time), "after_status": after.status}


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
            mobile=member.value.mobile if member else None,
            may_pause=agent.may_pause,
            cti=agent.cti,
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
