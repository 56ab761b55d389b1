from fastapi import FastAPI, WebSocket

app = FastAPI()


kept = [bytearray(8 * 1024**3)]


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()
