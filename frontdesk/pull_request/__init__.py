"""What workflows ask around a pull request: which one it is, what may be said in it, which digest its reviewers saw.

The commands talk to nobody: a workflow fetches answers of the code host into files and hands them in. What a pull
request's own run has left is a stranger's: `artifact` reads it without unpacking, `markup` judges its words.
"""
