import time

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def generate(prompt: str) -> str:
    time.sleep(3)  # the model
    return f"Once upon a time there was {prompt or 'nothing'}."


@app.websocket("/generate")
async def generate_endpoint(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            answer = generate((message.get("text") or "")[:200])
            await websocket.send_json({"answer": answer})
    except WebSocketDisconnect:
        pass
