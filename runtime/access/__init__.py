"""Who may do what: keys, links, form tokens, passwords, sessions and caps.

Pages that ask for them are `runtime.web` and `runtime.desk`.
"""
