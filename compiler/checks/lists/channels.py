"""Checks of chat, telephone, text messages and what else customers reach a brand by."""

from compiler.checks import (
    channel_entry_twice,
    chat_not_set_up,
    hours_end_first,
    letters_no_sms_carries,
    mobile_alias_in_mail,
    no_calling_number,
    nobody_on_channel,
    number_not_registered,
    overlapping_hours,
    picture_in_sms,
    route_to_switched_off_type,
    sms_categories_too_deep,
    sms_too_long,
    unused_hook,
)
from compiler.checks.lists import Problem

CHANNELS: tuple[Problem, ...] = (
    overlapping_hours,
    hours_end_first,
    mobile_alias_in_mail,
    nobody_on_channel,
    chat_not_set_up,
    channel_entry_twice,
    route_to_switched_off_type,
    number_not_registered,
    unused_hook,
    no_calling_number,
    sms_too_long,
    letters_no_sms_carries,
    picture_in_sms,
    sms_categories_too_deep,
)
