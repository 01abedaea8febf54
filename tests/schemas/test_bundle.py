"""The contract's own functions."""

from schemas.bundle import InquiryTypeFacts, offered


def kind(name: str, *children: InquiryTypeFacts) -> InquiryTypeFacts:
    return InquiryTypeFacts(id=name, name={"en": name}, enabled=True, children=children)


TREE = (kind("billing", kind("refund", kind("late")), kind("receipt")), kind("bug"))


def names(types) -> list:
    return [[one.id, *names(one.children)] for one in types]


def test_a_portal_that_names_no_types_offers_all():
    assert offered(TREE, None) == TREE


def test_a_portal_offers_what_it_names_with_all_below_and_the_way_there():
    """HS-29: the support form of a portal is one of the brand's types."""
    assert names(offered(TREE, ("refund",))) == [["billing", ["refund", ["late"]]]]
    assert names(offered(TREE, ("bug", "billing"))) == names(TREE)
    assert names(offered(TREE, ("nothing",))) == []
