/** Between a page and its workshop: what the last run was answered can be answered again, at no cost. */
import type { Page, WebSocketRoute } from 'playwright-core';
import { parseBrowserMessage, type WorkshopMessage } from '../../web/protocol.ts';

export class Replay {
  /** Runs are answered with what the last one was answered, instead of being played. */
  isOn = false;
  #answers: WorkshopMessage[] = [];

  static async between(page: Page): Promise<Replay> {
    const replay = new Replay();
    await page.routeWebSocket('**/control', (line) => replay.#stand(line));
    return replay;
  }

  #stand(line: WebSocketRoute): void {
    const server = line.connectToServer();
    line.onMessage((text) => {
      const parsed = parseBrowserMessage(String(text));
      const run = parsed.ok && parsed.message.type === 'run' ? parsed.message.run : undefined;
      if (run !== undefined && this.isOn) for (const answer of this.#answers) line.send(JSON.stringify({ ...answer, run }));
      else {
        if (run !== undefined) this.#answers = [];
        server.send(text);
      }
    });
    server.onMessage((text) => {
      const message = JSON.parse(String(text)) as WorkshopMessage;
      if ('run' in message) this.#answers.push(message);
      line.send(text);
    });
  }
}
