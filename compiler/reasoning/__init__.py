"""Reasoning about rules without running them: which tickets a rule can meet, and an example of one.

`formula` spells conditions out, `domains` says which values a target may have, `worlds` finds a ticket or says that
there is none, `parts` cuts triggers into what fires together. What a finding makes of it is for `compiler.checks`.

A "no" here is a proof; where regular expressions or too many cases stand in the way, nothing is said.
"""
