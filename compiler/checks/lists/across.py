"""Checks that look at more than one brand at a time.

All others find the same, whether they are shown all brands at once or one after the other (a test holds them to it):
what they found of a brand is remembered for as long as the brand is the same. Those listed here see every brand's
*face* (`compiler.remembered`), and of what they find only the part in files of brands that are looked at, or of none,
counts. Whatever else of a brand they go by must be in `compiler.remembered.SEEN`.
"""

from compiler.checks import (
    address_of_two_members,
    call_to_ourselves,
    company_info_missing,
    domain_host_twice,
    environment_not_listed,
    environment_without_file,
    file_name_twice,
    impossible_customer_condition,
    link_to_closed_portal,
    mail_to_own_inbox,
    placeholder_means_nothing,
    portal_address_twice,
    service_id_twice,
    theme_file_without_theme,
    unused_binding,
    unused_consent,
    value_nobody_declared,
    words_of_other_editor,
)
from compiler.checks.lists import Problem

ACROSS: tuple[Problem, ...] = (
    address_of_two_members,
    call_to_ourselves,
    company_info_missing,
    domain_host_twice,
    environment_not_listed,
    environment_without_file,
    file_name_twice,
    impossible_customer_condition,
    link_to_closed_portal,
    mail_to_own_inbox,
    placeholder_means_nothing,
    portal_address_twice,
    service_id_twice,
    theme_file_without_theme,
    unused_binding,
    unused_consent,
    value_nobody_declared,
    words_of_other_editor,
)
