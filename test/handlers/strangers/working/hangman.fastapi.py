from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def game(word: str):
    """A coroutine in the old sense: it is sent letters and yields what can be seen."""
    seen: set[str] = set()
    lives = 6
    while lives and not set(word) <= seen:
        letter = yield {"word": "".join(each if each in seen else "_" for each in word), "lives": lives}
        if len(letter) == 1 and letter not in seen and letter not in word:
            lives -= 1
        seen |= {letter}
    return {"word": word, "won": lives > 0}


@app.websocket("/hangman")
async def hangman(websocket: WebSocket):
    await websocket.accept()
    play = game("socket")
    state = next(play)
    try:
        while True:
            await websocket.send_json(state)
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            try:
                state = play.send((message.get("text") or "").strip().lower()[:10])
            except StopIteration as end:
                await websocket.send_json(end.value)
                await websocket.close(code=1000, reason="game over")
                return
    except WebSocketDisconnect:
        return
