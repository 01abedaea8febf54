"""Mail: who it comes from, the words of messages, what stands around answers; and the interface's own words."""

from compiler.changes.model import Subject
from compiler.changes.telling import Telling, Topic, about
from compiler.changes.things import things


def tell(tell: Telling) -> None:
    """Sender, messages, layouts, then the words of the interface that the brand says differently."""
    before, after = tell.before.desk, tell.after.desk
    portals = tell.portals()
    topic = Topic("mail", "content", Subject("message", ""), ("mail",), portals, {"sms": "text message"})
    things(tell, topic, "message", (before.messages, after.messages))
    sender = Topic("mail", "settings", Subject("sender of mails", ""), ("mail",), portals, {"send": "mail server"})
    tell.models(sender, before.sender, after.sender)
    for status in sorted({*before.layouts, *after.layouts}):
        layout = about(topic, Subject("words around answers", status))
        tell.words(layout, "text", before.layouts.get(status, {}), after.layouts.get(status, {}), is_rich=True)
    words = Topic("texts", "content", Subject("code", ""), ("customers", "agents"), portals)
    for code in sorted({*before.wording, *after.wording}):
        then, now = before.wording.get(code, {}), after.wording.get(code, {})
        if then != now:
            tell.words(about(words, Subject("code", code)), "words", then, now)
