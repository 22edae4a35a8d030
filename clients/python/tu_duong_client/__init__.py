"""Client of the public API of Từ Đường, `/api/v2/`."""

from tu_duong_client.answers import KeptAnswer, MemoryStore
from tu_duong_client.client import Client
from tu_duong_client.problems import ProblemError
from tu_duong_client.webhooks import WebhookError, verify_webhook

__all__ = ["Client", "KeptAnswer", "MemoryStore", "ProblemError", "WebhookError", "verify_webhook"]
