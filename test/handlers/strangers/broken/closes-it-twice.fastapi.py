import json

from fastapi import FastAPI, WebSocket

app = FastAPI()
connections: list[WebSocket] = []


class BadMessage(Exception):
    pass


def parse(text: str | None) -> dict:
    try:
        return dict(json.loads(text or ""))
    except (TypeError, ValueError) as error:
        raise BadMessage from error


@app.websocket("/ws")
async def websocket_endpoint(websocket: WebSocket):
    await websocket.accept()
    connections.append(websocket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_json({"keys": sorted(parse(message.get("text"))), "online": len(connections)})
    except BadMessage:
        await websocket.close(code=1007)
    finally:
        connections.remove(websocket)
        await websocket.close()
