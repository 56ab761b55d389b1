import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


async def on_move(ws: WebSocket, payload: dict):
    await ws.send_json({"type": "moved", "x": payload["x"], "y": payload["y"]})


async def on_chat(ws: WebSocket, payload: dict):
    await ws.send_json({"type": "chat", "text": payload["text"]})


HANDLERS = {"move": on_move, "chat": on_chat}


@app.websocket("/game/{game_id}")
async def game(ws: WebSocket, game_id: str):
    await ws.accept()
    try:
        while True:
            message = await ws.receive()
            if message["type"] == "websocket.disconnect":
                break
            try:
                data = json.loads(message.get("text") or "{}")
            except ValueError:
                await ws.send_json({"type": "error", "detail": "invalid JSON"})
                continue
            handler = HANDLERS[data["type"]]
            await handler(ws, data.get("payload", {}))
    except WebSocketDisconnect:
        print(f"{game_id}: player left")
