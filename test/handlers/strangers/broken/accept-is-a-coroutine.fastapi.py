from fastapi import FastAPI, WebSocket, WebSocketDisconnect


class ConnectionManager:
    def __init__(self):
        self.active: set[WebSocket] = set()

    def connect(self, websocket: WebSocket):
        websocket.accept()
        self.active.add(websocket)

    def disconnect(self, websocket: WebSocket):
        self.active.discard(websocket)


app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/{user}")
async def endpoint(websocket: WebSocket, user: str):
    manager.connect(websocket)
    try:
        while True:
            await websocket.send_text(f"{user}: {await websocket.receive_text()}")
    except WebSocketDisconnect:
        manager.disconnect(websocket)
