import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

ENCODERS = {
    "table.json": lambda row: json.dumps(row),
    "table.csv": lambda row: ",".join(str(cell) for cell in row.values()),
}


@app.websocket("/table")
async def table(websocket: WebSocket):
    offered = websocket.scope["subprotocols"]
    chosen = next((name for name in offered if name in ENCODERS), None)
    if offered and chosen is None:
        await websocket.close()
        return
    await websocket.accept(subprotocol=chosen)
    encode = ENCODERS[chosen or "table.json"]
    try:
        async for text in websocket.iter_text():
            await websocket.send_text(encode({"length": len(text), "words": len(text.split())}))
    except KeyError:
        await websocket.close(code=1003, reason="text only")
    except WebSocketDisconnect:
        pass
