"""Checks of projects, bookings and tracking pages."""

from compiler.checks import (
    address_not_required,
    booking_calendar_crossed,
    booking_link_without_booking,
    booking_not_allowed,
    booking_windows_unclear,
    booking_without_link,
    no_bookable_status,
    project_portal_of_other_kind,
    project_without_link,
    unknown_project_state,
    unused_tracking,
)
from compiler.checks.lists import Problem

TRACKING: tuple[Problem, ...] = (
    booking_windows_unclear,
    booking_calendar_crossed,
    booking_link_without_booking,
    booking_not_allowed,
    project_without_link,
    unused_tracking,
    project_portal_of_other_kind,
    address_not_required,
    no_bookable_status,
    unknown_project_state,
    booking_without_link,
)
