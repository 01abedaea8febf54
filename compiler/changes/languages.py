"""A language that a brand speaks since now: one change with all its words, not one for every text."""

from compiler.changes.model import Passage, Subject
from compiler.changes.telling import Telling, Topic


def tell_languages(tell: Telling) -> None:
    """Each new language: how many texts have words of their own, which, and how many are shown in the default one."""
    for language in tell.added:
        texts = [row for row in tell.new_words if row[0] == language and row[2]]
        own = [f"{where}: {words}" for _, where, words, is_own in texts if is_own]
        others = len(texts) - len(own)
        subject = Subject("brand", tell.brand, tell.name(tell.after.brand.name))
        portals = tell.portals(lambda portal, spoken=language: spoken in portal.languages)  # type: ignore[misc]
        topic = Topic("brands", "content", subject, ("customers", "mail"), portals)
        missing = f"; {others} more are shown in {tell.language}" if others else ""
        sentence = (
            f"speaks {language} now: {len(own)} {'text has' if len(own) == 1 else 'texts have'} words of their own"
        )
        passage = Passage((), tuple(own)) if own else None
        tell.say(topic, "new", sentence + missing, passage, (language,))
