"""What becomes of findings: levels of `frontdesk.yaml`, comments that silence a warning, whether a build is refused.

Finding anything wrong in the sources is not done here, except in the levels and the comments themselves.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from compiler.allowances import Allowance
from compiler.diagnostic import Diagnostic, Label, Rule, Severity, did_you_mean, found, has_errors, in_order, quoted
from compiler.documents import Documents
from compiler.link import ORGANIZATION, Linked
from compiler.origin import Composed
from compiler.policies.known import names
from compiler.span import Span

UNUSED = Rule("FD701", "unused-allowance", "warning")
NO_REASON = Rule("FD702", "allowance-without-reason", "warning")
IMPOSSIBLE_LEVEL = Rule("FD703", "impossible-level")
RULES = (UNUSED, NO_REASON, IMPOSSIBLE_LEVEL)

_REPOSITORY = "frontdesk.yaml"
_SHARED = ("", "_organization", "_library")
_NO_BASE = "base-not-found"
_MISSING = ("file-not-found", "unknown-target")
_ECHOES = (
    "agent-in-no-group",
    "booking-link-without-booking",
    "nobody-to-choose",
    "policy-broken",
    "project-without-link",
    "strangers-words-mailed",
    "waiver-for-nothing",
)
"""Findings that follow from something being absent, beside all whose name begins with `unused-`."""


def settle(
    findings: Iterable[Diagnostic],
    linked: Linked,
    rules: Mapping[str, Rule],
    *,
    all_passes: bool,
    skipped: Collection[str] = (),
) -> tuple[Diagnostic, ...]:
    """Findings in order, at their level, without the silenced ones.

    A comment is called unused only when `all_passes` ran: an error may have kept its finding from being made. Nothing
    is said of comments for codes that were `skipped`.
    """
    findings = _without_echoes(_once(_at_true_places(findings, linked.draft.documents), linked.draft.documents))
    levels = () if linked.draft.has_poisoned("policy", ORGANIZATION) else _impossible_levels(linked, rules)
    levelled = [*_levelled(findings, linked, rules), *levels]
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
    return in_order(
        (*kept, *_about_comments(allowed, used, rules, () if not all_passes else rules.keys() - {*skipped}))
    )


def _without_echoes(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without what a misspelt name or a broken object brings with it: what was meant looks unused, missing or refused.

    Such findings reason from what is absent. While something in the brand, or in the organisation, cannot be read or
    found, they would be guesses; they are made once it is mended.
    """
    findings = tuple(findings)
    broken = {_home(item.span.file) for item in findings if _leaves_a_gap(item)}
    if not broken:
        return findings
    everywhere = not broken.isdisjoint(_SHARED)
    unread = {_home(item.span.file) for item in findings if item.rule.name == _NO_BASE and _is_brand(item.span.file)}
    return tuple(
        item
        for item in findings
        if not (_is_echo(item.rule) and (everywhere or _home(item.span.file) in {*broken, *_SHARED}))
        and not (_says_too_little(item) and _home(item.span.file) in unread)
    )


def _once(findings: Iterable[Diagnostic], documents: Documents) -> Iterable[Diagnostic]:
    """One finding for a value that several objects have because they extend the one that says it.

    Of findings that say the same of the same place and differ in a name alone, the one stays that names the file's own.
    """
    bases = {
        layer.document.file
        for document in documents.parsed.values()
        if isinstance(document, Composed)
        for layer in document.layers[1:]
    }
    kept: list[Diagnostic] = []
    said: dict[tuple[Rule, Span, str, str], int] = {}
    for item in findings:
        key = (item.rule, item.span, _NAME.sub("", item.message), _NAME.sub("", item.hint))
        own = quoted(item.span.file.rpartition("/")[2].partition(".")[0])
        if item.span.file not in bases or key not in said:
            said[key] = len(kept)
            kept.append(item)
        elif own in item.message:
            kept[said[key]] = item
    return kept


_NAME = re.compile(r'"[^"]*"')


def _is_brand(file: str) -> bool:
    return file.endswith("/brand.yaml")


def _says_too_little(item: Diagnostic) -> bool:
    """Whether an object lacks what the library that was not found may have said."""
    return item.code[:3] == "FD1" and item.message.endswith("is missing")


def _leaves_a_gap(item: Diagnostic) -> bool:
    return item.severity == "error" and (item.code[:3] in ("FD0", "FD1", "FD2") or item.rule.name in _MISSING)


def _is_echo(rule: Rule) -> bool:
    return rule.name.startswith("unused-") or rule.name in _ECHOES


def _home(file: str) -> str:
    """The brand a file belongs to; empty for files of the repository itself."""
    return file.split("/")[1] if file.startswith("brands/") else ""


def _at_true_places(findings: Iterable[Diagnostic], documents: Documents) -> Iterable[Diagnostic]:
    """Findings about files that brands have from a library, at the library's files.

    What nothing uses is only said of a library when no brand that has it uses it.
    """
    if not documents.heirs:
        return findings
    moved = [_moved(item, documents.inherited) for item in findings]
    of_libraries: dict[tuple[Rule, Span, str], list[Diagnostic]] = {}
    for item in moved:
        if item.span.file in documents.heirs:
            of_libraries.setdefault((item.rule, item.span, item.message), []).append(item)
    kept = [item for item in moved if item.span.file not in documents.heirs]
    for (rule, span, _), same in of_libraries.items():
        if not rule.name.startswith("unused-") or len(same) >= documents.heirs[span.file]:
            kept.append(same[0])  # what others say of the same place differs in its hint at most
    return kept


def _moved(item: Diagnostic, inherited: Mapping[str, str]) -> Diagnostic:
    if item.span.file not in inherited and not any(label.span.file in inherited for label in item.labels):
        return item
    labels = tuple(Label(_true(label.span, inherited), label.text) for label in item.labels)
    return replace(item, span=_true(item.span, inherited), labels=labels)


def _true(span: Span, inherited: Mapping[str, str]) -> Span:
    return replace(span, file=inherited.get(span.file, span.file))


def is_refused(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether a build must not be made: an error, or under `strict` a warning."""
    diagnostics = tuple(diagnostics)
    return has_errors(diagnostics) or (strict and any(item.severity == "warning" for item in diagnostics))


def _levelled(findings: Iterable[Diagnostic], linked: Linked, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    levels = linked.repository.levels
    for item in findings:
        level = levels.get(item.policy) or levels.get(item.code)
        if level is None or not _is_possible(item.rule, level):
            yield item
        elif level != "ignore":
            yield replace(item, severity=level)


def _is_possible(rule: Rule, level: Severity | str) -> bool:
    return rule.severity != "error" or rule.may_lower or level == "error"


def _impossible_levels(linked: Linked, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    documents, known = linked.draft.documents, frozenset(names(linked)) if linked.repository.levels else frozenset()
    for name, level in linked.repository.levels.items():
        rule = rules.get(name)
        if name in known:
            continue
        if rule is None:
            message = f"there is no code or policy {quoted(name)}"
            span = documents.span(_REPOSITORY, ("levels", name), "key")
            yield found(
                IMPOSSIBLE_LEVEL, message, span, note="not found", hint=did_you_mean(name, (*_levelable(rules), *known))
            )
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
    allowed: Iterable[Allowance], used: set[Allowance], rules: Mapping[str, Rule], looked_for: Collection[str]
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
        elif item not in used and item.code in looked_for:
            message = f"{item.code} is not found here or on the next line"
            yield found(UNUSED, message, item.span, note="allows nothing", hint="delete the comment")
