import itertools
import json
import sys

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def log(level: str, **fields: object) -> None:
    stream = sys.stderr if level == "warning" else sys.stdout
    print(json.dumps({"level": level, **fields}), file=stream, flush=True)


class Table:
    def __init__(self, websocket: WebSocket, name: str) -> None:
        self.websocket = websocket
        self.name = name
        self.numbers = itertools.count(1)
        self.made = 0

    async def serve(self) -> None:
        await self.websocket.accept()
        try:
            while await self.take(await self.websocket.receive_json()):
                pass
        except WebSocketDisconnect as gone:
            log("warning", table=self.name, gone=gone.code)

    async def take(self, message: dict) -> bool:
        log("info", table=self.name, got=message)
        if message["type"] == "done":
            await self.websocket.send_json({"type": "bill", "orders": self.made})
            await self.websocket.close()
            return False
        self.made = next(self.numbers)
        answer = {"type": "response", "data": "Message received", "id": message["id"], "number": self.made}
        await self.websocket.send_text(json.dumps(answer, ensure_ascii=False))
        return True


@app.websocket("/ws/{client_id}")
async def table(websocket: WebSocket, client_id: str) -> None:
    await Table(websocket, client_id).serve()
