import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


class Station:
    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.skipped = 0
        self.open = True

    async def serve(self) -> None:
        await self.websocket.accept()
        while self.open:
            message = await self.websocket.receive()
            if message["type"] == "websocket.disconnect":
                self.open = False
            else:
                await self.hear(message["text"])

    async def hear(self, text: str) -> None:
        try:
            celsius = json.loads(text)["celsius"]
        except Exception:
            self.skipped += 1
        else:
            await self.say({"alarm": celsius > 60, "skipped": self.skipped})

    async def say(self, more: dict) -> None:
        await self.websocket.send_json({"type": "response", "data": "Message received", **more})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await Station(websocket).serve()
