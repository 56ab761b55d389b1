/** The headers of a request: found by name in any case, as Starlette's are. */
export class HeaderMap extends Map<string, string> {
  /** `raw`: names and values in turn, as Node gives them. Of a name that comes twice the values are joined. */
  static of(raw: readonly string[]): HeaderMap {
    const made = new HeaderMap();
    for (let at = 0; at + 1 < raw.length; at += 2) {
      const [name, value] = [raw[at] as string, raw[at + 1] as string];
      const known = made.get(name);
      made.set(name, known === undefined ? value : `${known}, ${value}`);
    }
    return made;
  }

  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }

  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }

  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), value);
  }
}
