"""Which pages of portals two states differ in, and how those look before and after.

Both halves are used here: the compiler's blobs are rendered by the runtime and photographed by a browser. What comes
out are the values of `compiler.review.pages`.
"""
