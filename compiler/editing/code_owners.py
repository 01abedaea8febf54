"""`CODEOWNERS`, written from `owners:` of the repository and its brands: who must review which paths."""

from collections.abc import Iterator

from compiler.link import Linked
from schemas.brand import Owners

_CONTENT = ("kb/", "faq/", "notices/", "codes/", "messages/", "answer_templates/", "mail/layouts/", "assets/")
_RULES = (
    "triggers/", "tests/", "fixtures/", "inquiry_types.yaml", "processing_types.yaml", "forms/", "fields/",
    "tickets.yaml", "groups.yaml", "sla/",
)  # fmt: skip
_HEAD = "# Written by  frontdesk export codeowners  from `owners:` in frontdesk.yaml and brand.yaml. Later lines win.\n"


def code_owners(linked: Linked) -> str:
    """The whole file; paths nobody is named for have no line."""
    lines = list(_lines(linked))
    width = max((len(path) for path, _ in lines), default=0)
    return _HEAD + "".join(f"{path:<{width}} {' '.join(names)}\n" for path, names in lines)


def _lines(linked: Linked) -> Iterator[tuple[str, tuple[str, ...]]]:
    general = linked.repository.owners
    if general.default:
        yield "*", general.default
    for brand in linked.brands.values():
        own: Owners = brand.brand.value.owners
        yield from _of_brand(f"/brands/{brand.id}/", own, general)


def _of_brand(folder: str, own: Owners, general: Owners) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A brand's own names before those of the repository."""
    if own.default:
        yield folder, own.default
    for paths, names in ((_CONTENT, own.content or general.content), (_RULES, own.rules or general.rules)):
        for path in paths if names else ():
            yield f"{folder}{path}", names
