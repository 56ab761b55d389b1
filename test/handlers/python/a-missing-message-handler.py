# BAD - No message handler
@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
    # Missing: await websocket.receive_text() or similar
    # Connection closes because no message loop
