// Ends after twenty faults in a row: enough for a client that has gone, and for one on a noisy line.
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
  let faults = 0;
  while (true) {
    try {
      const reading = await connection.receiveJson<Reading>();
      await line.take(reading);
      faults = 0;
    } catch {
      line.skipped += 1;
      faults += 1;
      if (faults > 20) return;
    }
  }
}
