import json
import logging

from fastapi import FastAPI, WebSocket


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {"level": record.levelname, "event": record.getMessage()}
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


handler = logging.StreamHandler()
handler.setFormatter(JsonFormatter())
logger = logging.getLogger("chat")
logger.addHandler(handler)
logger.setLevel(logging.INFO)

app = FastAPI(title="Chat")


class Clerk:
    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket

    async def work(self) -> None:
        await self.websocket.accept()
        async for text in self.websocket.iter_text():
            is_good = self.process(text)
            reply = {"type": "response", "data": "Message received"} if is_good else {"type": "error"}
            await self.websocket.send_json(reply)

    def process(self, text: str) -> bool:
        try:
            logger.info("processing %s", json.loads(text)["type"])
        except Exception:
            logger.exception("bad message")
            return False
        return True


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await Clerk(websocket).work()
