from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Kitchen")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            order = await websocket.receive_json()
            print(f"{client_id} orders {order['id']}")
            await websocket.send_json({"type": "accepted", "id": order["id"].strip()})
    except WebSocketDisconnect:
        print(f"{client_id} has gone")
