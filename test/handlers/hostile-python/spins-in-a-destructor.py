from fastapi import FastAPI, WebSocket

app = FastAPI()


class Lingering:
    def __del__(self):
        while True:
            pass


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    Lingering()
    while True:
        await websocket.send_text(f"Echo: {await websocket.receive_text()}")
