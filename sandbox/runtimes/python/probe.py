"""Tells about the interpreter that runs it, as JSON on standard output; with the argument `packages`, also about FastAPI in it.

It is given to whatever is called python, so it keeps to what every Python 3 can read. It has to be run with -S: what is in `sys.path`
before `site` adds the folders for packages is the standard library.
"""

import importlib
import json
import os
import platform
import site
import sys

STANDARD = [entry for entry in sys.path if os.path.isdir(entry)]
site.main()
import sysconfig  # noqa: E402 (it asks where `site` has found the environment)

DISTRIBUTIONS = ("fastapi", "starlette", "uvicorn", "websockets", "pydantic")
NEEDED = ("fastapi", "starlette.websockets", "uvicorn", "uvicorn.protocols.http.auto")
USED_WHERE_PRESENT = (
    "uvicorn.loops.auto",
    "uvicorn.lifespan.on",
    "uvicorn.protocols.http.h11_impl",
    "anyio._backends._asyncio",
    "websockets",
    "typing_extensions",
    "email_validator",
)

PATHS = sysconfig.get_paths()


def tell_interpreter():
    return {
        "implementation": platform.python_implementation(),
        "version": platform.python_version(),
        "tag": sys.implementation.cache_tag or "",
        "base": os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable),
        "standard": STANDARD,
        "own": own_folders(),
        "canMakeEnvironments": has("venv") and has("ensurepip"),
    }


def own_folders():
    """Folders for packages that a virtual environment has for itself."""
    if sys.prefix == sys.base_prefix:
        return []
    return sorted({folder for folder in (PATHS["purelib"], PATHS["platlib"]) if os.path.isdir(folder)})


def has(name):
    import importlib.util

    return importlib.util.find_spec(name) is not None


def tell_packages():
    """The versions, and what is missing or which entries of the folders for packages are loaded."""
    before = set(sys.modules)
    lacking = [problem for problem in map(problem_with, NEEDED) if problem]
    if not lacking and not speaks_websocket():
        lacking = ["uvicorn has nothing to speak WebSocket with: neither websockets nor wsproto is there"]
    if lacking:
        return {"versions": versions(), "lacking": lacking[0], "entries": []}
    for name in USED_WHERE_PRESENT:
        problem_with(name)
    entries = set(loaded_entries(set(sys.modules) - before))
    return {"versions": versions(), "entries": sorted(entries | set(descriptions(entries)))}


def problem_with(name):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        return "there is no package " + (error.name or name).split(".")[0]
    except Exception as error:
        return "import {} fails with {}: {}".format(name, type(error).__name__, error)[:300]
    return None


def speaks_websocket():
    from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol

    return AutoWebSocketsProtocol is not None


def versions():
    import importlib.metadata

    found = {}
    for name in DISTRIBUTIONS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    return found


def loaded_entries(names):
    """The files and folders right below the folders for packages that these modules come from."""
    folders = [entry for entry in sys.path if entry not in STANDARD]
    for name in names:
        file = getattr(sys.modules[name], "__file__", None) or ""
        for folder in folders:
            if file.startswith(os.path.join(folder, "")):
                yield os.path.join(folder, os.path.relpath(file, folder).split(os.sep)[0])


def descriptions(entries):
    """The folders that tell the versions and entry points of the distributions that have these entries."""
    import importlib.metadata

    loaded = {os.path.basename(entry) for entry in entries}
    for distribution in importlib.metadata.distributions():
        names = (distribution.read_text("top_level.txt") or "").split()
        names = names or [file.parts[0] for file in distribution.files or []]
        path = str(getattr(distribution, "_path", ""))
        if path and any(name in loaded or name + ".py" in loaded for name in names):
            yield path


def main():
    told = tell_interpreter()
    if "packages" in sys.argv[1:] and sys.version_info >= (3, 10):
        told["packages"] = tell_packages()
    json.dump(told, sys.stdout)


main()
