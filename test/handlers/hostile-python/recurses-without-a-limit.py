import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    sys.setrecursionlimit(10**9)

    def again(value):
        repr(value)
        again([value])

    again([])
