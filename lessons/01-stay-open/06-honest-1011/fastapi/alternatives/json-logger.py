import json
import sys
import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Rooms")

rooms = {
    "lobby": {"topic": "welcome"},
    "kitchen": {"topic": "soup"},
}


def load_room(name: str) -> dict[str, str]:
    if name not in rooms:
        raise LookupError(f"no such room: {name}")
    return rooms[name]


def log(level: str, event: str, **fields: object) -> None:
    stream = sys.stderr if level == "error" else sys.stdout
    print(json.dumps({"level": level, "event": event, **fields}, ensure_ascii=False), file=stream)


class Visit:
    def __init__(self, websocket: WebSocket, client_id: str) -> None:
        self.websocket = websocket
        self.client_id = client_id

    async def run(self) -> None:
        await self.websocket.accept()
        try:
            while True:
                await self.enter(json.loads(await self.websocket.receive_text()))
        except WebSocketDisconnect as gone:
            log("info", "left", client=self.client_id, code=int(gone.code))
        except Exception:
            log("error", "failed", client=self.client_id, trace=traceback.format_exc())
            await self.websocket.close(code=1011, reason="Internal server error")

    async def enter(self, message: dict[str, str]) -> None:
        log("info", "entered", client=self.client_id, topic=load_room(message["room"])["topic"])
        await self.websocket.send_json({"type": "response", "data": "Message received"})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await Visit(websocket, client_id).run()
