from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

app = FastAPI()


async def converse(websocket: WebSocket) -> None:
    questions = iter(["Name?", "Quest?", "Favourite colour?"])
    for question in questions:
        await websocket.send_text(question)
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code") or 1005)
    await websocket.send_text("Right. Off you go.")


@app.websocket("/bridge-of-death")
async def bridge(websocket: WebSocket):
    await websocket.accept()
    try:
        await converse(websocket)
    except WebSocketDisconnect as gone:
        print(f"left with {gone.code}")
    finally:
        if websocket.client_state is WebSocketState.CONNECTED:
            await websocket.close(code=1000)
