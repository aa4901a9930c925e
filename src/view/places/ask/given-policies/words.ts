/** Names the kinds of policy that can be added to a question. Their meanings come with the form (form-words.ts). */

export const assumedKinds = ['scp', 'rcp', 'endpoint', 'session', 'resource'] as const;
export type AssumedKind = (typeof assumedKinds)[number];

interface Words {
  readonly tab: string;
  readonly name: string;
}

export const assumedWords: Readonly<Record<AssumedKind, Words>> = {
  scp: { tab: 'SCP', name: 'the added SCP' },
  rcp: { tab: 'RCP', name: 'the added RCP' },
  endpoint: { tab: 'VPC endpoint', name: 'the added endpoint policy' },
  session: { tab: 'Session', name: 'the added session policy' },
  resource: { tab: 'Resource', name: 'the added resource policy' },
};
