"""Word vectors for some texts: read once, cut to the words of these texts, kept by their content."""

from core.sandbox.asking import apart_with_file
from core.store.data_folder import VECTORS
from core.store.store import Store
from core.text.coverage import Coverage, vectors_to_keep


def keep_vectors(store: Store, data: str, tokenizer: str, body: bytes, owner: str | None = None) -> Coverage:
    """Keep the vectors of the words that the texts hold; raises as `read_vectors` and `apart`.

    Args:
        data: Hash of the texts, or of tagged sentences.
        tokenizer: How Chinese is cut; "" of tagged sentences.
        body: The file.
        owner: Who brought it, where there are several people.
    """
    with apart_with_file(vectors_to_keep, body, store.data.path(data), tokenizer) as (facts, file):
        found: Coverage = facts
        store.add_body((found.sha256, VECTORS), file, None, owner)
        return found
