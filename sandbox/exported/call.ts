/** The words of an exported test: functions of the preludes, and what is given to them. */

/** A call of a function of the preludes. */
export class Call {
  readonly name: string;
  readonly given: readonly unknown[];
  /** Those that are undefined are left out. */
  readonly options: Record<string, unknown>;

  constructor(name: string, given: readonly unknown[] = [], options: Record<string, unknown> = {}) {
    this.name = name;
    this.given = given;
    this.options = options;
  }
}

/** The script cannot be told without this: a clause, such as "it sends frames that no client library sends". */
export class CannotExport extends Error {}
