"""What reviewers open in a browser: the report of a comparison and the pictures of pages, as one file.

Values in, HTML out. What changed is `compiler.changes`; how pages are rendered and pictured is
`frontdesk.page_pictures`.
"""
