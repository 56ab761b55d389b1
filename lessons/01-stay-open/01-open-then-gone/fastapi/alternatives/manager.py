import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


class ConnectionManager:
    def __init__(self) -> None:
        self.active: dict[str, list[WebSocket]] = {}

    async def connect(self, client_id: str, websocket: WebSocket) -> None:
        await websocket.accept()
        self.active.setdefault(client_id, []).append(websocket)

    def disconnect(self, client_id: str, websocket: WebSocket) -> None:
        self.active[client_id].remove(websocket)


manager = ConnectionManager()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await manager.connect(client_id, websocket)
    try:
        while True:
            json.loads(await websocket.receive_text())
            await websocket.send_text(json.dumps({"type": "response", "data": "Message received"}))
    except WebSocketDisconnect:
        pass
    finally:
        manager.disconnect(client_id, websocket)
