from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    while True:
        await websocket.receive_text()
        await websocket.send_text("[" * 25_000 + "]" * 25_000)
