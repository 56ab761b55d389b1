import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Reports")
printer = asyncio.Semaphore(1)


async def make_report(report_id: str) -> str:
    async with printer:
        await asyncio.sleep(1.5)
    return report_id


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "report":
                report = await make_report(message["id"])
                await websocket.send_json({"type": "report", "id": report})
            else:
                await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
