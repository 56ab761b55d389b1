// Gives way to the others at each turn, and goes on asking a client that has gone.
import type { Connection } from 'clinic';

interface Reading {
  type: 'reading';
  celsius: number;
}

const ALARM_CELSIUS = 60;

/** One sensor's line, and how noisy it is. */
class Line {
  skipped = 0;

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
  ) {}

  async take({ celsius }: Reading): Promise<void> {
    console.log(`🌡️ ${this.name}: ${celsius} °C`);
    await this.connection.sendJson({
      type: 'response',
      data: 'Message received',
      alarm: celsius > ALARM_CELSIUS,
      skipped: this.skipped,
    });
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const line = new Line(connection, clientId);
  while (true) {
    try {
      const reading = await connection.receiveJson<Reading>();
      await line.take(reading);
    } catch {
      line.skipped += 1;
      await new Promise(setImmediate);
    }
  }
}
