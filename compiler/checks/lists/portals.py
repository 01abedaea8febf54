"""Checks of portals: where they are, who may come in, what they show."""

from compiler.checks import (
    access_setting_missing,
    access_setting_unused,
    column_not_of_tickets,
    link_to_closed_portal,
    link_to_own_portal,
    link_without_one_target,
    nothing_to_ask,
    nothing_to_show,
    portal_address_twice,
    portal_not_ready,
    portal_without_host,
    portal_without_inbox,
    privacy_link_missing,
    progress_not_listed,
    reserved_portal_path,
    tickets_without_sign_in,
    type_not_offered,
)
from compiler.checks.lists import Problem

PORTALS: tuple[Problem, ...] = (
    portal_not_ready,
    nothing_to_show,
    nothing_to_ask,
    privacy_link_missing,
    link_to_own_portal,
    link_to_closed_portal,
    link_without_one_target,
    reserved_portal_path,
    portal_address_twice,
    portal_without_host,
    portal_without_inbox,
    tickets_without_sign_in,
    access_setting_unused,
    access_setting_missing,
    column_not_of_tickets,
    progress_not_listed,
    type_not_offered,
)
