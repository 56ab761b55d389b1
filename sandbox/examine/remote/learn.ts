/** What an address has shown of its protocol while it was examined. Pure. */
import type { EventOf, TimelineEvent } from '../../timeline/timeline.ts';
import { quote } from '../../timeline/wording.ts';
import type { Learnt } from '../examination.ts';
import type { PlayedExperiment } from './request.ts';

type Received = EventOf<'frame-received'>;

export function learn(played: readonly PlayedExperiment[]): Learnt[] {
  const timelines = played.map(({ timeline }) => timeline);
  const sentences = [...sayOfHandshake(timelines), ...sayOfSilence(timelines[0] ?? []), ...sayOfMessage(timelines[1] ?? [])];
  return sentences.map((sentence) => ({ sentence, from: 'its answers' }));
}

function sayOfHandshake(timelines: readonly TimelineEvent[][]): string[] {
  const accepted = timelines.flat().find((event): event is EventOf<'handshake-accepted'> => event.kind === 'handshake-accepted');
  const server = accepted?.headers?.server;
  return [
    ...(server === undefined ? [] : [`It says that it is ${quote(server)}.`]),
    ...(accepted?.subprotocol === undefined ? [] : [`It chose the subprotocol ${quote(accepted.subprotocol)}.`]),
  ];
}

/** What came where nothing had been asked. */
function sayOfSilence(timeline: readonly TimelineEvent[]): string[] {
  const came = received(timeline);
  const [push] = came.filter(isData);
  const pings = came.some(({ opcode }) => opcode === 'ping');
  return [
    ...(push ? [`It sends messages without being asked, such as ${shown(push)}.`] : []),
    ...(pings ? ['It sends pings of its own.'] : []),
  ];
}

function sayOfMessage(timeline: readonly TimelineEvent[]): string[] {
  const message = timeline.find((event): event is EventOf<'frame-sent'> => event.kind === 'frame-sent' && isData(event));
  if (!message) return [];
  const answer = received(timeline).find((event) => event.connection === message.connection && event.seq > message.seq && isData(event));
  const ended = timeline.some((event) => event.kind === 'closed' && event.connection === message.connection && event.by === 'handler');
  if (answer) return [`After ${quote(message.text ?? '')} it sent ${shown(answer)}.`];
  if (ended) return [];
  return [
    `It did not answer ${quote(message.text ?? '')}: that is wrong only where your protocol answers it. Give a message of your own, and what it is to be answered with.`,
  ];
}

function received(timeline: readonly TimelineEvent[]): Received[] {
  return timeline.filter((event): event is Received => event.kind === 'frame-received');
}

function isData({ opcode }: { opcode: string }): boolean {
  return opcode === 'text' || opcode === 'binary';
}

function shown({ opcode, text = '', bytes }: Received): string {
  return opcode === 'text' ? quote(text) : `a binary message of ${bytes} bytes`;
}
