import gc

from fastapi import FastAPI, WebSocket

app = FastAPI()


def spin(phase, info):
    while True:
        pass


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    gc.callbacks.append(spin)
    gc.collect()
    while True:
        await websocket.send_text(f"Echo: {await websocket.receive_text()}")
