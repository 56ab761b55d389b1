from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Kitchen")


def confirmation(order: dict, number: int) -> dict:
    return {
        "type": "response",
        "data": "Message received",
        "id": order["id"],
        "number": number,
    }


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    orders: list[dict] = []
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "order":
                orders.append(message)
                print(f"🍜 {client_id} orders {message['dish']}")
                await websocket.send_json(confirmation(message, len(orders)))
            elif message["type"] == "done":
                await websocket.send_json({"type": "bill", "orders": len(orders)})
    except WebSocketDisconnect:
        print(f"👋 {client_id} left after {len(orders)} orders")
