/** What a handler's module says of the server around it: its export `settings`. */

export interface Settings {
  /** A longer message ends its connection with 1009. uvicorn's `ws_max_size`, with its default. */
  maxMessageBytes: number;
  /** The interval between pings, as uvicorn's `ws_ping_interval`. Without it no pings are sent. */
  pingIntervalMs?: number;
  /** How long its pong may take until the connection is closed with 1011; uvicorn's `ws_ping_timeout`. */
  pingTimeoutMs: number;
}

const DEFAULTS: Settings = { maxMessageBytes: 16 * 1024 * 1024, pingIntervalMs: undefined, pingTimeoutMs: 20_000 };

/** @throws TypeError for what is no setting: a name that is only nearly right would change nothing. */
export function readSettings(exported: unknown): Settings {
  if (exported === undefined) return DEFAULTS;
  if (typeof exported !== 'object' || exported === null)
    throw new TypeError(`Expected the export settings to be an object, got ${String(exported)}.`);
  for (const [name, value] of Object.entries(exported)) {
    if (!(name in DEFAULTS)) throw new TypeError(`Expected settings to be ${Object.keys(DEFAULTS).join(', ')}, got ${name}.`);
    if (value !== undefined && !(Number.isInteger(value) && value > 0))
      throw new TypeError(`Expected settings.${name} to be a whole number above 0, got ${String(value)}.`);
  }
  return { ...DEFAULTS, ...exported };
}
