"""The runtime: serves the portals of a bundle and applies its rules.

Knows nothing of YAML, git or the compiler; the bundle is all it is given.
"""
