"""Measurements beside peers and physical limits, written to `RESULTS.md`; run with `make bench`.

Ratios of interleaved runs, medians; nothing here is a test and no test asserts a time.
"""
