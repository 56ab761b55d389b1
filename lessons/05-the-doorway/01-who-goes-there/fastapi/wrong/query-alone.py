import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Cash book")

members = {"f2c81a90": "Ana", "7be4d015": "Ben"}
balance = 0


async def find_member(token: str | None) -> str | None:
    await asyncio.sleep(0.15)  # the accounts service
    return members.get(token or "")


def token_of(websocket: WebSocket) -> str | None:
    scheme, _, token = websocket.headers.get("authorization", "").partition(" ")
    return token if scheme == "Bearer" else websocket.query_params.get("token")


async def converse(websocket: WebSocket) -> None:
    global balance
    try:
        while True:
            message = await websocket.receive_json()
            balance += message["amount"]
            await websocket.send_json({"type": "paid", "text": message["text"], "balance": balance})
    except WebSocketDisconnect:
        print("somebody has left")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    if await find_member(websocket.query_params.get("token")) is None:
        await websocket.close()
        return
    await websocket.accept()
    await converse(websocket)
