"""The walk of `frontdesk demo --once`: an installation used once from end to end, as customer and as agent.

It sees what people see: pages over HTTP and mail over SMTP, never the database. Whatever compiles can be walked: words
to search for and forms to fill in are taken from the release.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

import click

from frontdesk.demonstration import Demonstration
from frontdesk.visitor import Form, Page, UnexpectedPageError, Visitor
from runtime.release.build import origin
from runtime.release.contents import PortalPlace
from runtime.simulators.mail import Mail
from schemas.bundle import DeskContract, FormFieldFacts, InquiryTypeFacts
from schemas.fields import Field
from schemas.fields.base import FieldBase

CUSTOMER: Final = "wanda@walk.example"
TITLE: Final = "A walk through the house"
QUESTION: Final = "Does everything work from one end to the other?"
ANSWER: Final = "It does. Thank you for walking through."
REPLY: Final = "Then I am content."
MAIL_SECONDS: Final = 60.0

T = TypeVar("T")


def walk(found: Demonstration) -> None:
    """Walk through a running installation, a line for each step; `click.ClickException` names the step that failed."""
    place = _portal(found)
    walker = _Walker(found, place, _language(place))
    for words, step in walker.steps():
        try:
            told = step()
        except (UnexpectedPageError, OSError) as error:
            fallen = found.fallen()
            raise click.ClickException(f"✗ {words}: {error}" + (f"\n{fallen}" if fallen else "")) from error
        click.echo(f"✓ {words}" + (f": {told}" if told else ""))
    click.echo("Everything works.")


def _portal(found: Demonstration) -> PortalPlace:
    for place in found.release.places:
        if place.portal.enabled and place.portal.show.inquiries and any(_askable(place.brand.desk.inquiry_types)):
            return place
    raise click.ClickException("there is no open portal with an inquiry type to walk through")


def _askable(types: tuple[InquiryTypeFacts, ...]) -> Iterator[InquiryTypeFacts]:
    """Types that lead to a form of their own."""
    for one in types:
        below = [child for child in one.children if child.enabled]
        if one.enabled and not below and one.form:
            yield one
        elif one.enabled:
            yield from _askable(tuple(below))


def _language(place: PortalPlace) -> str:
    return "en" if "en" in place.portal.languages else place.portal.default_language


@dataclass
class _Walker:
    """Where the walk stands."""

    found: Demonstration
    place: PortalPlace
    language: str

    def __post_init__(self) -> None:
        self.origin = origin(self.found.settings, self.place.host)
        self.home = f"{self.origin}{self.place.path}/{self.language}/"
        self.customer, self.agent = Visitor(self.language), Visitor(self.language)
        self.article = self._article()
        self.ticket = ""
        self.desk: Page | None = None

    def steps(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        """What is done, in order; each step says what it saw."""
        reading = (("customer searches and reads an article", self.read_article),) if self.article else ()
        return (
            ("customer opens the portal", self.open_home),
            *reading,
            ("customer fills in the form", self.ask),
            ("customer gets a mail with the link to the ticket", self.confirmed),
            ("agent signs in and opens the ticket", self.sign_in),
            ("agent answers", self.answer),
            ("customer gets the answer by mail", self.answered),
            ("customer reads it by the link and replies", self.reply),
            ("agent sees the reply", self.see_reply),
        )

    def open_home(self) -> str:
        """The portal's first page."""
        _expect(self.customer.get(self.home), "")
        return self.home

    def _article(self) -> tuple[str, str] | None:
        """A public article and its title."""
        if not self.place.portal.show.knowledge_base:
            return None
        for name, (_, _, article) in self.place.brand.articles.items():
            words = f"articles/{name}/{self.language}"
            if article.status == "public" and self.place.brand.has_words(words):
                return name, self.place.brand.words(words).title
        return None

    def read_article(self) -> str:
        """Search for an article's title and open it."""
        assert self.article is not None
        name, title = self.article
        home = self.customer.get(self.home)
        results = self.customer.send(home, home.form("q"), q=title)
        return _expect(self.customer.get(results.link(f"/articles/{name}")), title).address

    def ask(self) -> str:
        """Choose a type, fill in its form, send it."""
        chosen = next(_askable(self.place.brand.desk.inquiry_types))
        page = _expect(self.customer.get(f"{self.home}ask/{chosen.id}"), "")
        form = page.form("email")
        desk = self.place.brand.desk
        filled = {**_filled(desk, desk.forms[chosen.form or ""].fields, form), "inquiry_type": chosen.id}
        filled |= {"email": CUSTOMER, "title": TITLE, "content": QUESTION}
        known = form.values.keys() | form.choices.keys()
        done = self.customer.send(page, form, **{name: value for name, value in filled.items() if name in known})
        return f"ticket {_number(_expect(done, '')).strip()}"

    def confirmed(self) -> str:
        """The first mail: it has the link by which the customer comes back."""
        mail = self._mail(lambda one: "/t/" in one.text)
        self.ticket = _link(mail.text, "/t/")
        return f"“{mail.subject}”"

    def sign_in(self) -> str:
        """The desk, the list, the ticket."""
        mine = next(one for one in self.found.sign_ins if self.place.brand.id in dict(one.agent.roles))
        door = self.agent.get(f"{self.origin}/desk/sign-in")
        _expect(self.agent.send(door, door.form("password"), who=mine.agent.id, password=mine.password), "")
        queue = self.agent.get(f"{self.origin}/desk/{self.place.brand.id}")
        _expect(queue, TITLE)
        self.desk = _expect(self.agent.get(queue.link(f"/desk/{self.place.brand.id}/tickets/")), QUESTION)
        return f"as {mine.agent.id}"

    def answer(self) -> str:
        """Write to the customer."""
        assert self.desk is not None
        _expect(self.agent.send(self.desk, self.desk.form("reply"), reply=ANSWER), ANSWER)
        return ""

    def answered(self) -> str:
        """The answer in the customer's mail box."""
        return f"“{self._mail(lambda one: ANSWER in one.text).subject}”"

    def reply(self) -> str:
        """Read the answer without signing in, and write again."""
        page = _expect(self.customer.get(self.ticket), ANSWER)
        _expect(self.customer.send(page, page.form("text"), text=REPLY), REPLY)
        return ""

    def see_reply(self) -> str:
        """The ticket again, with the customer's words at its end."""
        assert self.desk is not None
        _expect(self.agent.get(self.desk.address), REPLY)
        return ""

    def _mail(self, fits: Callable[[Mail], bool]) -> Mail:
        end = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < end:
            for mail in self.found.inbox.mails():
                if CUSTOMER in mail.recipients and fits(mail):
                    return mail
            if self.found.fallen():
                break
            time.sleep(0.1)
        raise UnexpectedPageError(f"no such mail arrived; see {self.found.logs / 'worker.log'}")


