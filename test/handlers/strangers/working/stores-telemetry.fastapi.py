import json
import logging
from collections import Counter

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("telemetry")
app = FastAPI()
received: Counter[str] = Counter()


@app.get("/stats")
def stats() -> dict[str, int]:
    return dict(received)


@app.websocket("/telemetry/{device}")
async def telemetry(websocket: WebSocket, device: str):
    """Devices only send. What came can be read at /stats."""
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            try:
                json.loads(message.get("text") or message.get("bytes") or "")
                received[device] += 1
            except ValueError:
                logger.warning("%s sent something else", device)
    except WebSocketDisconnect:
        pass
    logger.info("%s left after %d readings", device, received[device])
