"""A mail layout that some of a brand's languages do not have: their customers get the words of another (NHN-114)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.span import whole_file
from schemas.mail import LAYOUTS

RULE = Rule("FD439", "layout-language-missing", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Statuses with a layout in one language and not in all of them."""
    for brand in linked.brands.values():
        if linked.draft.has_poisoned("mail_layout", brand.id):
            continue
        for status in LAYOUTS:
            own = {thing.parts["language"]: thing for thing in brand.of("mail_layout").values() if thing.id == status}
            for language in brand.languages if own else ():
                if language not in own:
                    one = own.get(brand.default_language) or next(iter(own.values()))
                    yield found(
                        RULE,
                        f"mails with the status {quoted(status)} have a layout, and none in {quoted(language)}",
                        whole_file(one.file),
                        hint=f"write {status}.{language}.{one.file.rpartition('.')[2]} beside it",
                    )
