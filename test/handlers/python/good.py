# GOOD - Proper WebSocket handler
@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()

    try:
        while True:
            # Keep connection alive by waiting for messages
            data = await websocket.receive_text()

            # Process the message
            message = json.loads(data)

            # Send response if needed
            await websocket.send_text(json.dumps({
                "type": "response",
                "data": "Message received"
            }))

    except WebSocketDisconnect:
        print(f"Client {client_id} disconnected")
    except Exception as e:
        print(f"Error in WebSocket handler: {e}")
        await websocket.close(code=1011, reason="Internal server error")
