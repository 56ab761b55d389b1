import asyncio
from collections import deque

from fastapi import FastAPI, WebSocket

app = FastAPI()


class Player:
    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.waiting: deque[dict] = deque()
        self.has_work = asyncio.Event()
        self.moves = 0
        self.parts = {"chat": self.websocket.send_json, "move": self.queue, "countdown": self.queue}

    async def queue(self, command: dict) -> None:
        self.waiting.append(command)
        self.has_work.set()

    async def work(self) -> None:
        while await self.has_work.wait():
            while self.waiting:
                await getattr(self, "on_" + self.waiting[0]["type"])(self.waiting.popleft())
            self.has_work.clear()

    async def on_move(self, command: dict) -> None:
        self.moves += 1
        await self.websocket.send_json({"type": "moved", "id": command["id"], "moves": self.moves})

    async def on_countdown(self, command: dict) -> None:
        left = command["from"]
        while left > 0:
            await asyncio.sleep(0.1)
            left -= 1
            await self.websocket.send_json({"type": "tick", "left": left})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    player = Player(websocket)
    work = asyncio.ensure_future(player.work())
    async for message in websocket.iter_json():
        await player.parts[message["type"]](message)
    work.cancel()
