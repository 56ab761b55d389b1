from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

BANNED = {"mallory"}


class Gate:
    async def admit(self, websocket: WebSocket, name: str) -> bool:
        if name not in BANNED:
            # the client shows the reason to the user
            await websocket.close(code=4003, reason="you are not welcome here")
            return False
        await websocket.accept()
        return True


gate = Gate()


@app.websocket("/lounge/{name}")
async def lounge(websocket: WebSocket, name: str):
    if not await gate.admit(websocket, name):
        return
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_text(f"{name}: {message.get('text')}")
    except WebSocketDisconnect:
        pass
