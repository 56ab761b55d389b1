"""The self-test's own program in Python.

It attempts what learner code must not be able to do, and says what came of it, a line of JSON an attempt. It is started exactly as a
handler's process is. What it says is not the whole proof: the workshop also looks at what arrived at its own end. The names of the
attempts, and what it is told, are those of `isolation/attacks.ts` and `isolation/attempt.ts`.
"""

import base64
import errno
import json
import os
import socket
import subprocess
import sys

TARGET = json.loads(sys.argv[1])
BOUNDS = json.loads(sys.argv[2])
NATIVE = "native"
# Set by bubblewrap.
EXPECTED_NAMES = {"PWD"}
# Until something that hangs counts as held off, in seconds: nothing answers a connection that cannot be made.
PATIENCE_S = 1
MIB = 1024 * 1024


class Held(Exception):
    """There is nothing to be had."""


def report(attempt, held, observed):
    line = json.dumps({"attempt": attempt, "held": held, "observed": str(observed)})
    os.write(1, line.encode() + b"\n")


def attempt(name):
    try:
        got = ATTEMPTS[name]()
    except OSError as refusal:
        report(name, True, errno.errorcode.get(refusal.errno, refusal))
    except BaseException as refusal:
        report(name, True, str(refusal) or type(refusal).__name__)
    else:
        report(name, False, str("it worked" if got is None else got)[:200])


def non_empty(found):
    if not found:
        raise Held("nothing there")
    return " ".join(found)


def read(path):
    with open(path, encoding="utf8") as file:
        return file.read()


def write(path):
    with open(path, "w", encoding="utf8") as file:
        file.write("written")


def change(path):
    os.close(os.open(path, os.O_RDWR))


def fill(folder, size):
    """Outside of every namespace the file would stay."""
    path = f"{folder}/socket-clinic-fill-{os.getpid()}"
    try:
        with open(path, "wb") as file:
            file.write(bytes(size + 4096))
    finally:
        if os.path.exists(path):
            os.unlink(path)
    return f"{size + 4096} bytes written"


def connect(family, address):
    with socket.socket(family) as dialled:
        dialled.settimeout(PATIENCE_S)
        dialled.connect(address)
    return "connected"


def send_datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"here", ("127.0.0.1", TARGET["datagramPort"]))
    return "sent"


def interfaces():
    """Those with an address or a route, but for the loopback."""
    routed = [line.split()[0] for line in read("/proc/net/route").splitlines()[1:]]
    addressed = [line.split()[-1] for line in read("/proc/net/if_inet6").splitlines()]
    return non_empty(sorted({*routed, *addressed} - {"lo"}))


def sees_workshop():
    """None where no /proc tells. In another process namespace the number may be somebody else's."""
    try:
        return read(f"/proc/{TARGET['workshopPid']}/cmdline") == TARGET["commandLine"]
    except OSError:
        return None


def signal_workshop():
    if sees_workshop() is False:
        raise Held("nothing there")
    os.kill(TARGET["workshopPid"], 0)


def see_processes():
    if not sees_workshop():
        raise Held("nothing there")


def many_processes():
    """Reaches past the bound, and leaves none of them behind."""
    children = []
    try:
        while len(children) <= BOUNDS["processes"]:
            children.append(subprocess.Popen([TARGET["sleep"], "5"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
        return f"{len(children)} processes at once"
    finally:
        for child in children:
            child.kill()
            child.wait()


def many_descriptors():
    opened = []
    try:
        while len(opened) <= BOUNDS["openFiles"]:
            opened.append(os.open(sys.executable, os.O_RDONLY))
        return len(opened)
    finally:
        for descriptor in opened:
            os.close(descriptor)


def much_memory():
    # Never touched: only what the system has promised counts, and no machine runs out of it.
    kept = [bytes(64 * MIB) for _ in range(32)]
    return f"{len(kept) * 64} MiB"


def attack_natively():
    """What the program without a runtime wrote, for the workshop to read. Nothing where it could not be started."""
    if "native" not in TARGET:
        return ""
    os.dup2(BOUNDS["connectionFd"], 3)
    try:
        ended = subprocess.run([TARGET["native"]], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, pass_fds=(3,), timeout=PATIENCE_S)
        return base64.b64encode(ended.stdout).decode()
    except (OSError, subprocess.SubprocessError):
        return ""


def go_on(child=""):
    """Says that it has begun, and never ends by itself."""
    report("begun", False, child)
    while True:
        pass


def go_on_with_child():
    go_on(subprocess.Popen([TARGET["sleep"], "60"], start_new_session=True).pid)


ATTEMPTS = {
    "read-file": lambda: read(TARGET["secretFile"]),
    "read-accounts": lambda: len(read("/etc/passwd")),
    "list-root": lambda: non_empty(os.listdir(TARGET["homeFolder"])),
    "write-file": lambda: write(TARGET["writtenFile"]),
    "change-runtime": lambda: change(sys.executable),
    "change-kernel": lambda: change("/proc/sys/kernel/core_pattern"),
    "fill-temporary": lambda: fill("/tmp", BOUNDS["temporaryBytes"]),
    "fill-memory-files": lambda: fill("/dev/shm", BOUNDS["sharedMemoryBytes"]),
    "fill-devices": lambda: fill("/dev", 1),
    "fill-root": lambda: fill("", 1),
    "connect": lambda: connect(socket.AF_INET, ("127.0.0.1", TARGET["port"])),
    "connect-socket-file": lambda: connect(socket.AF_UNIX, TARGET["socketFile"]),
    "datagram": send_datagram,
    "interfaces": interfaces,
    "environment": lambda: non_empty(sorted({*os.environ} - EXPECTED_NAMES - {*TARGET["environment"]})),
    "working-folder": lambda: non_empty(os.listdir(".")),
    "signal-workshop": signal_workshop,
    "see-processes": see_processes,
    "many-processes": many_processes,
    "many-descriptors": many_descriptors,
    "much-memory": much_memory,
    "go-on": go_on,
    "go-on-with-child": go_on_with_child,
}

# Some of the others leave no memory and no descriptors to start a program with.
if NATIVE in TARGET["attempts"]:
    report(NATIVE, False, attack_natively())
for each in TARGET["attempts"]:
    if each in ATTEMPTS:
        attempt(each)
