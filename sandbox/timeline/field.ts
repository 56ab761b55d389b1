/** One field of a frame or of a handshake, as a table for people shows it. Types only. */
export interface Field {
  /** As RFC 6455 calls it: "FIN", "Payload length"; of a handshake the header's name. */
  name: string;
  /** What went over the wire: bits, bytes in hex, or a header's value. Empty where that was not recorded. */
  raw: string;
  /** What it says here, as a sentence; empty where it is no part of WebSocket. */
  meaning: string;
  /** "RFC 6455, section 5.2". */
  section?: string;
  /** It breaks that section. */
  isWrong?: true;
}
