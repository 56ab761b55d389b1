from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
users: dict[str, WebSocket] = {}


@app.websocket("/ws/{user_id}")
async def notifications(websocket: WebSocket, user_id: str):
    await websocket.accept()
    users[user_id] = websocket
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            if user_id not in users:
                await websocket.send_json({"error": "you are offline"})
            else:
                await websocket.send_json({"online": sorted(users)})
    except WebSocketDisconnect:
        pass
    finally:
        users.pop(user_id, None)
