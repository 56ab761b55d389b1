import json
import sys
from collections import defaultdict

from fastapi import FastAPI, WebSocket

app = FastAPI()


def log(**fields: object) -> None:
    print(json.dumps(fields), file=sys.stderr if "error" in fields else sys.stdout)


def refusal(reason: str) -> dict[str, str]:
    log(error=reason)
    return {"type": "error", "reason": reason}


def respond(totals: dict[str, int], text: str) -> dict:
    try:
        value = json.loads(text)
    except ValueError:
        return refusal("invalid JSON")
    match value:
        case {"type": "score", "player": str(player), "points": int(points)}:
            if totals[player] + points > 100:
                return refusal("over 100")
            totals[player] += points
            log(player=player, total=totals[player])
            return {"type": "response", "data": "Message received", "player": player, "total": totals[player]}
        case _:
            return refusal("not a score")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    totals: dict[str, int] = defaultdict(int)
    async for text in websocket.iter_text():
        await websocket.send_text(json.dumps(respond(totals, text)))
