from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def accepted(order: dict) -> dict:
    return {"type": "accepted", "id": order["id"]}


async def answer_one(websocket: WebSocket) -> bool:
    try:
        await websocket.send_json(accepted(await websocket.receive_json()))
    except WebSocketDisconnect:
        return False
    return True


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    while await answer_one(websocket):
        pass
