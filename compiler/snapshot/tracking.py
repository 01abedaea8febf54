"""What customers of projects follow their tickets with: the page behind the link, its steps, the days on offer."""

from typing import Final

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.bundle import PortalContract
from schemas.hours import DAYS, Hours
from schemas.tracking import Project, ServiceLevel, Tracking

_WEEK: Final = dict(
    zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Every project whose links open this portal."""
    said, projects = Wording(brand, language), _of(brand, "project")
    mine = {name: one for name, one in projects.items() if isinstance(one, Project) and one.portal == contract.id}
    if not mine:
        return
    lines.section("Tracking")
    for name, project in mine.items():
        with lines.item(name, said.text(project.name), "" if project.enabled else "switched off"):
            _steps(lines, said, project)
            profile = _of(brand, "tracking").get(project.tracking or "")
            if isinstance(profile, Tracking):
                _page(lines, said, profile)


def _of(brand: BrandBundle, kind: str) -> dict[str, object]:
    settings = brand.settings.get(kind)
    return {} if settings is None else dict(settings.objects)


def _steps(lines: Lines, said: Wording, project: Project) -> None:
    """The steps a customer reads, in order."""
    if project.progress is not None:
        for step in project.progress:
            lines.fact("step", said.text(step.name))
        return
    for named in said.brand.desk.progress:
        lines.fact("step", said.say(named.name))


def _page(lines: Lines, said: Wording, profile: Tracking) -> None:
    lines.fact_if("logo", profile.logo)
    lines.fact_if("the logo leads to", profile.logo_link)
    lines.fact_if("salutation", said.text(profile.salutation))
    for label, text in (("text", profile.text), ("to be agreed to", profile.disclaimer)):
        for line in html_lines(said.text(text)):
            lines.fact(label, line)
    _booking(lines, said, profile)
    if profile.feedback is not None:
        by = f"{profile.feedback.stars} stars" if profile.feedback.stars else "thumbs"
        lines.fact("is rated by", f"{by}, with words" if profile.feedback.reason else by)
        labels = profile.feedback.labels
        if labels is not None:
            lines.fact_if("question", said.text(labels.question))
            lines.fact_if("thanks", said.text(labels.thanks))


def _booking(lines: Lines, said: Wording, profile: Tracking) -> None:
    if not profile.booking:
        lines.fact("appointments", "cannot be booked")
        return
    calendar = profile.calendar
    lines.fact("appointments", f"from {calendar.earliest} to {calendar.latest} ahead")
    lines.fact("may be changed until", f"{calendar.change_until} before")
    for hours in _hours(said, profile):
        days = ", ".join(_WEEK[DAYS[day]] for day in hours.weekdays)
        lines.fact("times on offer", f"{days} {hours.start} to {hours.to}")


def _hours(said: Wording, profile: Tracking) -> tuple[Hours, ...]:
    if profile.windows is None:
        return ()
    level = _of(said.brand, "sla").get(profile.windows.sla or "")
    return level.hours if isinstance(level, ServiceLevel) else profile.windows.intervals
