"""Search: articles, FAQ and notices of a portal in one language, found by words and by parts of Korean or Chinese ones.

`words` says what is indexed of a text, `index` writes and asks the index, `excerpt` shows why a document was found,
`documents` is what of a release may be found at all.
"""

from runtime.search.documents import documents
from runtime.search.excerpt import Part
from runtime.search.index import KINDS, Document, Hit, Kind, Results, Searcher, build

__all__ = ["KINDS", "Document", "Hit", "Kind", "Part", "Results", "Searcher", "build", "documents"]
