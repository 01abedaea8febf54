"""Text for people who review: what a portal is and does, per language and audience, one fact a line.

Written from the compiled bundle, not from the YAML: it shows consequences. `lines` makes the lines, each other file
writes the sections of one subject. Which files lie on disk and whether they are fresh is the command's matter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

from compiler.bundle import Bundle
from compiler.snapshot import (
    answers,
    asking,
    channels,
    connections,
    content,
    entrance,
    holidays,
    portal,
    rules,
    samples,
    themes,
    tracking,
    workplace,
)
from compiler.snapshot import brand as whole
from compiler.snapshot import desk as desk
from compiler.snapshot import history as history
from compiler.snapshot import mail as mail
from compiler.snapshot import settings as settings
from compiler.snapshot.lines import Lines
from schemas.bundle import PortalContract

Audience: TypeAlias = Literal["public", "member", "agents"]
AUDIENCES: Final[tuple[Audience, ...]] = ("public", "member", "agents")

_ABOUT: Final = {
    "public": "What customers see and receive.",
    "member": "What members of staff read beside what customers see.",
    "agents": "What agents work with, and what happens by itself.",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One text and where it belongs: `<brand>/<portal>/<language>.<audience>.txt`."""

    path: str
    text: str


def snapshots(bundle: Bundle, read: Callable[[str], bytes]) -> Iterator[Snapshot]:
    """Every snapshot of a bundle, in order of their paths; `read` gives the bytes of a blob."""
    for brand_id, brand in sorted(bundle.brands.items()):
        for portal_id, contract in sorted(brand.portals.items()):
            for language in sorted(contract.languages):
                for audience in sorted(AUDIENCES):
                    text = _write(bundle, read, contract, language, audience)
                    yield Snapshot(f"{brand_id}/{portal_id}/{language}.{audience}.txt", text)


def _write(
    bundle: Bundle, read: Callable[[str], bytes], contract: PortalContract, language: str, audience: Audience
) -> str:
    brand = bundle.brands[contract.brand]
    title = f"{contract.brand}/{contract.id} in {language} for {audience}"
    lines = Lines(title, f"{_ABOUT[audience]} Written by `frontdesk snapshot`.")
    match audience:
        case "public":
            portal.write(lines, bundle, contract, language, read(contract.tokens.digest).decode())
            entrance.write(lines, brand, contract, language)
            content.write_public(lines, brand, contract, language)
            asking.write_public(lines, brand, contract, language)
            mail.write(lines, brand, contract, language)
            tracking.write(lines, brand, contract, language)
            channels.write(lines, bundle, contract, language)
            whole.write_words(lines, brand, language)
        case "member":
            content.write_member(lines, brand, contract, language)
        case "agents":
            content.write_drafts(lines, brand, contract, language)
            asking.write_all(lines, brand, contract, language)
            desk.write(lines, brand, contract, language)
            answers.write(lines, brand, contract, language)
            workplace.write(lines, brand, contract, language)
            rules.write(lines, brand, contract, language)
            samples.write(lines, brand, contract, language)
            tracking.write_for_agents(lines, brand, contract, language)
            settings.write(lines, brand, contract, language)
            connections.write(lines, brand, language)
            themes.write(lines, brand, contract, language)
            holidays.write(lines, brand, language)
            history.write(lines, brand, language)
            whole.write(lines, brand, language)
        case _:
            assert_never(audience)
    return lines.text()
