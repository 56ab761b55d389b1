import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


class Kitchen:
    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket

    async def serve(self) -> None:
        await self.websocket.accept()
        while True:
            await self.accept_order(json.loads(await self.websocket.receive_text()))

    async def accept_order(self, order: dict) -> None:
        await self.websocket.send_text(json.dumps({"id": order["id"], "type": "accepted"}))


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    try:
        await Kitchen(websocket).serve()
    except WebSocketDisconnect:
        pass
