from fastapi import Depends, FastAPI, WebSocket, WebSocketDisconnect, WebSocketException, status

app = FastAPI()
BANNED = {"mallory", "trudy"}


async def not_banned(name: str) -> str:
    if name in BANNED:
        raise WebSocketException(code=status.WS_1008_POLICY_VIOLATION, reason="banned")
    return name.title()


@app.websocket("/club/{name}")
async def club(websocket: WebSocket, guest: str = Depends(not_banned)):
    await websocket.accept(headers=[(b"x-club", b"open")])
    await websocket.send_text(f"Welcome, {guest}!")
    drinks = 0
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            order = message.get("text")
            if not order or len(order) > 100:
                await websocket.send_text("Pardon?")
                continue
            drinks += 1
            await websocket.send_text(f"One {order} for {guest}, that makes {drinks}.")
    except WebSocketDisconnect:
        pass
