import json
import logging

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("chat")

app = FastAPI(title="Chat")

history: list[str] = []


def summarise(message: dict) -> str:
    kind = message["type"]
    if kind == "greet":
        return f"hello {message['name']}"
    if kind == "add":
        return str(sum(message["numbers"]))
    if kind == "note":
        return f"{message['text']} [{', '.join(message.get('tags', []))}]"
    return "something else"


async def serve(websocket: WebSocket, client_id: str) -> None:
    while True:
        logger.info("⏳ %s", client_id)
        data = await websocket.receive_text()
        logger.info("📥 %s %s", client_id, data)
        history.append(summarise(json.loads(data)))
        await websocket.send_json({"type": "response", "data": "Message received"})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    logger.info("🔄 %s", client_id)
    await websocket.accept()
    logger.info("✅ %s", client_id)
    try:
        await serve(websocket, client_id)
    except WebSocketDisconnect:
        logger.info("👋 %s", client_id)
    except Exception:
        logger.exception("💥 %s", client_id)
