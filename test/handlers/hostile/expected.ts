/**
 * What each hostile program comes to: whole handlers in this folder, named by behaviour, and sources that are made where they are
 * expected because they are too long to keep.
 */
import { ENDS } from './expected/ends.ts';
import { FORGERY } from './expected/forgery.ts';
import { GREED } from './expected/greed.ts';
import type { Hostile } from './expected/hostile.ts';
import { REACH } from './expected/reach.ts';
import { SOURCES } from './expected/sources.ts';
import { VOLUME } from './expected/volume.ts';
import { WIRE } from './expected/wire.ts';

export const HOSTILE: readonly Hostile[] = [...SOURCES, ...GREED, ...WIRE, ...ENDS, ...REACH, ...FORGERY, ...VOLUME];
