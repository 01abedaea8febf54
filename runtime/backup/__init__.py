"""Copies of an installation: taken while it runs, verified whole, put back elsewhere.

`taking` writes one, `restoring` reads one; `archive` is how it lies in a file, `rows` how a table lies in it. Which
installation and what is said of it is `frontdesk.backup`'s.
"""
