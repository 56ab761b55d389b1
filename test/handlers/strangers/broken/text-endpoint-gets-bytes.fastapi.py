from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

words_seen = 0


@app.websocket("/ws")
async def word_counter(websocket: WebSocket):
    """Counts the words of everything that is typed."""
    global words_seen
    await websocket.accept()
    try:
        while True:
            text = await websocket.receive_text()
            words_seen += len(text.split())
            await websocket.send_text(f"{words_seen} words so far")
    except WebSocketDisconnect:
        print("typist left")
