/** One examination after another: what will be sent, its course, and what came of it. Stale answers change nothing. */
import { signal } from '@preact/signals';
import type { Examination } from '../../../sandbox/index.ts';
import type { Mendings } from '../../examination-messages.ts';
import type { BrowserMessage, WorkshopMessage } from '../../protocol.ts';
import type { AddressAsked, FileAsked } from './examination-form.ts';

export type ExaminationShown =
  | { stage: 'none' }
  /** The workshop makes the list. */
  | { stage: 'planning' }
  /** This will be sent, once it is allowed. */
  | { stage: 'planned'; announcement: string[] }
  /** Experiments that have begun, in their order. */
  | { stage: 'running'; began: string[] }
  | { stage: 'finished'; examined: Examined }
  /** Why there is no result: never a diagnosis. */
  | { stage: 'failed'; why: string };

export interface Examined {
  /** The browser's number for it. */
  examination: number;
  result: Examination;
  mending: Mendings;
  at: Date;
  /** Of a file. */
  source?: string;
}

/** Numbers go on for as long as the page does, so that no answer meets another examination. */
let last = 0;

export class Examining {
  readonly shown = signal<ExaminationShown>({ stage: 'none' });
  readonly #send: (message: BrowserMessage) => boolean;
  #examination = -1;
  #source: string | undefined;

  constructor(send: (message: BrowserMessage) => boolean) {
    this.#send = send;
  }

  /** Asks what would be sent; nothing is. */
  plan(asked: AddressAsked): void {
    this.#begin({ type: 'plan-examination', examination: ++last, ...asked }, { stage: 'planning' });
  }

  /** What was announced may be sent. */
  allow(): void {
    if (this.shown.value.stage === 'planned')
      this.#begin({ type: 'examine', examination: this.#examination }, { stage: 'running', began: [] });
  }

  examineFile(asked: FileAsked): void {
    this.#begin({ type: 'examine-file', examination: ++last, ...asked }, { stage: 'running', began: [] });
    this.#source = asked.source;
  }

  /** What is asked for is something else now: what was announced holds no more. */
  withdraw(): void {
    const { stage } = this.shown.value;
    if (stage === 'planning' || stage === 'planned' || stage === 'failed') this.#show({ stage: 'none' });
  }

  stop(): void {
    if (this.isRunning) this.#send({ type: 'end-examination', examination: this.#examination });
  }

  get isRunning(): boolean {
    return this.shown.value.stage === 'running';
  }

  take(message: WorkshopMessage | { type: 'line-lost' }): void {
    const shown = this.shown.value;
    const isUnderWay = shown.stage === 'planning' || shown.stage === 'running';
    if (message.type === 'line-lost') {
      // What was announced was announced by a workshop that may be gone.
      if (isUnderWay || shown.stage === 'planned') this.#show({ stage: 'failed', why: LINE_LOST });
    } else if (message.type === 'sandbox-error' && message.run === undefined && isUnderWay) {
      this.#show({ stage: 'failed', why: message.message });
    } else if ('examination' in message && message.examination === this.#examination) this.#takeOwn(message);
  }

  #takeOwn(message: Extract<WorkshopMessage, { examination: number }>): void {
    const shown = this.shown.value;
    const { examination } = message;
    if (message.type === 'examination-planned') {
      if (shown.stage === 'planning') this.#show({ stage: 'planned', announcement: message.announcement });
    } else if (message.type === 'examination-began') {
      const began = shown.stage === 'running' ? shown.began.filter((title) => title !== message.title) : [];
      this.#show({ stage: 'running', began: [...began, message.title] });
    } else if (message.type === 'examined') {
      const { result, mending } = message;
      this.#show({ stage: 'finished', examined: { examination, result, mending, at: new Date(), source: this.#source } });
    } else this.#show({ stage: 'failed', why: message.why });
  }

  #begin(message: Extract<BrowserMessage, { examination: number }>, next: ExaminationShown): void {
    this.stop();
    this.#examination = message.examination;
    this.#source = undefined;
    this.#show(this.#send(message) ? next : { stage: 'failed', why: NO_LINE });
  }

  #show(shown: ExaminationShown): void {
    this.shown.value = shown;
  }
}

const NO_LINE = 'The workshop does not answer, so nothing was sent. Is it still running in its terminal?';
const LINE_LOST = 'The line to the workshop was lost, and with it the examination. Ask again when it is back; what you typed is kept.';
