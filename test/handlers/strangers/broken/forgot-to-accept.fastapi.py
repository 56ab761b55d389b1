from fastapi import FastAPI, WebSocket
from fastapi.websockets import WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws")
async def websocket_endpoint(websocket: WebSocket):
    print("connecting", websocket.client)
    try:
        while True:
            data = await websocket.receive_text()
            print("received", data)
            await websocket.send_text(f"Message text was: {data}")
    except WebSocketDisconnect:
        print("disconnected")
