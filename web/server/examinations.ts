/** The examinations of a workshop: one at a time, in whichever tab, since it is one person's machine whose backend is called. */
export class Examinations {
  #isTaken = false;

  /** What gives the place back; undefined while somebody has it. */
  enter(): (() => void) | undefined {
    if (this.#isTaken) return undefined;
    this.#isTaken = true;
    return () => {
      this.#isTaken = false;
    };
  }
}
