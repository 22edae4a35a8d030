"""Backends of Wagtail's front-end cache that also drop answers by their surrogate keys.

Named in `WAGTAILFRONTENDCACHE` like Wagtail's own; those without `purge_keys` get addresses.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from wagtail.contrib.frontend_cache.backends import BaseBackend, CloudflareBackend, HTTPBackend

#: How long a cache may take to answer, seconds.
TIMEOUT = 20
#: Cloudflare takes so many names in one call.
_CLOUDFLARE_KEYS = 30


class VarnishKeys(HTTPBackend):
    """Varnish with vmod_xkey: `PURGE` with the names in the header `xkey-purge`."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._location = params["LOCATION"]
        super().__init__(params)

    def purge_keys(self, keys: list[str]) -> None:
        """Drop whatever bears one of these names.

        Raises:
            requests.RequestException: the cache is away or refuses.
        """
        headers = {"xkey-purge": " ".join(keys), "Host": urlsplit(self._location).netloc}
        answer = requests.request("PURGE", self._location, headers=headers, timeout=TIMEOUT)
        answer.raise_for_status()


class CloudflareKeys(CloudflareBackend):
    """Cloudflare: purge by `Cache-Tag`."""

    def purge_keys(self, keys: list[str]) -> None:
        """Drop whatever bears one of these names.

        Raises:
            requests.RequestException: the cache is away or refuses.
        """
        if self.cloudflare_token:
            headers = {"Authorization": f"Bearer {self.cloudflare_token}"}
        else:
            headers = {
                "X-Auth-Email": self.cloudflare_email,
                "X-Auth-Key": self.cloudflare_api_key,
            }
        for start in range(0, len(keys), _CLOUDFLARE_KEYS):
            answer = requests.post(
                self.cloudflare_purge_endpoint_url,
                json={"tags": keys[start : start + _CLOUDFLARE_KEYS]},
                headers=headers,
                timeout=TIMEOUT,
            )
            answer.raise_for_status()


class FastlyKeys(BaseBackend):
    """Fastly: purge by `Surrogate-Key`. Settings `SERVICE` and `TOKEN`; `API` for tests."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._service = params.pop("SERVICE")
        self._token = params.pop("TOKEN")
        self._api = params.pop("API", "https://api.fastly.com")
        super().__init__(params)

    def purge(self, url: str) -> None:
        """Drop one address.

        Raises:
            requests.RequestException: the cache is away or refuses.
        """
        headers = {"Fastly-Key": self._token}
        requests.request("PURGE", url, headers=headers, timeout=TIMEOUT).raise_for_status()

    def purge_keys(self, keys: list[str]) -> None:
        """Drop whatever bears one of these names.

        Raises:
            requests.RequestException: the cache is away or refuses.
        """
        answer = requests.post(
            f"{self._api}/service/{self._service}/purge",
            headers={"Fastly-Key": self._token, "Surrogate-Key": " ".join(keys)},
            timeout=TIMEOUT,
        )
        answer.raise_for_status()
