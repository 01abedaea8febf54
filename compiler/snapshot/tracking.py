"""Projects and service levels: what customers follow their tickets with, and what dispatchers work by."""

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


KINDS: Final = ("project", "sla", "tracking")
"""What is told here rather than listed with other settings."""


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


def write_for_agents(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Every project and service level of the brand."""
    said = Wording(brand, language)
    projects, levels = _of(brand, "project"), _of(brand, "sla")
    if projects:
        lines.section("Projects")
    for name, project in projects.items():
        if isinstance(project, Project):
            with lines.item(name, said.text(project.name), "" if project.enabled else "switched off"):
                _work(lines, said, project)
    if levels:
        lines.section("Service levels")
    for name, level in levels.items():
        if isinstance(level, ServiceLevel):
            with lines.item(name, level.value, "" if level.enabled else "switched off"):
                lines.fact_if("description", said.text(level.description))
                lines.fact_if("first answer within", _working(level.first_response))
                lines.fact_if("resolved within", _working(level.resolve))
                for hours in level.hours:
                    lines.fact("hours", _times(hours))
                lines.fact("days off", level.holidays or "none beside these")


def _working(duration: str | None) -> str | None:
    return None if duration is None else f"{duration} of working time"


def _work(lines: Lines, said: Wording, project: Project) -> None:
    lines.fact("links open the portal", project.portal)
    lines.fact_if("tracking profile", project.tracking)
    for level in project.sla:
        lines.fact("may promise", level)
    for field in project.required:
        lines.fact("no ticket without", field)
    steps = {step.id: said.text(step.name) for step in project.progress or ()}
    steps = steps or {step.id: said.say(step.name) for step in said.brand.desk.progress}
    for status in project.statuses or ():
        remark = ", ".join(word for word, so in (("bookable", status.bookable), ("final", status.final)) if so)
        with lines.item(f"status {status.id}", said.text(status.name), remark):
            lines.fact("the customer reads", steps.get(status.progress, status.progress) if status.shown else "nothing")
            lines.fact_if("a customer's reply makes it", status.on_reply)
            if status.after is not None:
                lines.fact("becomes", f"{status.after.status} after {status.after.time}")
    if project.statuses is None:
        lines.fact("statuses", "those of the brand")


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
        lines.fact("times on offer", _times(hours))


def _times(hours: Hours) -> str:
    days = ", ".join(_WEEK[DAYS[day]] for day in hours.weekdays)
    return f"{days} {hours.start} to {hours.to}"


def _hours(said: Wording, profile: Tracking) -> tuple[Hours, ...]:
    if profile.windows is None:
        return ()
    level = _of(said.brand, "sla").get(profile.windows.sla or "")
    return level.hours if isinstance(level, ServiceLevel) else profile.windows.intervals
