import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

MOST_NOTES = 100

app = FastAPI(title="Board")
board: list[str] = []


def pin(text: str) -> None:
    board.append(text)
    if len(board) > MOST_NOTES:
        board.pop(0)
    print(f"a note of {len(text)} characters, {len(board)} on the board")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            note = await websocket.receive_json()
            pin(note["text"])
            await websocket.send_json({"type": "stored"})
    except WebSocketDisconnect as gone:
        print(f"{client_id} has left with {gone.code}")


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=8000, ws_max_size=64 * 1024)
