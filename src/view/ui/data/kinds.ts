/** The kinds of things in an account, each with its word and its explanation. */

export const kinds = ['user', 'group', 'role', 'policy', 'resource', 'outside', 'root'] as const;
export type Kind = (typeof kinds)[number];

export const kindWords: Readonly<Record<Kind, string>> = {
  user: 'User',
  group: 'Group',
  role: 'Role',
  policy: 'Policy',
  resource: 'Resource',
  outside: 'Outside party',
  root: 'Root user',
};
