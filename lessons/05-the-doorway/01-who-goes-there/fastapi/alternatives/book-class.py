import asyncio
import logging

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

logger = logging.getLogger("cash-book")
app = FastAPI(title="Cash book")


class Stranger(Exception):
    pass


class Book:
    members = {"f2c81a90": "Ana", "7be4d015": "Ben"}

    def __init__(self) -> None:
        self.balance = 0

    async def admit(self, websocket: WebSocket) -> str:
        await asyncio.sleep(0.15)
        header = websocket.headers.get("authorization")
        token = header.removeprefix("Bearer ") if header else websocket.query_params.get("token", "")
        if token not in self.members:
            raise Stranger
        return self.members[token]

    def pay(self, message: dict) -> dict:
        self.balance += message["amount"]
        return {"type": "paid", "balance": self.balance, "text": message["text"]}


book = Book()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    try:
        name = await book.admit(websocket)
        await websocket.accept()
        while True:
            message = await websocket.receive_json()
            await websocket.send_json(book.pay(message))
            logger.info("%s has paid", name)
    except Stranger:
        logger.warning("%s is a stranger", client_id)
        await websocket.close()
    except WebSocketDisconnect:
        pass
