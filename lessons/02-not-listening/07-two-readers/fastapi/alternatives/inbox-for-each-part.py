import asyncio
import json
import sys

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def log(level: str, **fields: object) -> None:
    print(json.dumps({"level": level, **fields}), file=sys.stderr if level == "warning" else sys.stdout)


async def read(websocket: WebSocket, inboxes: dict[str, asyncio.Queue]) -> None:
    async for message in websocket.iter_json():
        log("info", got=message)
        inboxes["chat" if message["type"] == "chat" else "game"].put_nowait(message)
    for inbox in inboxes.values():
        inbox.put_nowait(None)
    raise WebSocketDisconnect()


async def chat(websocket: WebSocket, inbox: asyncio.Queue) -> None:
    while message := await inbox.get():
        await websocket.send_json(message)


async def game(websocket: WebSocket, inbox: asyncio.Queue) -> None:
    moves = 0
    while message := await inbox.get():
        match message:
            case {"type": "move", "id": name}:
                moves += 1
                await websocket.send_json({"type": "moved", "id": name, "moves": moves})
            case {"type": "countdown", "from": start}:
                for left in range(start - 1, -1, -1):
                    await asyncio.sleep(0.1)
                    await websocket.send_json({"type": "tick", "left": left})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    inboxes = {"chat": asyncio.Queue(), "game": asyncio.Queue()}
    parts = [
        asyncio.create_task(part)
        for part in (read(websocket, inboxes), chat(websocket, inboxes["chat"]), game(websocket, inboxes["game"]))
    ]
    _, running = await asyncio.wait(parts, return_when=asyncio.FIRST_EXCEPTION)
    for part in running:
        part.cancel()
    await asyncio.gather(*parts, return_exceptions=True)
    log("warning", left=client_id)
