from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send


class KnownPages:
    def __init__(self, app: ASGIApp, pages: set[bytes]) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", []))
        origin = headers.get(b"origin")
        is_known = origin in self.pages or (origin is None and b"cookie" not in headers)
        if scope["type"] == "websocket" and not is_known:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)


app = FastAPI(title="Mailbox")
app.add_middleware(KnownPages, pages={b"https://app.example.test", b"https://admin.example.test"})

sessions = {"81f0c2aa": "Ana", "3d94e671": "Ben"}
tokens = {"Bearer 5b07c3d9": "the backup"}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    session = sessions.get(websocket.cookies.get("session", ""))
    owner = session or tokens.get(websocket.headers.get("authorization", ""))
    if owner is None:
        return await websocket.close()
    await websocket.accept()
    try:
        while True:
            box = (await websocket.receive_json())["box"]
            await websocket.send_json({"box": box, "owner": owner, "type": "mail"})
    except WebSocketDisconnect:
        pass