def _expect(page: Page, words: str) -> Page:
    """The page, if it is a good one and says these words."""
    if page.status != 200:
        raise UnexpectedPageError(f"{page.address} answered {page.status}: {page.words[:300]}")
    if words not in page.words:
        raise UnexpectedPageError(f"{page.address} does not say “{words}”: {page.words[:300]}")
    return page


def _number(page: Page) -> str:
    """The number on the confirmation."""
    match = re.search(r"\b1[0-9]{3,}\b", page.words)
    if match is None:
        raise UnexpectedPageError(f"{page.address} names no ticket: {page.words[:600]}")
    return match[0]


def _link(text: str, part: str) -> str:
    match = re.search(rf"https?://[^\s<>()]*{part}[A-Za-z0-9_-]+", text)
    if match is None:
        raise UnexpectedPageError(f"the mail has no link with {part}")
    return match[0]


def _filled(desk: DeskContract, fields: tuple[FormFieldFacts, ...], form: Form) -> dict[str, str]:
    """An answer to every question that needs one."""
    return {
        one.code: _answer(desk.fields[one.code], form.choices.get(one.code, []))
        for one in fields
        if one.required and not one.hidden and one.when is None and desk.fields[one.code].type != "file"
    }


def _answer(field: Field | FieldBase, choices: list[str]) -> str:
    if choices:
        return next((choice for choice in choices if choice), "")
    least = getattr(field, "min", None)
    return str(least if least is not None else 1) if getattr(field, "type", "") == "number" else "A-1"
