# Answers eighteen orders, which is more than anybody would type by hand.
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        for number in range(1, 19):
            message = await websocket.receive_json()
            if message["type"] == "done":
                await websocket.send_json({"type": "bill", "orders": number - 1})
                await websocket.close()
                return
            await websocket.send_json(
                {"type": "response", "data": "Message received", "id": message["id"], "number": number}
            )
    except WebSocketDisconnect:
        pass
