"""The one way in which publishing says no."""


class RefusedError(Exception):
    """Something is not published, signed or believed. The code is stable, words and hint are fit to be shown."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
