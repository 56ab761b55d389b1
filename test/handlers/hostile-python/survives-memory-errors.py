from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    kept = []
    while True:
        try:
            kept.append(bytearray(1 << 24))
        except MemoryError:
            pass
