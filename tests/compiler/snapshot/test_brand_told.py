"""What reviewers read of a brand as a whole."""

from compiler.snapshot import snapshots
from tests.kitchen import KeptBlobs, compiled


def told(changes, name) -> str:
    blobs = KeptBlobs()
    result, text = compiled(changes, blobs)
    assert text == ""
    return next(item.text for item in snapshots(result.bundle, blobs.kept.__getitem__) if item.path.endswith(name))


def test_a_brand_is_told_with_its_features():
    text = told({"brand.yaml": "name: Kitchen\nlanguages: [en]\neditor: text\nservice_id: Kitchen\n"}, "en.agents.txt")
    section = text.partition("# The brand\n")[2]
    assert section.startswith("name: Kitchen\nkind: answers inquiries\nid in addresses and programs: Kitchen\n")
    assert "mails and answers are written as: plain text\nhas knowledge base: yes\n" in section


def test_words_of_the_interface_are_told_where_a_brand_says_them_differently():
    """NHN-197: the code stays, the words are the brand's."""
    codes = {"codes/_system.yaml": "validate.ticket.email.required: {text: Your e-mail}\n"}
    assert told(codes, "en.public.txt").endswith(
        "# Words of the interface, as this brand says them\nvalidate.ticket.email.required: Your e-mail\n"
    )


def test_what_agents_read_for_a_property_of_every_ticket_is_told():
    """NHN-079: label and notice of a system field."""
    text = told({"fields/priority.yaml": "{label: Urgency, notice: Ask first}\n"}, "en.agents.txt")
    assert text.endswith("priority: Urgency\n  notice: Ask first\n")
