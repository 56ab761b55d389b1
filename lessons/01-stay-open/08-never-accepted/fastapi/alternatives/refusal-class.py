import logging

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

logger = logging.getLogger("rooms")
app = FastAPI(title="Rooms")


class Refusal(Exception):
    pass


class Door:
    keys = {"lobby": None, "kitchen": None, "cellar": "grenache"}

    def enter(self, websocket: WebSocket) -> str:
        room = websocket.query_params.get("room", "")
        if room not in self.keys:
            raise Refusal(f"no such room: {room}")
        if self.keys[room] not in (None, websocket.query_params.get("key")):
            raise Refusal("another key")
        return room


door = Door()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    try:
        door.enter(websocket)
        await websocket.accept()
        while True:
            await websocket.receive_text()
            await websocket.send_text('{"data": "Message received", "type": "response"}')
    except Refusal as refusal:
        logger.warning("%s: %s", client_id, refusal)
        await websocket.close()
    except WebSocketDisconnect:
        pass
