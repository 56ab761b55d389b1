import json
import logging

from fastapi import FastAPI, WebSocket, WebSocketDisconnect


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {"level": record.levelname, "event": record.getMessage(), **getattr(record, "fields", {})}
        return json.dumps(fields, ensure_ascii=False)


handler = logging.StreamHandler()
handler.setFormatter(JsonFormatter())
logger = logging.getLogger("echo")
logger.addHandler(handler)
logger.setLevel(logging.INFO)

app = FastAPI(title="Echo")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    def log(event: str, **fields: object) -> None:
        logger.info(event, extra={"fields": {"client_id": client_id, **fields}})

    log("🔄 attempt")
    await websocket.accept()
    log("✅ accepted")
    try:
        while True:
            log("⏳ waiting")
            text = await websocket.receive_text()
            log("📥 received", text=text)
            await websocket.send_text(f"Echo: {text}")
    except WebSocketDisconnect as gone:
        log("👋 disconnected", code=int(gone.code))
