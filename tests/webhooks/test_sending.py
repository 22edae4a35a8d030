"""Deliveries: each object's in order, again and again for a day, by any number of senders."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from cms.accounts.models import Notice
from cms.webhooks import sending
from cms.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, OutboxEvent
from cms.webhooks.posting import Answer
from cms.webhooks.sending import (
    deliveries_claim,
    delivery_finish,
    lease,
    pause_after,
    secrets_of,
    send_turn,
)
from cms.webhooks.services import (
    deliveries_replay,
    endpoint_delete,
    endpoint_ping,
    old_deliveries_delete,
    secret_rotate,
)

pytestmark = pytest.mark.django_db

RECEIVED = Answer(200, 5, "ok")
FAILED = Answer(500, 5, "oops", "Nơi nhận trả lời 500.")


@pytest.fixture
def endpoint(make_endpoint):
    return make_endpoint()


def queue(endpoint, *objects):
    made = []
    for number, key in enumerate(objects, start=1):
        event = OutboxEvent.objects.create(
            type="page.updated", object_key=key, sequence=number, body=f'{{"n":{number}}}'
        )
        made.append(Delivery.objects.create(event=event, endpoint=endpoint, object_key=key))
    return made


def state(delivery):
    delivery.refresh_from_db()
    return delivery.state


def test_a_later_event_of_an_object_waits_and_other_objects_do_not(endpoint):
    first, later, other = queue(endpoint, "page:1", "page:1", "page:2")
    assert deliveries_claim("a", 9) == [first, other]
    assert deliveries_claim("b", 9) == []
    delivery_finish(Delivery.objects.get(pk=first.pk), FAILED)
    assert deliveries_claim("b", 9) == []
    Delivery.objects.filter(pk=first.pk).update(next_at=timezone.now())
    (again,) = deliveries_claim("b", 9)
    assert again == first
    delivery_finish(again, RECEIVED)
    assert deliveries_claim("b", 9) == [later]


def test_the_same_object_at_another_endpoint_has_an_order_of_its_own(endpoint, make_endpoint):
    (one,) = queue(endpoint, "page:1")
    (two,) = queue(make_endpoint(name="Khác"), "page:1")
    assert deliveries_claim("a", 9) == [one, two]


def test_one_slow_endpoint_does_not_take_all_hands(endpoint, make_endpoint):
    queue(endpoint, *(f"page:{n}" for n in range(20)))
    (other,) = queue(make_endpoint(name="Khác"), "page:1")
    taken = deliveries_claim("a", sending.AT_ONCE)
    assert len([one for one in taken if one.endpoint == endpoint]) == sending.AT_ONCE_EACH
    assert other in taken or len(taken) == sending.AT_ONCE_EACH


def test_a_dead_sender_gives_back_what_it_held(endpoint):
    (delivery,) = queue(endpoint, "page:1")
    deliveries_claim("dead", 9)
    assert deliveries_claim("other", 9) == []
    Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    (again,) = deliveries_claim("other", 9)
    assert (again, again.attempts) == (delivery, 2)


def test_a_lease_is_longer_than_the_longest_exchange(settings):
    assert lease().total_seconds() > settings.WEBHOOK_WHOLE_SECONDS + 5


def test_a_sender_that_was_too_slow_changes_nothing_of_the_others_try(endpoint):
    (delivery,) = queue(endpoint, "page:1")
    (slow,) = deliveries_claim("slow", 9)
    Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    deliveries_claim("quick", 9)
    delivery_finish(slow, FAILED)
    delivery.refresh_from_db()
    assert delivery.leased_by == "quick"


def test_pauses_grow_stay_random_and_end():
    means = []
    for tries in range(1, 16):
        pauses = [pause_after(tries).total_seconds() for _ in range(40)]
        assert len(set(pauses)) > 1
        means.append(sum(pauses) / len(pauses))
    assert means[0] < 13
    assert all(later > 2 * earlier for earlier, later in pairwise(means[:8]))
    assert max(means) < 6 * 3600 * 1.2
    assert pause_after(1, 120).total_seconds() == 120
    assert pause_after(1, 999_999).total_seconds() == 6 * 3600


def test_after_a_day_it_is_a_dead_letter_and_the_next_of_the_object_goes(endpoint):
    first, later = queue(endpoint, "page:1", "page:1")
    Delivery.objects.filter(pk=first.pk).update(began_at=timezone.now() - timedelta(hours=24))
    (taken,) = deliveries_claim("a", 9)
    delivery_finish(taken, FAILED)
    assert state(first) == DeliveryState.DEAD
    assert deliveries_claim("a", 9) == [later]


def test_a_dead_letter_is_sent_again_with_the_same_id(endpoint, monkeypatch):
    (delivery,) = queue(endpoint, "page:1")
    Delivery.objects.update(state=DeliveryState.DEAD, attempts=9)
    assert deliveries_replay(Delivery.objects.all()) == 1
    sent = []

    def post(url, body, headers):
        sent.append(headers["Webhook-Id"])
        return RECEIVED

    monkeypatch.setattr(sending, "post", post)
    assert send_turn("a") == 1
    assert sent == [str(delivery.event.uuid)]
    assert state(delivery) == DeliveryState.DELIVERED


def test_each_try_is_logged_with_what_came_back(endpoint, monkeypatch):
    queue(endpoint, "page:1")
    answer = Answer(500, 41, "x" * 2048, "Nơi nhận trả lời 500.")
    monkeypatch.setattr(sending, "post", lambda *_args: answer)
    send_turn("a", most=1)
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.milliseconds, attempt.error) == (500, 41, answer.error)
    assert attempt.answer == "x" * 2048


def test_days_of_failure_switch_an_endpoint_off_and_tell_administrators(
    endpoint, admin_account, editor_user
):
    first, later = queue(endpoint, "page:1", "page:1")
    Endpoint.objects.update(failing_since=timezone.now() - timedelta(days=6))
    (taken,) = deliveries_claim("a", 9)
    delivery_finish(taken, FAILED)
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert endpoint.switched_off_at is not None
    assert {state(first), state(later)} == {DeliveryState.DEAD}
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["root"]
    assert deliveries_claim("a", 9) == []


def test_a_success_forgets_the_failures(endpoint):
    queue(endpoint, "page:1", "page:2")
    one, two = deliveries_claim("a", 9)
    delivery_finish(one, FAILED)
    endpoint.refresh_from_db()
    assert endpoint.failing_since is not None
    delivery_finish(two, RECEIVED)
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None
    assert endpoint.last_success_at is not None


def test_two_secrets_sign_while_they_are_exchanged(endpoint):
    new = secret_rotate(endpoint)
    assert secrets_of(endpoint) == [new, endpoint.plain_secret]
    endpoint.former_secret_until = timezone.now() - timedelta(seconds=1)
    assert secrets_of(endpoint) == [new]
    assert endpoint.plain_secret not in Endpoint.objects.get().former_secret


def test_a_lost_secret_is_a_failure_and_does_not_stop_the_others(
    endpoint, make_endpoint, monkeypatch
):
    (lost,) = queue(endpoint, "page:1")
    (fine,) = queue(make_endpoint(name="Khác"), "page:1")
    Endpoint.objects.filter(pk=endpoint.pk).update(secret="gAAAA-not-ours")
    monkeypatch.setattr(sending, "post", lambda *_args: RECEIVED)
    send_turn("a", most=2)
    assert state(fine) == DeliveryState.DELIVERED
    assert state(lost) == DeliveryState.PENDING
    assert "Khoá ký" in Attempt.objects.get(delivery=lost).error


def test_a_ping_goes_out_at_once_whatever_the_filters(make_endpoint, monkeypatch):
    endpoint = make_endpoint(event_types=["tree.changed"])
    monkeypatch.setattr(sending, "post", lambda *_args: RECEIVED)
    delivery = endpoint_ping(endpoint)
    assert delivery.state == DeliveryState.DELIVERED
    assert delivery.event.type == "ping"


def test_what_was_delivered_a_month_ago_is_cleared_and_what_waits_is_kept(endpoint):
    old, new, waiting = queue(endpoint, "page:1", "page:2", "page:3")
    long_ago = timezone.now() - timedelta(days=31)
    OutboxEvent.objects.update(created_at=long_ago)
    Delivery.objects.filter(pk=old.pk).update(state="delivered", finished_at=long_ago)
    Delivery.objects.filter(pk=new.pk).update(state="delivered", finished_at=timezone.now())
    assert old_deliveries_delete() == 1
    assert set(Delivery.objects.all()) == {new, waiting}


def test_an_endpoint_goes_with_its_deliveries(endpoint, make_endpoint):
    other = make_endpoint(name="Khác")
    (mine,) = queue(endpoint, "page:1")
    Delivery.objects.create(event=mine.event, endpoint=other, object_key="page:1")
    (alone,) = queue(endpoint, "page:2")
    endpoint_delete(endpoint)
    assert list(OutboxEvent.objects.all()) == [mine.event]
    assert not OutboxEvent.objects.filter(pk=alone.event_id).exists()


def test_claiming_costs_the_same_however_much_waits(endpoint, django_assert_max_num_queries):
    queue(endpoint, *(f"page:{n}" for n in range(3)))
    with django_assert_max_num_queries(8):
        assert len(deliveries_claim("a", 8)) == 3
    queue(endpoint, *(f"other:{n}" for n in range(60)))
    with django_assert_max_num_queries(8):
        assert len(deliveries_claim("a", 8)) == 3
