import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def lookup(word: str) -> dict:
    dictionary = {"cat": "a small animal", "dog": "a friendly animal"}
    return {"word": word, "meaning": dictionary.get(word)}


@app.websocket("/ws")
async def dictionary(ws: WebSocket):
    await ws.accept()
    try:
        request = await ws.receive()
        if request["type"] == "websocket.disconnect":
            return
        word = (request.get("text") or "").strip()[:50]
        await ws.send_text(json.dumps(lookup(word)))
    except WebSocketDisconnect:
        print("client went away")
