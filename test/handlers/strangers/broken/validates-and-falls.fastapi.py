from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from pydantic import BaseModel

app = FastAPI()


class Order(BaseModel):
    item: str
    quantity: int = 1


@app.websocket("/orders")
async def orders(websocket: WebSocket):
    await websocket.accept()
    accepted = 0
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            order = Order.model_validate_json(message.get("text") or "{}")
            accepted += 1
            await websocket.send_json({"accepted": accepted, "item": order.item})
    except WebSocketDisconnect:
        pass
