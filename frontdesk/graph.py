"""`frontdesk graph`: which object uses which, as a Mermaid diagram."""

from collections.abc import Iterable
from pathlib import Path

import click

from compiler.link import Linked
from compiler.pointing import objects_called
from compiler.uses import Name, uses
from frontdesk.looking import FOLDER, answering, brand_known, echo_json, linked_folder

_ASIDE = frozenset(
    {"code", "code_tag", "article_translation", "faq_translation", "notice_translation", "numbers", "environment"}
)
"""Kinds that nearly everything uses, or that use everything: a diagram with them shows nothing."""

Arrow = tuple[Name, str, Name]


@click.command()
@click.argument("name", required=False)
@click.option("--brand", help="Only what this brand has.")
@click.option("--steps", type=click.IntRange(1), default=1, help="How far from NAME to go.")
@click.option("--format", "form", type=click.Choice(["mermaid", "json"]), default="mermaid")
@FOLDER
def graph(name: str | None, brand: str | None, steps: int, form: str, folder: Path) -> None:
    """Draw which object uses which; with NAME, only what is around that object."""
    linked = linked_folder(folder)
    brand_known(linked, brand)
    arrows = _arrows(linked, brand)
    if name is not None:
        with answering():
            around = {(thing.brand, thing.kind, thing.id) for thing in objects_called(linked, name)}
        arrows = _around(arrows, around, steps)
    if form == "json":
        echo_json([{"from": _as_json(by), "how": how, "to": _as_json(used)} for by, how, used in arrows])
    else:
        click.echo(mermaid(arrows), nl=False)


def _arrows(linked: Linked, brand: str | None) -> tuple[Arrow, ...]:
    rows = {
        ((use.by.brand, use.by.kind, use.by.id), use.how, use.used): None
        for use in uses(linked)
        if not {use.used[1], use.by.kind} & _ASIDE and brand in (None, use.by.brand)
    }
    return tuple(rows)


def _around(arrows: Iterable[Arrow], around: set[Name], steps: int) -> tuple[Arrow, ...]:
    kept: dict[Arrow, None] = {}
    reached = set(around)
    for _ in range(steps):
        near = [arrow for arrow in arrows if {arrow[0], arrow[2]} & reached]
        kept.update(dict.fromkeys(near))
        reached |= {end for by, _, used in near for end in (by, used)}
    return tuple(kept)


def mermaid(arrows: Iterable[Arrow]) -> str:
    """A flowchart: a box per object, an arrow per use, dotted where one object extends another."""
    arrows = tuple(arrows)
    numbers: dict[Name, int] = {}
    for by, _, used in arrows:
        for end in (by, used):
            numbers.setdefault(end, len(numbers))
    lines = ["flowchart LR"]
    brands = {brand: [name for name in numbers if name[0] == brand] for brand, _, _ in numbers}
    for index, (brand, names) in enumerate(brands.items()):
        lines.append(f'  subgraph b{index}["{_label(brand or "repository")}"]')
        lines += [f'    n{numbers[name]}["{_label(_called(name))}"]' for name in names]
        lines.append("  end")
    for by, how, used in arrows:
        line = "-.->" if how == "extends" else "-->"
        lines.append(f"  n{numbers[by]} {line}|{how}| n{numbers[used]}")
    return "\n".join(lines) + "\n"


def _called(name: Name) -> str:
    return f"{name[1].replace('_', ' ')} {name[2]}".rstrip()


def _label(text: str) -> str:
    return text.replace('"', "#quot;")


def _as_json(name: Name) -> dict[str, str]:
    return {"brand": name[0], "kind": name[1], "id": name[2]}
