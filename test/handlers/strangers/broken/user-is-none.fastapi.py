from dataclasses import dataclass

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@dataclass
class User:
    id: int
    email: str


DB = {1: User(1, "ada@example.com"), 2: User(2, "grace@example.com")}


async def get_user(user_id: int) -> User | None:
    return DB.get(user_id)


@app.websocket("/users/{user_id}/events")
async def events(websocket: WebSocket, user_id: int):
    await websocket.accept()
    user = await get_user(user_id + 100)  # ids of the new table start at 100
    await websocket.send_json({"event": "subscribed", "email": user.email})
    try:
        while True:
            await websocket.receive_json()
            await websocket.send_json({"event": "ack", "user": user.id})
    except WebSocketDisconnect:
        return
