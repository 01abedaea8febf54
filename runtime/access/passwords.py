"""Agents' passwords: scrypt hashes, made and compared.

Where hashes are kept is the store's (`agent_passwords`); how often one may guess is `runtime.access.caps`.
"""

from typing import Final

from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST: Final = 12
"""Characters; length is the only rule, as NIST SP 800-63B advises."""

LONGEST: Final = 256
"""Characters; longer ones only make work."""

_NOBODY: Final = generate_password_hash("nobody has this password")


def fault(password: str) -> str | None:
    """The system code of what is wrong with a new password; `None` when nothing is."""
    if len(password) < SHORTEST:
        return "desk.password.short"
    return "desk.password.long" if len(password) > LONGEST else None


def hashed(password: str) -> str:
    """The salted scrypt hash to store."""
    return generate_password_hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the stored one.

    Agents who do not exist or have no password cost the same work, so that time tells nobody who does.
    """
    known = check_password_hash(stored or _NOBODY, password[: LONGEST + 1])
    return known and stored is not None
