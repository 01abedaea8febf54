"""Every rule the compiler may report, in one explicit list.

A rule is written beside the code that finds it and named here, so that each has its page under `docs/diagnostics` and
can be explained, levelled and allowed. Finding anything is not done here.
"""

from collections.abc import Mapping

from compiler import (
    companions,
    dialect,
    documents,
    libraries,
    link,
    mismatch,
    parse,
    read,
    shape,
    suspicious,
    swallowed,
    verdict,
)
from compiler.checks import CHECKS, placeholder_never_filled
from compiler.checks.comparing import BASE_CHECKS
from compiler.diagnostic import Rule
from compiler.lower import asset_uses, body_findings, texts, theme_findings
from compiler.policies import judging

PASSES: tuple[Rule, ...] = (
    parse.TOO_LARGE,
    parse.NOT_TEXT,
    parse.SYNTAX,
    parse.DUPLICATE_KEY,
    parse.ANCHOR,
    parse.TAG,
    parse.SECOND_DOCUMENT,
    parse.TOO_DEEP,
    parse.TOO_MANY,
    parse.MERGE_CONFLICT,
    parse.EMPTY,
    parse.KEY_NOT_TEXT,
    parse.TAB,
    parse.NUMBER,
    parse.CONTROL,
    parse.MANY,
    dialect.STRAY,
    read.LINK,
    read.SAME_NAME,
    read.NOT_A_FILE,
    read.ASSET_TOO_LARGE,
    read.NO_REPOSITORY,
    read.TOO_MUCH,
    read.STRANGE_NAME,
    documents.NO_FRONT_MATTER,
    *suspicious.RULES,
    companions.SAID_TWICE,
    libraries.NOT_A_NAME,
    libraries.NO_BASE,
    libraries.CIRCLE,
    libraries.UNUSED_LIBRARY,
    mismatch.UNKNOWN_KEY,
    mismatch.MISSING_KEY,
    mismatch.WRONG_VALUE,
    mismatch.MISSPELT_KEY,
    shape.SWITCH_WORD,
    swallowed.SWALLOWED,
    shape.WRONG_SHAPE,
    shape.UNKNOWN_FILE,
    shape.WRONG_ID,
    shape.OTHER_VERSION,
    link.DANGLING,
    link.NO_BRAND_FILE,
    link.SAME_ID,
    body_findings.EMPTY_TEXT,
    placeholder_never_filled.IN_BODY,
    body_findings.RAW_HTML,
    body_findings.DANGEROUS_LINK,
    body_findings.BROKEN_LINK,
    body_findings.NO_ANCHOR,
    body_findings.TITLE_HEADING,
    body_findings.TOO_COMPLEX,
    asset_uses.UNUSED,
    asset_uses.NO_FILE,
    asset_uses.NOT_A_PICTURE,
    asset_uses.TOO_MANY_PIXELS,
    asset_uses.TOO_LARGE,
    asset_uses.NOT_SQUARE,
    asset_uses.RUNS_IN_BROWSERS,
    asset_uses.OTHER_FORMAT,
    asset_uses.TOO_HEAVY,
    asset_uses.TOO_WIDE,
    texts.STALE,
    *judging.RULES,
    *theme_findings.RULES,
    *verdict.RULES,
)
"""The rules of the passes and of lowering; those of checks are listed with the checks."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*PASSES, *(rule for rule, _ in CHECKS), *(rule for rule, _ in BASE_CHECKS)),
        key=lambda rule: rule.code,
    )
)


def by_code() -> Mapping[str, Rule]:
    """Every rule by its code."""
    return {rule.code: rule for rule in RULES}


def shared_codes() -> tuple[str, ...]:
    """Codes and names that two rules claim: always empty, said by a test."""
    words = [word for rule in RULES for word in (rule.code, rule.name)]
    return tuple(sorted({word for word in words if words.count(word) > 1}))
