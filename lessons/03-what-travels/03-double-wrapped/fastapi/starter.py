import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Tea shop")

shelf = {"sencha": 12, "earl's blend": 3, "thé à la menthe": 0}


def envelope(kind: str, data: object) -> str:
    return json.dumps({"type": kind, "data": data})


def answer(question: dict) -> str:
    if question["type"] == "list":
        return envelope("list", list(shelf))
    item = question["item"]
    if item not in shelf:
        return envelope("error", f"no such item: {item}")
    return envelope("stock", {"item": item, "count": shelf[item]})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            question = await websocket.receive_json()
            print(f"{client_id} asks for {question.get('item', 'the list')}")
            await websocket.send_json(answer(question))
    except WebSocketDisconnect:
        print(f"{client_id} has gone")
