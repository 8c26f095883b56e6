"""People's words and Slack's tokens can't be read in the database, and survive a change of key."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Text, select, type_coerce

from growth.assessment import Answer
from growth.evidence import Evidence
from storage import rekeying
from storage.encryption import Cipher, InvalidKey, UnreadableWords, new_key, parse_keys
from storage.rekeying import encrypted_columns
from storage.tables import answers, evidence

NOTE, STORY, TOKEN = "Calmed the Lisbon launch", "Sat with the payments crew", "xoxb-first"
KEY = "value_delivery"


@pytest.fixture
async def assessment_id(store, workspace_id, draft, ana, now):
    """Ana's assessment with a note, and a piece of evidence beside it."""
    async with store.transaction(workspace_id) as tx:
        noted = replace(draft, answers={KEY: Answer(KEY, "senior", 2, note=NOTE)})
        await tx.evidence.put(Evidence("", ana.id, date(2026, 11, 2), STORY, frozenset({KEY})))
        return (await tx.assessments.save(noted, now)).id


async def note_in(store, workspace_id, assessment_id):
    async with store.reading(workspace_id) as tx:
        return (await tx.assessments.get(assessment_id)).answers[KEY].note


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_file_holds_neither_words_nor_tokens(database_url, assessment_id):
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    assert KEY.encode() in content
    assert not any(words.encode() in content for words in (NOTE, STORY, TOKEN))


async def test_no_encrypted_column_holds_clear_text(store, assessment_id):
    kept = []
    async with store._engines.reading.connect() as connection:
        for column in encrypted_columns():
            kept += (await connection.execute(select(type_coerce(column, Text)))).scalars()
    assert len(kept) == 3
    assert all(token.startswith("gAAAA") for token in kept)


async def test_another_key_reads_nothing_and_says_so(open_store, database_url, workspace_id, assessment_id):
    stranger = open_store(database_url, [new_key()])
    with pytest.raises(UnreadableWords, match="trellis db rekey") as refused:
        await note_in(stranger, workspace_id, assessment_id)
    assert "gAAAA" not in str(refused.value)


async def test_after_rekeying_the_new_key_is_enough(
    open_store, database_url, workspace_id, assessment_id, keys, monkeypatch
):
    monkeypatch.setattr(rekeying, "BATCH", 1)
    fresh = new_key()
    assert await open_store(database_url, [fresh, *keys]).rekey() == 3
    assert await note_in(open_store(database_url, [fresh]), workspace_id, assessment_id) == NOTE


async def test_rekeying_again_renews_nothing(open_store, database_url, assessment_id, keys):
    both = open_store(database_url, [new_key(), *keys])
    await both.rekey()
    assert await both.rekey() == 0


async def test_rekeying_without_the_old_key_says_so(open_store, database_url, assessment_id):
    with pytest.raises(UnreadableWords):
        await open_store(database_url, [new_key()]).rekey()


def test_no_words_need_no_token(keys):
    assert Cipher(keys).encrypt("") == ""


def test_what_cannot_be_kept_is_replaced(keys):
    cipher = Cipher(keys)
    assert cipher.decrypt(cipher.encrypt("a\x00b\ud83dc")) == "a\ufffdb\ufffdc"


def test_several_keys_are_read_in_order():
    first, second = new_key(), new_key()
    assert parse_keys(f" {first} ,\n{second},") == [first, second]


@pytest.mark.parametrize("text", ["", " , ", "not-a-key", "x" * 44])
def test_what_is_no_key_is_refused_with_a_remedy(text):
    with pytest.raises(InvalidKey, match="trellis key"):
        parse_keys(text)


def test_a_cipher_shows_no_key(keys):
    assert keys[0] not in repr(Cipher(keys))


def test_every_column_of_words_is_encrypted():
    assert {str(column) for column in encrypted_columns()} == {
        "installations.bot_token",
        str(answers.c.note),
        str(evidence.c.text),
    }
