import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Game")


async def count_down(websocket: WebSocket, start: int) -> None:
    for left in reversed(range(start)):
        await asyncio.sleep(0.1)
        await websocket.send_json({"type": "tick", "left": left})


async def play(websocket: WebSocket) -> None:
    moves = 0
    while True:
        message = await websocket.receive_json()
        if message["type"] == "move":
            moves += 1
            await websocket.send_json({"type": "moved", "id": message["id"], "moves": moves})
        elif message["type"] == "countdown":
            await count_down(websocket, message["from"])


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        await play(websocket)
    except WebSocketDisconnect:
        print(f"👋 {client_id} has left the game")
