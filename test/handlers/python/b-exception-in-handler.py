# BAD - Unhandled exception
@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
    try:
        while True:
            data = await websocket.receive_text()
            # Some code that might throw exception
            process_message(data)  # If this fails, connection closes
    except Exception as e:
        # Connection closes without proper error handling
        pass
