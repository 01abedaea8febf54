"""Themes as brands wear them: the files a theme is made of, the five colours of a portal, and who wears what.

How a palette becomes tokens is `schemas.theme`; what is wrong in a page or style sheet is found in lowering.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Span, span_after
from schemas.theme import THEMES, ColorName, palette
from schemas.theme_folder import PAGE, SOURCES

WORN_AT = ("theme", "mobile_theme")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a theme; `file` is where it is mended: a library's own, where a brand has it from there."""

    name: str
    file: str
    text: str

    def span(self, start: int, end: int) -> Span:
        """The place of some characters, by their offsets; no longer than their line."""
        return span_after(self.file, self.text[:start], self.text[start:end])


def paths(linked: Linked, theme: Object) -> Mapping[str, str]:
    """The files beside a `theme.yaml`, by name: their path in the tree."""
    folder = theme.file.rpartition("/")[0]
    sizes = linked.draft.documents.tree.sizes
    return {name: f"{folder}/{name}" for name in SOURCES if f"{folder}/{name}" in sizes}


def source(linked: Linked, name: str, path: str) -> Source:
    """A file of a theme, read. Bytes that are no text become replacement characters."""
    documents = linked.draft.documents
    text = documents.tree.read(path).decode("utf-8-sig", errors="replace")
    return Source(name, documents.inherited.get(path, path), text)


def palette_of(brand: LinkedBrand, portal: Object) -> dict[ColorName, str] | None:
    """The five colours of a portal: its own over its theme's over the built-in base's; `None` where one is missing."""
    design = portal.value.design
    own = _said(design.colors)
    theme = brand.of("theme").get(design.theme or "")
    if theme is None:
        return palette(design.theme if design.theme in THEMES else None, own)
    base = theme.value.base
    return palette(base if base in THEMES else None, {**_said(theme.value.colors), **own})


def color_place(linked: Linked, brand: LinkedBrand, portal: Object, name: str) -> Span | None:
    """Where a colour of a portal is written: in the portal or in its theme; `None` for a built-in one."""
    design = portal.value.design
    if getattr(design.colors, name) is not None:
        return linked.draft.span(portal, ("design", "colors", name))
    theme = brand.of("theme").get(design.theme or "")
    if theme is not None and getattr(theme.value.colors, name) is not None:
        return linked.draft.span(theme, ("colors", name))
    return None


def _said(colors: object) -> dict[str, str]:
    return {name: color for name, color in vars(colors).items() if color is not None}


def wearers(brand: LinkedBrand, theme: str) -> Iterator[tuple[Object, str]]:
    """The portals of a brand that wear a theme, and the key that says so."""
    for portal in brand.of("portal").values():
        for key in WORN_AT:
            if getattr(portal.value.design, key) == theme:
                yield portal, key


def worn(brand: LinkedBrand) -> Mapping[str, Object]:
    """The themes a brand has need of: all of its own, and those of the organisation that a portal wears."""
    themes = brand.of("theme")
    return {
        name: theme
        for name, theme in sorted(themes.items())
        if theme.brand == brand.id or any(True for _ in wearers(brand, name))
    }


def said_in_pages(linked: Linked, brand: LinkedBrand) -> frozenset[str]:
    """Every word in quotes on the pages of a brand's themes: enough to know that a code is used, without parsing."""
    pages = [paths(linked, theme).get(PAGE) for theme in brand.of("theme").values()]
    texts = [source(linked, PAGE, page).text for page in pages if page]
    return frozenset(word for text in texts for quote in "'\"" for word in text.split(quote)[1:-1])
