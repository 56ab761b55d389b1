import time

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Reports")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "report":
                time.sleep(1.5)
                await websocket.send_json({"type": "report", "pages": 12})
            else:
                await websocket.send_json({"type": "time", "now": "12:00"})
    except WebSocketDisconnect:
        pass
