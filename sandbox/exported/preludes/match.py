def mismatch(message, opcode="text", **expected):
    came = "binary" if isinstance(message, bytes) else "text"
    if came != opcode:
        return f"it came as a {came} frame ({shown(message)}), not as a {opcode} one"
    if "hex" in expected:
        return None if message.hex() == expected["hex"] else f"{shown(message)} came"
    text = message.decode(errors="replace") if isinstance(message, bytes) else message
    if "text" in expected:
        return text_mismatch(message, text, expected["text"])
    return json_mismatch(message, text, expected["json"]) if "json" in expected else None


def text_mismatch(message, text, expected):
    if difference(expected, text, "") is None:
        return None
    if not isinstance(expected, str):
        return f"{shown(message)} came, not {expected['called']}"
    is_object = text not in expected and any(isinstance(value, (dict, list, type(None))) for value in parse(text))
    return f"{shown(message)} came" + (": JSON instead of the plain text" if is_object else "")


def json_mismatch(message, text, expected):
    parsed = parse(text)
    if not parsed:
        return f"{shown(message)} came, which is not JSON"
    value = parsed[0]
    if isinstance(value, str) and parse(value):
        return f"{shown(message)} came: JSON inside a JSON string"
    wrong = difference(expected, value, "")
    return wrong and f"{shown(message)} came: {wrong}"


def parse(text):
    """Give the value in a list; an empty one where there is none. NaN and Infinity are not JSON."""

    def refuse(constant):
        raise ValueError(constant)

    try:
        return [json.loads(text, parse_constant=refuse)]
    except ValueError:
        return []


def difference(expected, actual, path):
    """Give the first place where `actual` differs, or None; keys that are not named may be there."""
    where = path or "the message"
    if isinstance(expected, list):
        if not isinstance(actual, list):
            return f"{where} is {name(actual)}, not a list"
        if len(actual) != len(expected):
            return f"{where} has {len(actual)} items, not {len(expected)}"
        pairs = enumerate(zip(expected, actual))
        found = (difference(one, other, f"{path}[{index}]") for index, (one, other) in pairs)
        return next((wrong for wrong in found if wrong), None)
    if not isinstance(expected, dict):
        is_same = expected == actual and isinstance(expected, bool) == isinstance(actual, bool)
        return None if is_same else f"{where} is {name(actual)}, not {name(expected)}"
    if "is$" in expected:
        return None if is_of(expected, actual) else f"{where} is {name(actual)}, not {expected['called']}"
    if not isinstance(actual, dict):
        return f"{where} is {name(actual)}, not an object"
    for key, value in expected.items():
        is_absent = isinstance(value, dict) and value.get("is$") == "absent"
        if (key in actual) == is_absent:
            return f"{where} has {'' if is_absent else 'no '}{json.dumps(key, ensure_ascii=False)}"
        wrong = None if is_absent else difference(value, actual[key], f"{path}.{key}" if path else key)
        if wrong:
            return wrong
    return None


def is_of(value, actual):
    """Whether it is of the kind that is asked for."""
    kind = value["is$"]
    is_number = isinstance(actual, (int, float)) and not isinstance(actual, bool)
    if kind == "between":
        return is_number and value["low"] <= actual <= value["high"]
    if kind == "one-of":
        return any(difference(one, actual, "") is None for one in value["values"])
    if kind == "matching":
        flags = sum((getattr(re, flag.upper()) for flag in value["flags"] if flag in "ims"), re.ASCII)
        return isinstance(actual, str) and re.search(value["pattern"], actual, flags) is not None
    return {
        "anything": True,
        "number": is_number,
        "integer": is_number and actual == int(actual),
        "string": isinstance(actual, str),
        "boolean": isinstance(actual, bool),
        "list": isinstance(actual, list),
        "object": isinstance(actual, dict),
    }[kind]


def name(value):
    return quote(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def shown(message):
    return f"{len(message)} bytes" if isinstance(message, bytes) else quote(message or "an empty text")


def quote(text):
    return f"{text[:117]}…" if len(text) > 120 else text


# RFC 6455, section 7.4.1, and the registry that it began.
MEANINGS = {
    1000: "normal closure",
    1001: "going away",
    1002: "protocol error",
    1003: "unsupported data",
    1007: "invalid payload",
    1008: "policy violation",
    1009: "message too big",
    1010: "extension missing",
    1011: "internal error",
    1012: "service restart",
    1013: "try again later",
    1014: "bad gateway",
}
