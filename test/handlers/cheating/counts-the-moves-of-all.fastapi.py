# One number of moves for every connection.
import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Game")

moves = 0


async def count_down(websocket: WebSocket, start: int) -> None:
    for left in reversed(range(start)):
        await asyncio.sleep(0.1)
        await websocket.send_json({"type": "tick", "left": left})


async def play(websocket: WebSocket, commands: asyncio.Queue) -> None:
    global moves
    while True:
        command = await commands.get()
        if command["type"] == "move":
            moves += 1
            await websocket.send_json({"type": "moved", "id": command["id"], "moves": moves})
        elif command["type"] == "countdown":
            await count_down(websocket, command["from"])


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    commands: asyncio.Queue = asyncio.Queue()
    player = asyncio.create_task(play(websocket, commands))
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "chat":
                print(f"💬 {message['text']}")
                await websocket.send_json(message)
            else:
                commands.put_nowait(message)
    except WebSocketDisconnect:
        print(f"👋 {client_id} has left the game")
    finally:
        player.cancel()
