# Gives each id back as a text, which a number is not.
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    number = 0
    async for message in websocket.iter_json():
        if message["type"] == "done":
            await websocket.send_json({"type": "bill", "orders": number})
            await websocket.close()
            return
        number += 1
        await websocket.send_json(
            {"type": "response", "data": "Message received", "id": str(message["id"]), "number": number}
        )
