"""The store of published datasets: publish, find, withdraw, tidy."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from publishing.content import Content, Damaged, is_same, lookup_key, pack, prove_recipe
from publishing.database import Database
from publishing.datasets import About, Gone, Published, Receipt, Room
from publishing.errors import StoreUnavailable
from publishing.predecessor import predecessor_key, read_predecessor
from publishing.queries import (
    Live,
    is_live,
    past_moment,
    read_about,
    read_columns,
    read_content,
    read_published,
    read_standing,
    used_bytes,
)
from publishing.schema import contents, datasets, publications, turns
from publishing.store_limits import HOUR, SKEW, StoreLimits
from scoring.recognition import is_dataset_id

_LONGEST_NAME = 200
_NAMELESS = "file"
_CODE_BYTES = 16  # 128 random bits cannot be guessed
log = logging.getLogger(__name__)
_Result = TypeVar("_Result", bound=About)


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Datasets that people published, in SQLite or PostgreSQL.

    `url` is an SQLAlchemy address: `sqlite:///` and a file's path, or `postgresql://`. Any number of threads and
    processes may use one store. Every method raises `StoreUnavailable` while the database cannot be used.
    `must_exist`: whether to raise that if there is no store yet, instead of making one.
    """

    def __init__(
        self,
        url: str,
        limits: StoreLimits = StoreLimits(),  # noqa: B008
        clock: Callable[[], datetime] = _now,
        *,
        must_exist: bool = False,
    ) -> None:
        self.limits = limits
        self._clock = clock
        self._database = Database(url, must_exist=must_exist)

    def publish(
        self, *, name: str, data: bytes, recipe: str, publisher: str, predecessor: str | None = None
    ) -> Receipt:
        """Store a file with a recipe (JSON) until it expires or the receipt's code withdraws it.

        `publisher` identifies the publisher for the hourly limit. `predecessor` is the id of the edition before it, a
        published dataset. Once this returns, the dataset is stored durably. Raises `CannotPublish` beyond the limits
        and for a predecessor that is not open or follows this dataset, and `BadSettings` for an invalid recipe.
        """
        self.limits.check_file(len(data))
        content = self._as_first_published(pack(data, recipe))
        if self.room().used_bytes + content.stored > self.limits.total_bytes:
            self.tidy()
        code = secrets.token_urlsafe(_CODE_BYTES)
        with self._database.writing() as connection:
            now = self._clock()
            expires = now + timedelta(days=self.limits.days)
            earlier = None
            if predecessor is not None:
                earlier = predecessor_key(connection, content.dataset, predecessor, now)
            published = _after_others(connection, content.dataset, now)
            self._take_turn(connection, publisher, now)
            self._put(connection, content)
            connection.execute(
                insert(publications).values(
                    code_hash=_hashed(code),
                    lookup_key=lookup_key(content.dataset),
                    name=_storable(name),
                    published=published,
                    expires=expires,
                    predecessor=earlier,
                )
            )
        return Receipt(content.dataset, code, expires.astimezone(UTC))

    def find(self, dataset: str) -> Published | Gone:
        """A published dataset, verified by its id, or why there is none."""
        return self._read(dataset, read_published)

    def about(self, dataset: str) -> About | Gone:
        """A published dataset without its bytes, or why there is none."""
        return self._read(dataset, read_about)

    def withdraw(self, dataset: str, code: str) -> bool:
        """End the publication with this code. Returns whether there was one.

        Ending the last publication drops the bytes. Repeating a code is harmless.
        """
        if not is_dataset_id(dataset):
            return False
        key, submitted = lookup_key(dataset), _hashed(code.strip())
        with self._database.reading() as connection:
            hashes = connection.scalars(select(publications.c.code_hash).where(publications.c.lookup_key == key)).all()
        matching = [code_hash for code_hash in hashes if is_same(code_hash, submitted)]
        if not matching:
            return False
        with self._database.writing() as connection:
            now = self._clock()
            matches_code = publications.c.code_hash.in_(matching)
            connection.execute(update(publications).where(matches_code, is_live(now)).values(withdrawn=now))
        self._tidy_if_possible()
        return True

    def take_down(self, dataset: str) -> bool:
        """End every publication of a dataset, without a code, for its host. Returns whether there was one."""
        if not is_dataset_id(dataset):
            return False
        with self._database.writing() as connection:
            now = self._clock()
            live = and_(publications.c.lookup_key == lookup_key(dataset), is_live(now))
            ended = connection.execute(update(publications).where(live).values(withdrawn=now)).rowcount
        self._tidy_if_possible()
        return bool(ended)

    def room(self) -> Room:
        """How full the store is."""
        with self._database.reading() as connection:
            live = select(func.count(publications.c.lookup_key.distinct())).where(is_live(self._clock()))
            return Room(used_bytes(connection), self.limits.total_bytes, connection.execute(live).scalar_one())

    def tidy(self) -> int:
        """Drop content, name and predecessor of ended datasets, but not why they ended. Returns the bytes freed."""
        now = self._clock()
        live = select(publications.c.lookup_key).where(is_live(now))
        ended = contents.c.lookup_key.not_in(live)
        with self._database.reading() as connection:
            keys = connection.scalars(select(contents.c.lookup_key).where(ended)).all()
        droppable = [key for key in keys if self._is_readable(key)]
        with self._database.writing() as connection:
            before = used_bytes(connection)
            for key in droppable:
                connection.execute(delete(contents).where(contents.c.lookup_key == key, ended))
            over = or_(publications.c.withdrawn.is_not(None), publications.c.expires <= now)
            connection.execute(
                update(publications).where(over, publications.c.name != "").values(name="", predecessor=None)
            )
            connection.execute(delete(turns).where(_is_past_turn(now)))
            freed = before - used_bytes(connection)
        self._database.empty_log()  # also of what an earlier tidying dropped while the log could not be emptied
        return freed

    def _tidy_if_possible(self) -> None:
        """Tidy after a publication ended, which holds even if only a later tidying can drop its bytes."""
        with suppress(StoreUnavailable):
            self.tidy()

    def close(self) -> None:
        """Close every connection to the database."""
        self._database.close()

    def _take_turn(self, connection: Connection, publisher: str, now: datetime) -> None:
        connection.execute(delete(turns).where(_is_past_turn(now)))
        mine = turns.c.publisher == _hashed(publisher)
        self.limits.check_turns(connection.scalars(select(turns.c.taken).where(mine)).all(), now)
        connection.execute(insert(turns).values(publisher=_hashed(publisher), taken=now))

    def _as_first_published(self, content: Content) -> Content:
        """The content with the recipe text that its link already opens, if that is intact.

        Another text with the same id decides the same, but readers of the link have seen the first one.
        """
        try:
            with self._database.reading() as connection:
                row = read_content(connection, content.dataset, contents.c.recipe)
            prove_recipe(content.dataset, content.fingerprint, row.recipe)
        except Damaged:
            return content
        return replace(content, recipe=row.recipe)

    def _put(self, connection: Connection, content: Content) -> None:
        """Store a content once. An existing one is replaced, which repairs it if it is damaged."""
        key = lookup_key(content.dataset)
        connection.execute(delete(contents).where(contents.c.lookup_key == key))
        self.limits.check_room(used_bytes(connection), content.stored)
        existing = update(datasets).where(datasets.c.lookup_key == key)
        if not connection.execute(existing.values(fingerprint=content.fingerprint, damaged=None)).rowcount:
            connection.execute(insert(datasets).values(lookup_key=key, fingerprint=content.fingerprint))
        connection.execute(
            insert(contents).values(
                lookup_key=key, size=content.size, stored=content.stored, recipe=content.recipe, data=content.data
            )
        )

    def _read(self, dataset: str, read: Callable[[Connection, str, Live], _Result]) -> _Result | Gone:
        if not is_dataset_id(dataset):
            return Gone("unknown")
        live: Live | Gone | None = None
        try:
            with self._database.reading() as connection:
                live = read_standing(connection, lookup_key(dataset), self._clock())
                if isinstance(live, Gone):
                    return live
                result = read(connection, dataset, live)
                if live.predecessor:
                    earlier = read_predecessor(connection, live.predecessor, self._clock())
                    result = replace(result, predecessor=earlier)
        except Damaged as reason:
            set_aside = live.set_aside if isinstance(live, Live) else None
            when = past_moment(set_aside, self._clock()) if set_aside else self._set_aside(dataset, str(reason))
            return Gone("damaged", when)
        if live.set_aside:
            self._set_right(dataset)
        return result

    def _is_readable(self, key: str) -> bool:
        """Whether bytes can be deleted; a failed deletion would abort the whole transaction."""
        try:
            with self._database.reading() as connection:
                read_columns(connection, key, contents.c.data)
        except Damaged as reason:
            log.error("A published dataset that ended cannot be dropped: %s.", reason)
            return False
        return True

    def _set_aside(self, dataset: str, reason: str) -> datetime:
        """Mark a damaged dataset, and log it once. It is kept for inspection."""
        now = self._clock()
        newly = True
        this = and_(datasets.c.lookup_key == lookup_key(dataset), datasets.c.damaged.is_(None))
        with suppress(StoreUnavailable), self._database.writing() as connection:
            newly = bool(connection.execute(update(datasets).where(this).values(damaged=now)).rowcount)
        if newly:
            log.error("The published dataset %s is damaged and set aside: %s.", dataset, reason)
        return now

    def _set_right(self, dataset: str) -> None:
        """Remove the mark of a dataset that was verified after all."""
        this = datasets.c.lookup_key == lookup_key(dataset)
        with suppress(StoreUnavailable), self._database.writing() as connection:
            connection.execute(update(datasets).where(this).values(damaged=None))
        log.warning("The published dataset %s is whole again.", dataset)


def _hashed(secret: str) -> str:
    """SHA-256, unsalted and fast, which is enough because codes are random.

    Publishers' keys may be guessable, so they are kept only for about an hour.
    """
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _storable(name: str) -> str:
    """A name, cut, without characters that databases and browsers reject: NUL and lone surrogates.

    Never blank, because a blank name marks a tidied publication.
    """
    cut = name[:_LONGEST_NAME].encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return cut or _NAMELESS


def _after_others(connection: Connection, dataset: str, now: datetime) -> datetime:
    """Now, or just after the last publication of a dataset: a clock set back makes no later publisher the first."""
    with suppress(Damaged):
        live = read_standing(connection, lookup_key(dataset), now)
        if isinstance(live, Live):
            return max(now, live.latest + datetime.resolution)
    return now


def _is_past_turn(now: datetime) -> ColumnElement[bool]:
    return or_(turns.c.taken <= now - HOUR, turns.c.taken > now + SKEW)
