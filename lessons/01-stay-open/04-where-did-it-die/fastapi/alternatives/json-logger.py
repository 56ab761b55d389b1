import json
import sys
import traceback
from collections.abc import Callable

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")

history: list[str] = []

SUMMARIES: dict[str, Callable[[dict], str]] = {
    "greet": lambda message: f"hello {message['name']}",
    "add": lambda message: str(sum(message["numbers"])),
    "note": lambda message: f"{message['text']} {message.get('tags') or []}",
}


class Log:
    def __init__(self, client_id: str) -> None:
        self.client_id = client_id

    def info(self, event: str, **fields: object) -> None:
        self._write("info", event, fields)

    def exception(self, event: str) -> None:
        self._write("error", event, {"trace": traceback.format_exc()})

    def _write(self, level: str, event: str, fields: dict[str, object]) -> None:
        line = {"level": level, "event": event, "client_id": self.client_id, **fields}
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr if level == "error" else sys.stdout)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    log = Log(client_id)
    log.info("🔄 attempt")
    await websocket.accept()
    log.info("✅ accepted")
    try:
        while True:
            log.info("⏳ waiting")
            text = await websocket.receive_text()
            log.info("📥 received", text=text)
            message = json.loads(text)
            history.append(SUMMARIES[message["type"]](message))
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect as gone:
        log.info("👋 disconnected", code=int(gone.code))
    except Exception:
        log.exception("💥 failed")
        await websocket.close(code=1011, reason="Internal server error")
