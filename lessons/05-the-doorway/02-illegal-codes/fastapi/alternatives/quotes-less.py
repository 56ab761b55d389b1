from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Rooms")

rooms = {"lobby": "open", "kitchen": "open", "cellar": "for members", "attic": "full"}
CODES = {"for members": 4403, "full": 1013}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while (state := rooms.get(name := (await websocket.receive_json())["room"])) == "open":
            await websocket.send_json({"type": "joined", "room": name})
    except WebSocketDisconnect:
        return
    reason = f"no such room: {name[:27]}" if state is None else f"{name} is {state}"
    await websocket.close(CODES.get(state or "", 4404), reason)
