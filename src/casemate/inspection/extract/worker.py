"""A worker process: loads models and rules, locks itself in, then answers one question at a time until it is told to go.

Run as `python -m casemate.inspection.extract.worker FD`, where FD is its end of a socket pair.
"""

import mmap
import os
import socket
import struct
import sys

import msgspec

from casemate.inspection.extract.analyse import Analyst
from casemate.inspection.extract.messages import Answer, Limits, NotSeen, Question, Setup
from casemate.inspection.extract.sandbox import lock_in


def main(descriptor: int) -> None:
    """Serve questions on the socket `descriptor`."""
    sock = socket.socket(fileno=descriptor)
    setup = msgspec.msgpack.decode(_receive(sock)[0], type=Setup)
    analyst = Analyst(setup.rules)
    # A first look loads what is loaded lazily, while that is still possible.
    analyst.look(Question("warm.txt", 5, Limits(1, 1, 1, 1)), memoryview(b"hello"))
    lock_in(setup.memory)
    _send(sock, b"ready")
    while True:
        message, descriptors = _receive(sock)
        if not message:
            return
        question = msgspec.msgpack.decode(message, type=Question)
        try:
            answer = _look(analyst, question, descriptors[0])
        except MemoryError:
            answer = Answer("", [], [NotSeen("too_large", "", "it needs too much memory")], [])
        finally:
            for number in descriptors:
                os.close(number)
        _send(sock, msgspec.msgpack.encode(answer))


def _look(analyst: Analyst, question: Question, descriptor: int) -> Answer:
    if question.size == 0:
        return analyst.look(question, memoryview(b""))
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as mapped:
        view = memoryview(mapped)
        try:
            return analyst.look(question, view)
        finally:
            view.release()


def _receive(sock: socket.socket) -> tuple[bytes, list[int]]:
    header, descriptors, _, _ = socket.recv_fds(sock, 4, 1)
    if len(header) < 4:
        return b"", []
    size = struct.unpack("<I", header)[0]
    parts: list[bytes] = []
    while size:
        part = sock.recv(min(size, 1 << 16))
        if not part:
            return b"", []
        parts.append(part)
        size -= len(part)
    return b"".join(parts), list(descriptors)


def _send(sock: socket.socket, data: bytes) -> None:
    sock.sendall(struct.pack("<I", len(data)) + data)


if __name__ == "__main__":
    main(int(sys.argv[1]))
