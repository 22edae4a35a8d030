"""What is kept of writes through the API: sendings by their `Idempotency-Key`, and uploads a day.

A sending is claimed by a row that is committed at once, so that a second one sees it; the work and
its answer are committed together, so that a worker that dies leaves neither.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from cms.accounts.models import ApiRepeat, ApiUploadDay
from cms.core.api.writing import REPEAT_HEADER, KeyUsedOtherwise, NoRoom, StillAtWork, writer_of

KEPT = timedelta(hours=24)
#: A sending that has not answered after so long belongs to a worker that died.
LEASE = timedelta(minutes=5)
LONGEST_KEY = 255
#: Most a key, or an account without one, uploads a day through the API.
FILES_A_DAY = 500
BYTES_A_DAY = 2 * 1024**3
#: Headers of an answer that belong to it when it is given again.
_KEPT_HEADERS = ("ETag", "Location")
_SALT = "cms.accounts.tokens.desk"


class TokenDesk:
    """The desk of `cms.core.api.writing`."""

    def once(
        self,
        request: Request,
        work: Callable[[], Response],
        before: Callable[[], None] | None = None,
    ) -> Response:
        """Do `before` and then the work, in one transaction, once for each `Idempotency-Key`.

        Raises:
            ValidationError: the key is no key.
            KeyUsedOtherwise: the key came with another request before.
            StillAtWork: the first sending is not done.
        """
        key = request.headers.get(REPEAT_HEADER)
        if key is None:
            if before is not None:
                before()
            with transaction.atomic():
                return work()
        if not 0 < len(key) <= LONGEST_KEY or not all("!" <= sign <= "~" for sign in key):
            sentence = _("cần 1 đến %(most)s ký tự ASCII, không dấu cách") % {"most": LONGEST_KEY}
            raise ValidationError({REPEAT_HEADER: [sentence]})
        secret = f"{_holder(request)}|{key}"
        row = _claim(request, _digest("name", secret), request_digest(request))
        if row.status is not None:
            return _again(row, secret)
        return _first(row, secret, work, before)

    def take_room(self, request: Request, size: int) -> None:
        """Count an upload against the day of its sender; taken back when the write fails.

        Raises:
            NoRoom: it would be too much.
        """
        today = timezone.localdate()
        day, _made = ApiUploadDay.objects.get_or_create(
            holder=_holder(request), day=today, defaults={"owner": writer_of(request)}
        )
        room = ApiUploadDay.objects.filter(
            pk=day.pk, files__lt=FILES_A_DAY, bytes__lte=BYTES_A_DAY - size
        )
        if not room.update(files=F("files") + 1, bytes=F("bytes") + size):
            now = timezone.localtime()
            midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
            raise NoRoom(wait=round((midnight - now).total_seconds()) + 1)
        ApiUploadDay.objects.filter(day__lt=today - timedelta(days=7)).delete()


def request_digest(request: Request) -> str:
    """Give what tells one request from another: method, address and what was sent.

    The words of a form and its files count, not the boundary between them, which is new each time.
    """
    whole = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    data = request.data
    if not hasattr(data, "lists"):
        whole.update(json.dumps(data, sort_keys=True, ensure_ascii=True).encode())
        return whole.hexdigest()
    for name, values in sorted(data.lists()):
        for value in values:
            whole.update(f"\n{name}=".encode())
            whole.update(_bytes_of(value))
    return whole.hexdigest()


def _bytes_of(value: Any) -> bytes:
    if not isinstance(value, UploadedFile):
        return hashlib.sha256(str(value).encode()).digest()
    found = hashlib.sha256((value.name or "").encode() + b"\n")
    for part in value.chunks():
        found.update(part)
    value.seek(0)
    return found.digest()


def _holder(request: Request) -> str:
    token = getattr(request, "api_token", None)
    return f"key:{token.pk}" if token is not None else f"user:{request.user.pk}"


def _digest(purpose: str, secret: str) -> str:
    return salted_hmac(f"{_SALT}.{purpose}", secret, algorithm="sha256").hexdigest()


def _seal(secret: str) -> Fernet:
    key = salted_hmac(f"{_SALT}.seal", secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _claim(request: Request, name: str, asked: str) -> ApiRepeat:
    """Give the row of a sending: a new one to fill, or a finished one to answer with."""
    now = timezone.now()
    ApiRepeat.objects.filter(made_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            return ApiRepeat.objects.create(
                owner=writer_of(request), key_digest=name, request_digest=asked, made_at=now
            )
    except IntegrityError:
        row = ApiRepeat.objects.filter(key_digest=name).first()
    if row is None:
        # The first one failed between the two lines.
        raise StillAtWork(wait=1)
    if row.request_digest != asked:
        raise KeyUsedOtherwise
    if row.status is not None:
        return row
    stale = ApiRepeat.objects.filter(pk=row.pk, status=None, made_at=row.made_at)
    if row.made_at > now - LEASE or not stale.update(made_at=now):
        raise StillAtWork(wait=1)
    row.made_at = now
    return row


def _first(
    row: ApiRepeat,
    secret: str,
    work: Callable[[], Response],
    before: Callable[[], None] | None,
) -> Response:
    mine = ApiRepeat.objects.filter(pk=row.pk, status=None, made_at=row.made_at)
    is_kept = False
    try:
        if before is not None:
            before()
        with transaction.atomic():
            response = work()
            body = JSONRenderer().render(response.data).decode()
            headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
            kept = json.dumps({"body": body, "headers": headers})
            sealed = _seal(secret).encrypt(kept.encode()).decode()
            if not mine.update(status=response.status_code, answer=sealed):
                raise StillAtWork(wait=1)
        is_kept = True
    finally:
        if not is_kept:
            # What was refused may be mended and sent again with the same key.
            mine.delete()
    return response


def _again(row: ApiRepeat, secret: str) -> Response:
    kept = json.loads(_seal(secret).decrypt(row.answer.encode()))
    headers = {**kept["headers"], "Idempotency-Replayed": "true"}
    return Response(json.loads(kept["body"]), status=row.status, headers=headers)
