"""Errors of the kinship terms (xưng hô)."""

from __future__ import annotations

from genealogy.domain.errors import DomainError


class KinPathNotUnderstood(DomainError):
    """A written path of kinship that cannot be read.

    `token` is the part that is no step, `text` the whole.
    """

    code = "kin_path_not_understood"

    def __init__(self, text: str, token: str) -> None:
        """Keep the path as given and the part that is no step."""
        super().__init__(f"No step of kinship: {token!r} in {text!r}")
        self.text = text
        self.token = token


class KinshipRegionUnknown(DomainError):
    """A region that has no table of terms; `known` are those that have."""

    code = "kinship_region_unknown"

    def __init__(self, region: str, known: tuple[str, ...]) -> None:
        """Keep the region asked for and those that exist."""
        super().__init__(f"No kinship terms for region {region!r}")
        self.region = region
        self.known = known


class KinshipOverrideRefused(DomainError):
    """A word of a clan's own (từ xưng hô riêng) that cannot be used.

    `key` is the bad key ("" when the whole is no mapping); `reason` is "not_a_mapping",
    "unknown_key", "unknown_field", "empty" or "not_text".
    """

    code = "kinship_override_refused"

    def __init__(self, key: str, reason: str) -> None:
        """Keep the key and what is wrong with it."""
        super().__init__(f"Kinship override {key!r} refused ({reason})")
        self.key = key
        self.reason = reason
