/** The kinds of things in an account, each with its word and its explanation. */

export const thingKinds = ['user', 'group', 'role', 'policy', 'resource', 'outside', 'root'] as const;
export type KindOfThing = (typeof thingKinds)[number];

export const thingKindWords: Readonly<Record<KindOfThing, string>> = {
  user: 'User',
  group: 'Group',
  role: 'Role',
  policy: 'Policy',
  resource: 'Resource',
  outside: 'Outside party',
  root: 'Root user',
};
