import queue

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
results: "queue.Queue[str]" = queue.Queue()  # filled by the camera thread


@app.websocket("/camera")
async def camera(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            await websocket.receive()
            frame = results.get()
            await websocket.send_text(frame)
    except WebSocketDisconnect:
        print("viewer left")
