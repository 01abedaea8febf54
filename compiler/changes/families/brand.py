"""A brand as a whole: name, languages, features, where its days begin."""

from typing import Final

from compiler.changes.model import Subject
from compiler.changes.telling import Telling, Topic

_LABELS: Final = {
    "service_id": "id in addresses and programs",
    "time_zone": "days begin in",
    "date_format": "dates are written",
    "editor": "mails and answers are written as",
    "support_email": "address for readers without a form",
    "features": "has",
    "type": "kind",
}


def tell(tell: Telling) -> None:
    """What holds of the whole brand; its portals and files are told where they are."""
    name = tell.name(tell.after.brand.name)
    subject = Subject("brand", tell.brand, name)
    topic = Topic("brands", "settings", subject, ("customers", "agents"), tell.portals(), _LABELS)
    former = tell.before.brand.id
    if former != tell.brand:
        tell.say(topic, "moved", f"is called {tell.brand} now; it was {former}")
    tell.models(topic, tell.before.brand, tell.after.brand, ("id", "portals", "assets", "languages"))
    before, after = tell.before.brand.languages, tell.after.brand.languages
    stayed = [one for one in after if one in before]
    was = [one for one in before if one in after]
    if stayed != was:
        tell.say(topic, "reordered", f"lists its languages as {', '.join(stayed)}; so far as {', '.join(was)}")
    for language in before:
        if language not in after:
            tell.say(topic, "changed", f"does not speak {language} any more", languages=(language,))
