"""A portal that shows information on a company of which there is none (NHN-186)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked

RULE = Rule("FD755", "company-info-missing", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`show: {company_info: true}` without `company_info.yaml`."""
    if linked.organization.get("company_info") or linked.draft.is_poisoned("company_info", ORGANIZATION, ""):
        return
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            if thing.value.show.company_info:
                yield found(
                    RULE,
                    f"the portal {quoted(thing.id)} shows nothing of the company: there is nothing to show",
                    linked.draft.span(thing, ("show", "company_info")),
                    note="switched on here",
                    hint="add brands/_organization/company_info.yaml with  name:",
                )
