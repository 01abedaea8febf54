"""The words of articles, FAQ documents and notices: titles, bodies, and whether a language has words of its own."""

from collections.abc import Mapping

from compiler.bundle import BrandBundle
from compiler.changes.model import Passage
from compiler.changes.telling import Read, Telling, Topic
from compiler.changes.values import by_path, word_lines
from schemas.bundle import Words


def texts_of(brand: BrandBundle, kind: str, name: str) -> Mapping[str, Words]:
    """The words of one document by the language of its readers."""
    found = {language: brand.words.get(f"{kind}/{name}/{language}") for language in brand.brand.languages}
    return {language: words for language, words in found.items() if words is not None}


def is_same_text(tell: Telling, kind: str, before: str, after: str) -> bool:
    """Whether two documents say the same in the default language: one that was given another id does."""
    then = texts_of(tell.before, kind, before).get(tell.language)
    now = texts_of(tell.after, kind, after).get(tell.language)
    return then is not None and now is not None and (then.title, then.body) == (now.title, now.body)


def title(tell: Telling, kind: str, name: str) -> str:
    """A document's title in the default language."""
    for side in (tell.after, tell.before):
        words = side.words.get(f"{kind}/{name}/{tell.language}")
        if words is not None:
            return words.title
    return ""


def new_text(tell: Telling, kind: str, name: str) -> Passage:
    """The whole text of a document that is new, in the default language."""
    words = texts_of(tell.after, kind, name).get(tell.language)
    return Passage((), _lines(words, tell.read_after) if words is not None else ())


def tell_words(tell: Telling, topic: Topic, kind: str, names: tuple[str, str]) -> None:
    """Tell how the words changed; `names` are the document's id then and now."""
    before, after = texts_of(tell.before, kind, names[0]), texts_of(tell.after, kind, names[1])
    translated: dict[tuple[bool, str], list[str]] = {}
    stale: dict[bool, list[str]] = {}
    alike: list[str] = []
    for language in after:
        if language in before:
            then, now = before[language], after[language]
            if then.language != now.language:
                translated.setdefault((now.language == language, then.language), []).append(language)
            else:
                alike.append(language)
            if then.stale != now.stale:
                stale.setdefault(now.stale, []).append(language)
    for (is_own, _), languages in translated.items():
        for language in languages:
            _translated(tell, topic, (before[language], after[language]), language, is_own=is_own)
    _texts(tell, topic, {one: before[one] for one in alike}, {one: after[one] for one in alike})
    for now_stale, languages in stale.items():
        sentence = "translation is older than its original now" if now_stale else "translation is up to date again"
        tell.say(topic, "changed", sentence, None, tuple(languages))


def _translated(tell: Telling, topic: Topic, sides: tuple[Words, Words], language: str, *, is_own: bool) -> None:
    then, now = sides
    if is_own:
        sentence = f"is translated now; readers were shown {then.language}"
        tell.say(topic, "new", sentence, Passage((), _lines(now, tell.read_after)), (language,))
    else:
        tell.say(topic, "gone", f"is not translated any more: readers are shown {now.language}", None, (language,))


def _lines(words: Words, read: Read) -> tuple[str, ...]:
    body = read(words.body).decode()
    return (words.title, *((words.description,) if words.description else ()), *word_lines(body, is_rich=True))


def _texts(tell: Telling, topic: Topic, before: Mapping[str, Words], after: Mapping[str, Words]) -> None:
    for label in ("title", "description"):
        then, now = ({language: getattr(one, label) for language, one in side.items()} for side in (before, after))
        tell.words(topic, label, then, now)
    changed = [language for language in after if before[language].body != after[language].body]
    tell.words(
        topic,
        "text",
        {language: by_path(tell.read_before(before[language].body).decode()) for language in changed},
        {language: by_path(tell.read_after(after[language].body).decode()) for language in changed},
        is_rich=True,
    )
