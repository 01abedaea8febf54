"""What becomes of findings: levels of `frontdesk.yaml`, comments that silence a warning, whether a build is refused.

Finding anything wrong in the sources is not done here, except in the levels and the comments themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from compiler.allowances import Allowance
from compiler.diagnostic import Diagnostic, Rule, Severity, did_you_mean, found, has_errors, in_order, quoted
from compiler.link import Linked

UNUSED = Rule("FD701", "unused-allowance", "warning")
NO_REASON = Rule("FD702", "allowance-without-reason", "warning")
IMPOSSIBLE_LEVEL = Rule("FD703", "impossible-level")
RULES = (UNUSED, NO_REASON, IMPOSSIBLE_LEVEL)

_REPOSITORY = "frontdesk.yaml"


def settle(
    findings: Iterable[Diagnostic], linked: Linked, rules: Mapping[str, Rule], *, all_passes: bool
) -> tuple[Diagnostic, ...]:
    """Findings in order, at their level, without the silenced ones.

    A comment is called unused only when `all_passes` ran: an error may have kept its finding from being made.
    """
    levelled = [*_levelled(findings, linked, rules), *_impossible_levels(linked, rules)]
    allowed = linked.draft.documents.allowances
    if not allowed:
        return in_order(levelled)
    by_place = {place: item for item in allowed if item.has_reason for place in _places(item)}
    used: set[Allowance] = set()
    kept: list[Diagnostic] = []
    for item in levelled:
        silencer = by_place.get((item.span.file, item.span.line, item.code))
        if silencer is None or item.severity == "error":
            kept.append(item)
        else:
            used.add(silencer)
    return in_order((*kept, *_about_comments(allowed, used, rules, all_passes)))


def is_refused(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether a build must not be made: an error, or under `strict` a warning."""
    diagnostics = tuple(diagnostics)
    return has_errors(diagnostics) or (strict and any(item.severity == "warning" for item in diagnostics))


def _levelled(findings: Iterable[Diagnostic], linked: Linked, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    levels = linked.repository.levels
    for item in findings:
        level = levels.get(item.code)
        if level is None or not _is_possible(item.rule, level):
            yield item
        elif level != "ignore":
            yield replace(item, severity=level)


def _is_possible(rule: Rule, level: Severity | str) -> bool:
    return rule.severity != "error" or rule.may_lower or level == "error"


def _impossible_levels(linked: Linked, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    documents = linked.draft.documents
    for name, level in linked.repository.levels.items():
        rule = rules.get(name)
        if rule is None:
            message = f"there is no code or policy {quoted(name)}"
            span = documents.span(_REPOSITORY, ("levels", name), "key")
            yield found(IMPOSSIBLE_LEVEL, message, span, note="not found", hint=did_you_mean(name, _levelable(rules)))
        elif not _is_possible(rule, level):
            message = f"{rule.code} ({rule.name}) is always an error"
            span = documents.span(_REPOSITORY, ("levels", name))
            yield found(IMPOSSIBLE_LEVEL, message, span, note="cannot be lowered", hint="mend what it finds")


def _levelable(rules: Mapping[str, Rule]) -> Iterator[str]:
    return (code for code, rule in rules.items() if _is_possible(rule, "ignore"))


def _places(item: Allowance) -> Iterator[tuple[str, int, str]]:
    """The lines a comment speaks for: its own and the one below."""
    yield item.span.file, item.span.line, item.code
    yield item.span.file, item.span.line + 1, item.code


def _about_comments(
    allowed: Iterable[Allowance], used: set[Allowance], rules: Mapping[str, Rule], all_passes: bool
) -> Iterator[Diagnostic]:
    for item in allowed:
        rule = rules.get(item.code)
        if rule is None:
            message = f"there is no code {quoted(item.code)}"
            yield found(UNUSED, message, item.span, note="allows nothing", hint=did_you_mean(item.code, rules))
        elif rule.severity == "error":
            message = f"{item.code} is an error; errors cannot be allowed"
            yield found(UNUSED, message, item.span, note="allows nothing", hint="mend the error, delete the comment")
        elif not item.has_reason:
            hint = f"write: # frontdesk: allow {item.code} because …"
            yield found(NO_REASON, f"{item.code} is allowed without a reason", item.span, note="not heeded", hint=hint)
        elif item not in used and all_passes:
            message = f"{item.code} is not found here or on the next line"
            yield found(UNUSED, message, item.span, note="allows nothing", hint="delete the comment")
