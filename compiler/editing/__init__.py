"""Changing what is written: fixes, layout, new objects, other names. Values in, changed files out; nothing is written.

What a file means is decided by the passes; putting changed files on the disk is `frontdesk.changes`.
"""
