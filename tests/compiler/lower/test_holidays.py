"""Calendars that service levels name, worked out into days."""

from tests.kitchen import compiled

CALENDAR = """\
calendar: {country: DE, region: BY}
add: [{date: "2026-12-24", name: {en: Christmas Eve}}]
remove: ["2026-11-01"]
"""
LEVEL = """\
value: NBD
first_response: 4h
resolve: 2d
hours: [{days: [mon-fri], from: "08:00", to: "17:00"}]
"""
FILES = {"brands/_organization/holidays/de-by.yaml": CALENDAR}


def settings(level: str):
    result, said = compiled({**FILES, "sla/nbd.yaml": level})
    assert result.bundle is not None, said
    return result.bundle.brands["kitchen"].settings


def test_days_are_the_calendar_s_with_what_was_added_and_without_what_was_taken_out():
    days = settings(LEVEL + "holidays: de-by\n")["holidays"].objects["de-by"].days
    assert days["2026-01-06"] == {"en": "Epiphany"}
    assert days["2026-12-24"] == {"en": "Christmas Eve"}
    assert "2026-11-01" not in days
    assert "2025-11-01" in days


def test_a_calendar_no_service_level_names_is_not_carried_along():
    assert "holidays" not in settings(LEVEL)
