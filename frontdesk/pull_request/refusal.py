"""What is raised when something a workflow was handed is not taken."""


class NotTakenError(ValueError):
    """The message is for the log of the workflow; it repeats nothing a stranger wrote."""
