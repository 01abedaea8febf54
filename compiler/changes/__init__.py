"""Two states of a repository as reviewers read the difference: what customers and agents will notice.

Compiled brands in, a `Report` out; only brands whose shards differ are looked into. How a report is written lives in
`text`, `markdown` and `data`; reading revisions and printing are the command's matter.
"""
