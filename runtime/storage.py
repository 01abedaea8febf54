"""What is raised when the database or the place for files cannot be used at this moment.

Whoever asked keeps what they have in their hands and may try again; what is stored already stays as it is.
"""


class StorageUnavailableError(Exception):
    """Locked for too long, full, or not to be reached; the message is for the log, never for a page."""
