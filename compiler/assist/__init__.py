"""What editors are told: the shape at a place, what could be typed there, what it means, where it is defined.

Everything is said of text and of a linked repository, as values; the language server is `frontdesk.lsp`.
"""
