from fastapi import FastAPI, WebSocket

app = FastAPI(title="Kitchen")


async def settle(websocket: WebSocket, orders: list[dict]) -> None:
    await websocket.send_json({"type": "bill", "orders": len(orders)})
    await websocket.close(code=1000, reason="enjoy your evening")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    orders: list[dict] = []
    async for message in websocket.iter_json():
        if message["type"] == "done":
            await settle(websocket, orders)
            break
        orders.append(message)
        await websocket.send_json(
            {"type": "response", "data": "Message received", "id": message["id"], "number": len(orders)}
        )
