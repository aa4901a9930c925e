import type { FlowStep } from '../../app/sign-in-flow.svelte.ts';

/** The lanes of a flow as a person reads them. */
export const laneWords: Readonly<Record<FlowStep['from'], string>> = {
  person: 'Person',
  browser: 'Browser',
  client: 'Client',
  provider: 'Identity provider',
  signin: 'AWS sign-in',
  sts: 'AWS STS',
  service: 'AWS service',
  resource: 'Resource',
};
