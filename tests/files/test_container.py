"""The container opens to what went in, at any place, and to nothing else."""

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemate.files.container import CHUNK, HEADER, SEALED_CHUNK, TAG, ContentBroken, Opener, Sealer

KEY = bytes(range(32))
SIZES = [1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


def data_of(size: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(size)


def seal(data: bytes, tenant: int = 1, step: int = 1 << 20, key: bytes = KEY) -> bytes:
    sealer = Sealer(key, tenant)
    body = [sealer.update(data[i : i + step]) for i in range(0, len(data), step)]
    body.append(sealer.finish())
    return sealer.header() + b"".join(body)


def unseal(container: bytes, tenant: int = 1, key: bytes = KEY) -> bytes:
    opener = Opener(key, tenant, container[:HEADER])
    if len(container) != opener.length:
        raise ContentBroken("cut off")
    out = []
    for number in range(opener.chunks):
        extent = opener.extent(number)
        out.append(opener.open(number, container[extent.offset : extent.offset + extent.length]))
    return b"".join(out)


@pytest.mark.parametrize("size", SIZES)
def test_opens_to_what_went_in(size: int) -> None:
    data = data_of(size)
    container = seal(data)
    assert unseal(container) == data
    opener = Opener(KEY, 1, container[:HEADER])
    assert (opener.size, opener.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert len(container) == opener.length == HEADER + size + TAG * opener.chunks


@given(size=st.sampled_from(SIZES), step=st.integers(1000, 200_000))
@settings(max_examples=40, deadline=None)
def test_how_the_bytes_come_in_does_not_matter(size: int, step: int) -> None:
    assert unseal(seal(data_of(size), step=step)) == data_of(size)


def test_equal_files_look_different() -> None:
    data = data_of(1000)
    assert seal(data)[HEADER:] != seal(data)[HEADER:]


def test_no_clear_byte_in_the_container() -> None:
    data = b"the quarterly numbers " * 5000
    assert b"quarterly" not in seal(data)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), size=st.sampled_from([1, 100, CHUNK + 1]))
@settings(max_examples=300, deadline=None)
def test_any_flipped_bit_is_noticed(place: float, bit: int, size: int) -> None:
    container = bytearray(seal(data_of(size)))
    container[int(place * len(container))] ^= 1 << bit
    with pytest.raises(ContentBroken):
        unseal(bytes(container))


def test_every_flipped_byte_of_a_small_container_is_noticed() -> None:
    whole = seal(b"x" * 40)
    for index in range(len(whole)):
        changed = bytearray(whole)
        changed[index] ^= 0xFF
        with pytest.raises(ContentBroken):
            unseal(bytes(changed))


@given(cut=st.floats(0, 1, exclude_max=True), size=st.sampled_from([1, CHUNK, 3 * CHUNK + 7]))
@settings(max_examples=200, deadline=None)
def test_any_truncation_is_noticed(cut: float, size: int) -> None:
    container = seal(data_of(size))
    with pytest.raises(ContentBroken):
        unseal(container[: int(cut * len(container))])


def test_a_chunk_can_not_be_the_last_when_it_is_not() -> None:
    """A container cut off at a chunk's end, under a summary that its writer would never seal."""
    data = data_of(2 * CHUNK)
    container = seal(data)
    opener = Opener(KEY, 1, container[:HEADER])
    first = opener.extent(0)
    sealed = container[first.offset : first.offset + first.length]
    assert opener.open(0, sealed) == data[:CHUNK]
    with pytest.raises(ContentBroken):
        opener.open(1, sealed)


@given(order=st.permutations(range(4)).filter(lambda p: list(p) != [0, 1, 2, 3]))
@settings(max_examples=23, deadline=None)
def test_chunks_in_another_order_are_noticed(order: list[int]) -> None:
    container = seal(data_of(4 * CHUNK))
    body = container[HEADER:]
    chunks = [body[i * SEALED_CHUNK : (i + 1) * SEALED_CHUNK] for i in range(4)]
    with pytest.raises(ContentBroken):
        unseal(container[:HEADER] + b"".join(chunks[i] for i in order))


def test_a_chunk_of_another_container_does_not_open() -> None:
    one, two = seal(data_of(2 * CHUNK, 1)), seal(data_of(2 * CHUNK, 2))
    mixed = one[: HEADER + SEALED_CHUNK] + two[HEADER + SEALED_CHUNK :]
    with pytest.raises(ContentBroken):
        unseal(mixed)


def test_another_header_of_the_same_file_does_not_fit() -> None:
    data = data_of(100)
    with pytest.raises(ContentBroken):
        unseal(seal(data)[:HEADER] + seal(data)[HEADER:])


@pytest.mark.parametrize(("tenant", "key"), [(2, KEY), (1, bytes(32))])
def test_another_tenant_or_key_opens_nothing(tenant: int, key: bytes) -> None:
    with pytest.raises(ContentBroken):
        unseal(seal(b"secret"), tenant, key)


@given(start=st.integers(0, 5 * CHUNK), length=st.integers(1, 2 * CHUNK))
@settings(max_examples=60, deadline=None)
def test_any_chunk_opens_by_itself(start: int, length: int) -> None:
    data = data_of(5 * CHUNK + 11)
    container = SEALED_FIVE
    opener = Opener(KEY, 1, container[:HEADER])
    number = min(start // CHUNK, opener.chunks - 1)
    extent = opener.extent(number)
    clear = opener.open(number, container[extent.offset : extent.offset + extent.length])
    assert clear == data[number * CHUNK : (number + 1) * CHUNK]


@given(junk=st.binary(max_size=HEADER + 40))
@settings(max_examples=200, deadline=None)
def test_junk_is_no_container(junk: bytes) -> None:
    with pytest.raises(ContentBroken):
        unseal(junk)


SEALED_FIVE = seal(data_of(5 * CHUNK + 11))
