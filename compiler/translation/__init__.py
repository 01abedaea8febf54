"""What is translated and how far: units of words, their state in each language, and what was recorded of them.

`hashes` names words, `units` finds them, `state` says how a language stands, `counts` sums that up. Writing files is
`compiler.editing`; commands are `frontdesk.translate`.
"""
