from fastapi import FastAPI, Header, WebSocket, WebSocketDisconnect

app = FastAPI()


# ws = new WebSocket("ws://localhost:8000/board")
@app.websocket("/board")
async def board(websocket: WebSocket, x_session_id: str = Header()):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_json({"session": x_session_id, "text": message.get("text")})
    except WebSocketDisconnect:
        pass
