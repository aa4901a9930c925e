/** Places the lanes and arrows of a sequence diagram: the lanes that take part, in protocol order. */

import type { FlowStep, Lane } from '../../../../app/flows/list.ts';

const order: readonly Lane[] = [
  'person',
  'browser',
  'client',
  'provider',
  'signin',
  'sts',
  'service',
  'resource',
];

export const laneWords: Readonly<Record<Lane, string>> = {
  person: 'Person',
  browser: 'Browser',
  client: 'Program, CLI',
  provider: 'Identity provider',
  signin: 'AWS sign-in',
  sts: 'AWS STS',
  service: 'AWS service',
  resource: 'Resource',
};

export const lanesOf = (log: readonly FlowStep[]): Lane[] => {
  const taking = new Set(log.flatMap(({ from, to }) => [from, to]));
  return order.filter((lane) => taking.has(lane));
};

export const laneWidth = 132;
export const rowHeight = 38;
export const top = 40;

export interface Arrow {
  readonly step: FlowStep;
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
}

export function arrowsOf(log: readonly FlowStep[], lanes: readonly Lane[]): Arrow[] {
  const x = (lane: Lane) => lanes.indexOf(lane) * laneWidth + laneWidth / 2;
  return log.map((step, at) => ({ step, x1: x(step.from), x2: x(step.to), y: top + at * rowHeight + 26 }));
}
