/** Names the lanes of a sequence diagram, and places its arrows in the lanes that take part. */

import type { FlowStep, Lane } from '#app/flows/list.ts';

export const laneWords: Readonly<Record<Lane, string>> = {
  person: 'Person',
  browser: 'Browser',
  client: 'Program, CLI',
  provider: 'Identity provider',
  signin: 'AWS sign-in',
  sts: 'AWS STS',
  service: 'AWS service',
  resource: 'Resource',
  outside: 'Outside service',
};

export const rowHeight = 34;

export interface Arrow {
  readonly message: FlowStep;
  /** Distances from the left edge, in percent of the width. */
  readonly from: number;
  readonly to: number;
  readonly name: { readonly at: number; readonly anchor: 'start' | 'middle' | 'end' };
}

/** Returns the middle of a lane, in percent of the width. */
export const middleOf = (index: number, lanes: number): number => ((index + 0.5) / lanes) * 100;

export const arrowsOf = (log: readonly FlowStep[], lanes: readonly Lane[]): Arrow[] =>
  log.map((message) => {
    const [from, to] = [message.from, message.to].map((lane) => middleOf(lanes.indexOf(lane), lanes.length));
    const [start = 0, end = 0] = [from, to];
    const middle = (start + end) / 2;
    // A name near an edge begins or ends there, so that it stays in the picture.
    const anchor = middle < 30 ? 'start' : middle > 70 ? 'end' : 'middle';
    const at = anchor === 'start' ? Math.min(start, end) : anchor === 'end' ? Math.max(start, end) : middle;
    return { message, from: start, to: end, name: { at, anchor } };
  });
