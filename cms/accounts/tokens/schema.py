"""The key in the OpenAPI description."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenScheme(OpenApiAuthenticationExtension):
    """`Authorization: Bearer td_...`; reading works without it as well."""

    target_class = "cms.accounts.tokens.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the scheme."""
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "td_...",
            "description": (
                "A key made in the admin. Scopes: read:public, read:branch, write:news, "
                "publish:news, write:episodes, write:media, write:proposals. Answers carry "
                "RateLimit, RateLimit-Policy and X-RateLimit-Limit, -Remaining and -Reset "
                "(seconds since 1970)."
            ),
        }
