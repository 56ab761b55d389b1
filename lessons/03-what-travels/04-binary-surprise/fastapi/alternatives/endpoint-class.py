import json
import logging
from collections.abc import AsyncIterator

from fastapi import FastAPI, WebSocket

logger = logging.getLogger("thermometers")
app = FastAPI(title="Thermometers")


class Gateway:
    def __init__(self) -> None:
        self._latest: dict[str, float] = {}

    async def serve(self, websocket: WebSocket) -> None:
        await websocket.accept()
        async for text in self._texts(websocket):
            answer = {"data": "text only", "type": "error"} if text is None else self._store(text)
            await websocket.send_text(json.dumps(answer))

    async def _texts(self, websocket: WebSocket) -> AsyncIterator[str | None]:
        while (message := await websocket.receive())["type"] == "websocket.receive":
            yield message.get("text")

    def _store(self, text: str) -> dict[str, object]:
        reading = json.loads(text)
        self._latest[reading["sensor"]] = reading["celsius"]
        logger.warning(json.dumps({"level": "info", **reading}))
        return {**reading, "type": "stored"}


gateway = Gateway()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await gateway.serve(websocket)
