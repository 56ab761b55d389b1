import asyncio
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Query, WebSocket, WebSocketException

app = FastAPI(title="Cash book")

members = {"f2c81a90": "Ana", "7be4d015": "Ben"}
book: list[int] = []


async def known_member(
    token: Annotated[str, Query()] = "", authorization: Annotated[str, Header()] = ""
) -> str:
    await asyncio.sleep(0.15)
    name = members.get(authorization.removeprefix("Bearer ") or token)
    if name is None:
        raise WebSocketException(code=4401, reason="unknown token")
    return name


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(
    websocket: WebSocket, client_id: str, name: Annotated[str, Depends(known_member)]
) -> None:
    await websocket.accept()
    async for message in websocket.iter_json():
        book.append(message["amount"])
        print(f"{name} pays {message['amount']}")
        await websocket.send_json({"type": "paid", "text": message["text"], "balance": sum(book)})
