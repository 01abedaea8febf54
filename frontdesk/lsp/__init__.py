"""The language server: what editors ask over stdio, answered by `compiler.assist` and the compiler.

Only this package knows the protocol and `pygls`, which is an extra.
"""
