import json
import sys
from typing import Any

from fastapi import FastAPI, WebSocket

app = FastAPI()


def log(level: str, **fields: object) -> None:
    print(json.dumps({"level": level, **fields}), file=sys.stderr if level == "warning" else sys.stdout)


def parsed(text: str) -> Any | None:
    try:
        return json.loads(text)
    except ValueError:
        return None


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    skipped = 0
    async for text in websocket.iter_text():
        reading = parsed(text)
        if reading is None:
            skipped += 1
            log("warning", client=client_id, noise=text[:20])
            continue
        log("info", client=client_id, celsius=reading["celsius"])
        await websocket.send_text(
            json.dumps(
                {
                    "type": "response",
                    "data": "Message received",
                    "alarm": reading["celsius"] > 60,
                    "skipped": skipped,
                }
            )
        )
    log("info", client=client_id, left=True)
