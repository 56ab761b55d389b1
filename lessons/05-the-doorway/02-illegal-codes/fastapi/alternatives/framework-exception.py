from fastapi import FastAPI, WebSocket, WebSocketDisconnect, WebSocketException

app = FastAPI(title="Rooms")

refusals = {"cellar": (4403, "cellar is for members"), "attic": (1013, "attic is full")}


def shortened(text: str, most: int = 123) -> str:
    kept = ""
    for character in text:
        if len((kept + character).encode()) > most:
            break
        kept += character
    return kept


def admit(name: str) -> str:
    if name in ("lobby", "kitchen"):
        return name
    code, reason = refusals.get(name, (4404, f"no such room: {name}"))
    raise WebSocketException(code=code, reason=shortened(reason))


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive_json()
            await websocket.send_json({"type": "joined", "room": admit(message["room"])})
    except WebSocketDisconnect:
        print(f"{client_id} has left")
