from fastapi import FastAPI, WebSocket
from starlette.websockets import WebSocketState

app = FastAPI(title="Weather station")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    skipped = 0
    while websocket.client_state is WebSocketState.CONNECTED:
        try:
            reading = await websocket.receive_json()
        except Exception as error:
            print(f"{client_id}: {type(error).__name__}")
            skipped += 1
            continue
        alarm = reading["celsius"] > 60
        await websocket.send_json({"type": "response", "data": "Message received", "alarm": alarm, "skipped": skipped})
