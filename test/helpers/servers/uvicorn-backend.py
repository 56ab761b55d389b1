# A team's own backend: the app in the file that is named, on uvicorn. It prints where it listens.
import runpy
import socket
import sys

import uvicorn

app = runpy.run_path(sys.argv[1])["app"]
listener = socket.create_server(("127.0.0.1", 0))
print(f"listening {listener.getsockname()[1]}", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="critical")).run(sockets=[listener])
