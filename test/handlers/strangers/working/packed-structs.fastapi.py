import struct

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

REQUEST = struct.Struct(">BHf")  # operation, sequence, operand
RESPONSE = struct.Struct(">HBf")  # sequence, status, accumulator


@app.websocket("/accumulator")
async def accumulator(websocket: WebSocket):
    await websocket.accept()
    total = 0.0
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            data = message.get("bytes")
            if data is None:
                await websocket.close(code=1003, reason="binary only")
                return
            if len(data) != REQUEST.size:
                await websocket.close(code=1007, reason=f"a request has {REQUEST.size} bytes")
                return
            operation, sequence, operand = REQUEST.unpack(data)
            ok = operation in (1, 2)
            if ok:
                total = max(-1e9, min(1e9, total + operand if operation == 1 else total - operand))
            await websocket.send_bytes(RESPONSE.pack(sequence, 0 if ok else 1, total))
    except WebSocketDisconnect:
        return
