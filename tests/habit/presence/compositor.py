"""A Wayland compositor that speaks ext-idle-notify-v1 and nothing else worth mentioning.

A process of its own: `python compositor.py SOCKET VERSION`, version 0 for a compositor without the protocol. It prints
a line when it listens, then one for each question of a client. The test plays the person: "idle" and "move" on standard
input say what a real compositor learns from its devices. It speaks the wire format itself: no small compositor that
can be installed has this protocol, and the server half of pywayland 0.4.19 hears no requests.
"""

from __future__ import annotations

import selectors
import socket
import struct
import sys

DISPLAY, REGISTRY, SEAT, NOTIFIER, NOTIFICATION = (
    "wl_display",
    "wl_registry",
    "wl_seat",
    "ext_idle_notifier_v1",
    "ext_idle_notification_v1",
)


class Client:
    """The one program that is connected, and its objects by number."""

    def __init__(self, connection: socket.socket, version: int) -> None:
        self._connection = connection
        self._offered = {1: (SEAT, 1)} | ({2: (NOTIFIER, version)} if version else {})
        self._objects = {1: DISPLAY}
        self._unread = b""

    def send(self, number: int, event: int, *arguments: int | str) -> None:
        """Send an event of an object."""
        body = b""
        for argument in arguments:
            if isinstance(argument, int):
                body += struct.pack("=I", argument)
            else:
                text = argument.encode() + b"\0"
                body += struct.pack("=I", len(text)) + text + b"\0" * (-len(text) % 4)
        self._connection.sendall(struct.pack("=II", number, (8 + len(body)) << 16 | event) + body)

    def read(self) -> bool:
        """Answer every request that has arrived; False once the client has gone."""
        received = self._connection.recv(4096)
        self._unread += received
        while len(self._unread) >= 8:
            number, second = struct.unpack_from("=II", self._unread)
            size, request = second >> 16, second & 0xFFFF
            if len(self._unread) < size:
                break
            body, self._unread = self._unread[8:size], self._unread[size:]
            self._answer(number, request, body)
        return bool(received)

    def _answer(self, number: int, request: int, body: bytes) -> None:
        match self._objects[number], request:
            case "wl_display", 0:  # sync
                (callback,) = struct.unpack("=I", body)
                self.send(callback, 0, 0)
                self.send(1, 1, callback)
            case "wl_display", 1:  # get_registry
                (registry,) = struct.unpack("=I", body)
                self._objects[registry] = REGISTRY
                for name, (interface, version) in self._offered.items():
                    self.send(registry, 0, name, interface, version)
            case "wl_registry", 0:  # bind
                (name,) = struct.unpack_from("=I", body)
                (made,) = struct.unpack_from("=I", body, len(body) - 4)
                self._objects[made] = self._offered[name][0]
            case "ext_idle_notifier_v1", (1 | 2):
                made, timeout_ms, _seat = struct.unpack("=III", body)
                self._objects[made] = NOTIFICATION
                print("only input" if request == 2 else "no inhibitors", timeout_ms, flush=True)

    def tell(self, word: str) -> None:
        """Tell what the person does."""
        for number, interface in self._objects.items():
            if interface == NOTIFICATION:
                self.send(number, 0 if word == "idle" else 1)


def main(path: str, version: int) -> None:
    """Serve until standard input ends."""
    client: Client | None = None
    with socket.socket(socket.AF_UNIX) as server, selectors.DefaultSelector() as waiting:
        server.bind(path)
        server.listen()
        print("listening", flush=True)
        waiting.register(sys.stdin, selectors.EVENT_READ)
        waiting.register(server, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj is sys.stdin:
                    word = sys.stdin.readline().strip()
                    if not word:
                        return
                    if client is not None:
                        client.tell(word)
                elif key.fileobj is server:
                    connection, _ = server.accept()
                    client = Client(connection, version)
                    waiting.register(connection, selectors.EVENT_READ)
                elif client is not None and not client.read():
                    waiting.unregister(key.fileobj)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
