# What can be expected of a client. Each look gives MET, None while it is open, or what is observed
# instead; `is_over`: nothing more will come.
MET = object()


def opens(subprotocol=...):
    def look(seen, is_over):
        if seen.socket is None:
            return cannot_come(seen) or ("the opening handshake got no answer" if is_over else None)
        chosen = seen.socket.subprotocol
        if subprotocol is not ... and chosen != subprotocol:
            return f"it opened with {chosen or 'no subprotocol'}"
        return MET

    return look


def is_refused(*statuses):
    def look(seen, is_over):
        if seen.socket is not None:
            return "the connection was accepted (101)"
        if seen.status in statuses:
            return MET
        return cannot_come(seen) or ("the opening handshake got no answer" if is_over else None)

    return look


def receives(reply):
    def look(seen, is_over):
        seen.is_asking = False
        if seen.unasked is not None:
            return unsolicited(seen.unasked)
        if not seen.messages:
            return cannot_come(seen) or silence("no message came", is_over)
        message = seen.messages[0]
        wrong = mismatch(message, **reply)
        if wrong:
            return wrong
        del seen.messages[0]
        return MET

    return look


def receives_all(*replies):
    """Each of them once, in any order."""
    missing = list(replies)

    def look(seen, is_over):
        seen.is_asking = False
        if seen.unasked is not None:
            return unsolicited(seen.unasked)
        while missing and seen.messages:
            message = seen.messages[0]
            found = [reply for reply in missing if not mismatch(message, **reply)]
            if not found and len(missing) == 1:
                return mismatch(message, **missing[0])
            if not found:
                return f"{shown(message)} came, which is none of those that are missing"
            missing.remove(found[0])
            del seen.messages[0]
        if not missing:
            return MET
        came = f"{len(replies) - len(missing)} of {len(replies)} messages came"
        return cannot_come(seen) or silence(came, is_over)

    return look


def gets_pong(payload):
    def look(seen, is_over):
        if seen.unasked is not None:
            return unsolicited(seen.unasked)
        if payload in seen.pongs:
            return MET
        return cannot_come(seen) or silence("no pong came", is_over)

    return look


def stays_quiet():
    def look(seen, is_over):
        if extra_of(seen) is not None:
            return unsolicited(extra_of(seen))
        return cannot_come(seen) or (MET if is_over else None)

    return look


def ends(codes=None, reason=None, by="anyone", stream=None):
    def look(seen, is_over):
        extra = extra_of(seen) if seen.end or is_over else seen.unasked
        if extra is not None:
            return unsolicited(extra)
        if not seen.end or seen.problem:
            return cannot_come(seen) or ("the connection did not end" if is_over else None)
        code, said, how = seen.end
        is_right = (
            (by == "anyone" or (by == "probe") == seen.has_left)
            and (codes is None or code in codes)
            and (stream is None or (code == 1006 and how == stream.upper()))
            and (reason is None or difference(reason, said, "") is None)
        )
        return MET if is_right else cannot_come(seen)

    return look


def one_of(*lists):
    """Of these lists one is met, in its order; where none can be, the one that got furthest tells."""
    courses = [{"looks": looks, "met": 0, "wrong": None} for looks in lists]

    def follow(course, seen, is_over):
        while course["wrong"] is None and course["met"] < len(course["looks"]):
            observed = course["looks"][course["met"]](seen, is_over)
            if observed is None:
                return False
            if observed is MET:
                course["met"] += 1
            else:
                course["wrong"] = observed
        return course["wrong"] is None

    def look(seen, is_over):
        if any([follow(course, seen, is_over) for course in courses]):
            return MET
        if any(course["wrong"] is None for course in courses):
            return None
        return max(courses, key=lambda course: course["met"])["wrong"]

    return look


def cannot_come(seen):
    if seen.refusal:
        return f"the opening handshake was refused with {seen.refusal}"
    if seen.problem or not seen.end:
        return seen.problem
    code, reason, how = seen.end
    if code == 1006:
        return f"the connection ended with no close frame (1006, {how})"
    meaning = MEANINGS.get(code, "application code" if code >= 4000 else "unknown code")
    said = f"close {code} ({meaning})" + (f" “{reason}”" if reason else "")
    frame = "a close frame without a code (1005)" if code == 1005 else said
    return f"the goodbye was answered with {frame}" if seen.has_left else f"the handler ended the connection with {frame}"


def silence(observed, is_over):
    return f"{observed}, and the connection stayed open" if is_over else None


def unsolicited(message):
    return f"a message came that nothing asked for: {shown(message)}"


def extra_of(seen):
    """Give a message that nothing has taken."""
    if seen.unasked is not None:
        return seen.unasked
    return seen.messages[0] if seen.messages else None
