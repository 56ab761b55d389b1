import json
import logging

from fastapi import FastAPI, WebSocket

logger = logging.getLogger(__name__)
app = FastAPI(title="Chat")


def process_message(data: str) -> None:
    message = json.loads(data)
    print(f"processing {message['type']}")


def answer_to(data: str) -> dict[str, str]:
    try:
        process_message(data)
        return {"type": "response", "data": "Message received"}
    except Exception:
        logger.exception("bad message")
        return {"type": "error"}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    async for data in websocket.iter_text():
        await websocket.send_json(answer_to(data))
