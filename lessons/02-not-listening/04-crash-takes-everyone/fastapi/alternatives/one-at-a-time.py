import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Tea prices")

prices = {"sencha": 12, "matcha": 30, "thé à la menthe": 9}


async def look_up(item: str) -> int:
    await asyncio.sleep(0.05)
    return prices[item]


async def answer(message: dict) -> dict:
    if message["type"] == "status":
        return {"type": "status", "pending": 0}  # each quote is finished before the next message is read
    try:
        price = await look_up(message["item"].strip().lower())
    except (KeyError, AttributeError):
        return {"type": "error", "id": message["id"]}
    return {"type": "quote", "id": message["id"], "total": price * message["amount"]}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_json(await answer(await websocket.receive_json()))
    except WebSocketDisconnect:
        pass
