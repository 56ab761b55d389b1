from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Rooms")

rooms = {"lobby": "open", "kitchen": "open", "cellar": "for members", "attic": "full"}


async def turn_out(websocket: WebSocket, code: int, reason: str) -> None:
    print(f"turned out with {code}: {reason}")
    fitting = reason.encode("ascii", errors="ignore")[:123].decode()
    await websocket.close(code=code, reason=fitting)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive_json()
            name = message["room"]
            state = rooms.get(name)
            if state == "for members":
                await turn_out(websocket, 4403, f"{name} is for members")
                return
            if state == "full":
                await turn_out(websocket, 1013, f"{name} is full")
                return
            if state is None:
                await turn_out(websocket, 4404, f"no such room: {name}")
                return
            await websocket.send_json({"type": "joined", "room": name})
    except WebSocketDisconnect:
        print(f"{client_id} has left")
