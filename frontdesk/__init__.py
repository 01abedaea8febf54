"""The command line: one small file per command group. The only package that may import both compiler and runtime."""
