"""Days, periods and captions in a customer's browser."""

import pytest
from playwright.sync_api import expect

from tests.looks import LOOKS

pytestmark = pytest.mark.browser

HOST = "acme.localhost"
REPORT = "/GameA/hc/{}/ask/report"


@pytest.mark.parametrize(("language", "mode", "width"), LOOKS)
def test_a_form_with_days_is_accessible_and_fits(window, demo, language, mode, width):
    visit = window(language, mode, width)
    page = visit.go(demo.url(REPORT.format(language), host=HOST))
    expect(page.locator(".caption h2").first).to_be_visible()
    visit.check(f"ask days {language} {mode} {width}")


def test_a_period_is_two_days_with_one_legend(window, demo):
    page = window("en", "light", 1280).go(demo.url(REPORT.format("en"), host=HOST))
    period = page.locator(".field:has(.period)").first
    expect(period.get_by_label("From")).to_have_attribute("type", "date")
    expect(period.get_by_label("To", exact=True)).to_have_attribute("type", "date")


def test_a_finger_hits_every_control_of_a_period(window, demo):
    page = window("ko", "light", 360).go(demo.url(REPORT.format("ko"), host=HOST))
    heights = page.eval_on_selector_all(".period input", "all => all.map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 43.5
