import errno
import json
import os
import re
import threading
import time

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.sync.client import connect

BACKEND = os.environ.get("BACKEND_URL", BACKEND_URL_HERE)
# How long an answer may take, in seconds.
PATIENCE = PATIENCE_MS_HERE / 1000


class Play:
    """Plays one test. What is soft fails it at its end, when nothing else has."""

    def __init__(self):
        self.changed = threading.Condition()
        self.seen = []
        self.soft_failures = []

    def __enter__(self):
        return lambda: Client(self)

    def __exit__(self, failure, *_):
        for seen in self.seen:
            if seen.socket:
                seen.socket.close_socket()
        if failure is None and self.soft_failures:
            raise self.soft_failures[0]


class Seen:
    """What one connection has seen, in its order."""

    def __init__(self):
        self.socket = None
        self.status = None
        self.refusal = None
        self.problem = None
        self.end = None
        self.messages = []
        self.pongs = set()
        self.has_left = False
        self.is_asking = False
        self.unasked = None


class Client:
    """One client, and what its last connection has seen."""

    def __init__(self, play):
        self.play = play
        self.seen = Seen()

    def open(self, path, headers=None, subprotocols=None):
        seen = Seen()
        self.seen = seen
        self.play.seen.append(seen)
        given = {"additional_headers": headers, "subprotocols": subprotocols, "max_size": None}
        quiet = {"ping_interval": None, "open_timeout": None, "proxy": None}
        address = BACKEND.rstrip("/") + path
        self._beside(lambda: self._connect(seen, address, {**given, **quiet}))

    def _connect(self, seen, address, options):
        try:
            with connect(address, **options) as socket:
                self._take(lambda: vars(seen).update(socket=socket))
                while True:
                    message = socket.recv()
                    self._take(lambda: seen.messages.append(message))
        except ConnectionClosed as closed:
            self._take(lambda: end_with(seen, closed))
        except InvalidStatus as refused:
            answer = refused.response
            refusal = f"{answer.status_code} {answer.reason_phrase}".strip()
            self._take(lambda: vars(seen).update(status=answer.status_code, refusal=refusal))
        except (OSError, InvalidHandshake) as failure:
            problem = describe_failure(failure)
            self._take(lambda: vars(seen).update(problem=problem))

    def _take(self, take):
        """Something came."""
        with self.play.changed:
            take()
            self.play.changed.notify_all()

    def send_text(self, text):
        self._ask()
        self._when_open(lambda socket: socket.send(text))

    def send_bytes(self, hexadecimal):
        self._ask()
        self._when_open(lambda socket: socket.send(bytes.fromhex(hexadecimal)))

    def send_ping(self, payload):
        seen = self.seen

        def wait(came):
            came.wait()
            self._take(lambda: seen.pongs.add(payload))

        def send(socket):
            came = socket.ping(payload)
            self._beside(lambda: wait(came))

        self._when_open(send)

    def leave(self, code, reason=""):
        seen = self.seen

        def close(socket):
            seen.has_left = seen.end is None
            self._beside(lambda: socket.close(code, reason))

        self._when_open(close)

    def drop(self):
        """End the connection with no close frame."""
        self.seen.has_left = True
        self._when_open(lambda socket: socket.close_socket())

    def expect(self, look, sentence, within=PATIENCE, soft=False):
        """Wait until `look` sees what is expected, and fail with what is observed instead."""
        __tracebackhide__ = True
        until = time.monotonic() + within
        with self.play.changed:
            observed = look(self.seen, False)
            while observed is None and time.monotonic() < until:
                self.play.changed.wait(until - time.monotonic())
                observed = look(self.seen, False)
            if observed is None:
                observed = look(self.seen, True)
        if observed is MET:
            return
        failure = AssertionError(f"Expected {sentence}. Observed: {observed}.")
        if not soft:
            raise failure
        self.play.soft_failures.append(failure)

    def _ask(self):
        """What is there before a question is asked is no answer to it."""
        with self.play.changed:
            if not self.seen.is_asking and self.seen.messages and self.seen.unasked is None:
                self.seen.unasked = self.seen.messages[0]
            self.seen.is_asking = True

    def _when_open(self, act):
        """What is done to a connection that has ended is seen by what is expected of it next."""
        seen = self.seen
        with self.play.changed:
            self.play.changed.wait_for(lambda: seen.socket or seen.refusal or seen.problem or seen.end, PATIENCE)
        if seen.socket:
            try:
                act(seen.socket)
            except ConnectionClosed:
                pass

    def _beside(self, act):
        threading.Thread(target=act, daemon=True).start()


def end_with(seen, closed):
    if closed.rcvd is None and closed.sent is not None and not seen.has_left:
        seen.problem = f"illegal bytes came: {closed.sent.reason}"
    code, reason = (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "")
    if closed.rcvd:
        seen.has_left = closed.rcvd_then_sent is False
    # Whoever is written to after the end answers with a reset, too: that is a broken pipe.
    seen.end = (code, reason, "RST" if isinstance(closed.__cause__, ConnectionResetError) else "FIN")


def describe_failure(failure):
    before = "the connection ended before the opening handshake was answered"
    if isinstance(failure, ConnectionResetError) or isinstance(failure.__cause__, ConnectionResetError):
        return f"{before} (RST)"
    if isinstance(failure.__cause__, EOFError):
        return f"{before} (FIN)"
    if isinstance(failure, OSError):
        return f"no connection could be made ({errno.errorcode.get(failure.errno, failure)})"
    return f"the opening handshake got an illegal answer: {failure}"


def pause(seconds):
    time.sleep(seconds)
