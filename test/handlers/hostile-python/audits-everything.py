import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()


def refuse(event, arguments):
    raise RuntimeError(f"not {event}")


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    sys.addaudithook(refuse)
    import wave

    while True:
        await websocket.send_text(f"Echo: {await websocket.receive_text()}")
