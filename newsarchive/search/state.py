"""How far the index has followed the change log.

The state is a document of the index itself, so that it is committed with the articles or not at
all: after a crash both are those of the last commit.
"""

import dataclasses
import json

import tantivy

from storage.changes import ChangeLog
from storage.records import ChangeRecord

_KIND = "state"


@dataclasses.dataclass(frozen=True, slots=True)
class IndexState:
    """The last change that the index took; `change` 0 is the time before the first.

    Article and time of that change tell whether the log is still the one that was followed,
    or that of another archive or of a restored backup.
    """

    change: int = 0
    article_id: int = 0
    at: str = ""


def state_after(change: ChangeRecord) -> IndexState:
    """Return the state of an index that has taken all changes up to this one."""
    return IndexState(change.seq, change.article_id, change.at.isoformat())


def newest_state(log: ChangeLog) -> IndexState:
    """Return the state of an index that has taken the whole log."""
    newest = log.since(log.last() - 1, limit=1)
    return state_after(newest[0]) if newest else IndexState()


def is_of(state: IndexState, log: ChangeLog) -> bool:
    """Return whether the log has the change that the index took last."""
    if state.change == 0:
        return True
    same = log.since(state.change - 1, limit=1)
    return bool(same) and state_after(same[0]) == state


def write_state(writer: tantivy.IndexWriter, state: IndexState) -> None:
    """Put the state in the place of the former one; the next commit keeps it."""
    document = tantivy.Document()
    document.add_text("kind", _KIND)
    document.add_bytes("state", json.dumps(dataclasses.asdict(state)).encode())
    writer.delete_documents_by_term("kind", _KIND)
    writer.add_document(document)


def read_state(searcher: tantivy.Searcher, schema: tantivy.Schema) -> IndexState:
    """Return the state that was committed last; raises ValueError where there is none."""
    found = searcher.search(state_query(schema), limit=1).hits
    if not found:
        raise ValueError("it does not say which change it took last")
    return IndexState(**json.loads(searcher.doc(found[0][1]).get_first("state") or b"{}"))


def state_query(schema: tantivy.Schema) -> tantivy.Query:
    """Return the query that finds the state, which is no article."""
    return tantivy.Query.term_query(schema, "kind", _KIND, index_option="basic")
