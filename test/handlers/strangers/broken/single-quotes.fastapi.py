from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


class Message(dict):
    """What goes over the wire."""

    def encode(self) -> str:
        return str(dict(self))


@app.websocket("/status/{machine}")
async def machine_status(websocket: WebSocket, machine: str):
    await websocket.accept()
    requests = 0
    try:
        while True:
            incoming = await websocket.receive()
            if incoming["type"] == "websocket.disconnect":
                break
            requests += 1
            await websocket.send_text(Message(machine=machine, up=True, requests=requests).encode())
    except WebSocketDisconnect:
        pass
