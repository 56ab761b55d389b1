from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    print(sum(range(1 << 48)))
    while True:
        await websocket.send_text(f"Echo: {await websocket.receive_text()}")
