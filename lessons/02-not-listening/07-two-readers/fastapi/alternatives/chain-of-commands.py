import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Game")


class Game:
    """Each command waits for the one before it."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.turn = asyncio.Lock()
        self.commands: set[asyncio.Task] = set()
        self.moves = 0

    def take(self, command: dict) -> None:
        task = asyncio.create_task(self.carry_out(command))
        self.commands.add(task)
        task.add_done_callback(self.commands.discard)

    async def carry_out(self, command: dict) -> None:
        async with self.turn:
            if command["type"] == "move":
                self.moves += 1
                await self.websocket.send_json({"type": "moved", "id": command["id"], "moves": self.moves})
                return
            for left in reversed(range(command["from"])):
                await asyncio.sleep(0.1)
                await self.websocket.send_json({"type": "tick", "left": left})

    def stop(self) -> None:
        for task in list(self.commands):
            task.cancel()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    game = Game(websocket)
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "chat":
                await websocket.send_json(message)
            else:
                game.take(message)
    except WebSocketDisconnect as gone:
        print(f"{client_id} left with {gone.code}")
    finally:
        game.stop()
