import weakref

from fastapi import FastAPI, WebSocket

app = FastAPI()


class Thing:
    pass


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    weakref.finalize(Thing(), lambda: 1 / 0)
    raise SystemExit
