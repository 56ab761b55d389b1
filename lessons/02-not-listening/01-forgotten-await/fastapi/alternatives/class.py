import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


class Chat:
    def __init__(self, websocket: WebSocket, client_id: str) -> None:
        self.websocket = websocket
        self.client_id = client_id

    async def __aenter__(self) -> "Chat":
        await self.websocket.accept()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        print(f"👋 Disconnected: {self.client_id}")
        return kind is WebSocketDisconnect

    async def run(self) -> None:
        while True:
            text = await self.websocket.receive_text()
            print(f"📥 {self.client_id}: {text}")
            await asyncio.sleep(0.05)  # the database takes note of it
            await self.reply()

    async def reply(self) -> None:
        await self.websocket.send_json({"type": "response", "data": "Message received"})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    async with Chat(websocket, client_id) as chat:
        await chat.run()
