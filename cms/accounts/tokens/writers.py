"""In whose name an endpoint of the API writes; see `cms.core.api.writing`."""

from __future__ import annotations

from cms.core.api.writing import writer_of

__all__ = ["writer_of"]
