"""The language: frozen models and pure functions that compiler and runtime share.

Nothing here reads files, the clock, the network or chance; whatever a function needs is handed to it.
"""
