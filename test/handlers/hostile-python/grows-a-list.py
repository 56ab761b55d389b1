from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    kept = []
    while True:
        kept.append(bytes(1024 * 1024).replace(b"\0", b"x"))
