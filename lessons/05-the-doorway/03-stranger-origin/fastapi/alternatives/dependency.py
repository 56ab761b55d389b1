from typing import Annotated

from fastapi import Cookie, Depends, FastAPI, Header, WebSocket, WebSocketException

app = FastAPI(title="Mailbox")

owners = {"81f0c2aa": "Ana", "3d94e671": "Ben"}
programs = {"Bearer 5b07c3d9": "the backup"}
hosts = ("app", "admin")


async def known(
    origin: Annotated[str | None, Header()] = None,
    authorization: Annotated[str, Header()] = "",
    session: Annotated[str, Cookie()] = "",
) -> str:
    is_ours = origin in [f"https://{host}.example.test" for host in hosts]
    owner = owners.get(session) if is_ours else None
    if origin is None:
        owner = programs.get(authorization)
    if owner is None:
        raise WebSocketException(code=1008, reason="unknown page")
    return owner


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(
    websocket: WebSocket, client_id: str, owner: Annotated[str, Depends(known)]
) -> None:
    await websocket.accept()
    async for message in websocket.iter_json():
        await websocket.send_json({"type": "mail", "owner": owner, "box": message["box"]})
