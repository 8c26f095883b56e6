"""Who read what of whom is written down."""

from datetime import timedelta

from growth.access import Item
from storage.access_log import Access


async def test_readings_and_refusals_of_a_person_in_order(store, workspace_id, ana, bob, charlie, now):
    refused = Access(charlie.id, ana.id, Item.SHARED, allowed=False, at=now)
    read = Access(bob.id, ana.id, Item.SHARED, allowed=True, at=now + timedelta(minutes=1))
    async with store.transaction(workspace_id) as tx:
        for access in (read, refused, Access(ana.id, bob.id, Item.ROSTER, allowed=True, at=now)):
            await tx.access_log.add(access)
        assert await tx.access_log.of(ana.id) == [refused, read]
