/**
 * The examples and gallery scenarios that links may build on, each with a number: `deny-wins.2`.
 *
 * INVARIANT: a name never means another content. When a file changes, it gets the next number, and what it
 * said before goes to earlier-scenarios.json. The checksums are in tests/share/link/codec.test.ts.
 */

import type { LinkBase } from './codec.ts';

interface Base {
  /** The base's accounts. Only a scenario with one of them is compared with it. */
  readonly accounts: readonly string[];
  /** The number of the file as it is now. */
  readonly number: number;
  readonly load: () => Promise<{ default: object }>;
}

const bases: Readonly<Record<string, Base>> = {
  'first-minutes': {
    accounts: ['111122223333'],
    number: 3,
    load: () => import('../../../public/examples/first-minutes.json'),
  },
  'small-company': {
    accounts: ['222233334444'],
    number: 3,
    load: () => import('../../../public/examples/small-company.json'),
  },
  hospital: {
    accounts: ['333344445555', '666677778888'],
    number: 4,
    load: () => import('../../../public/examples/hospital.json'),
  },
  'tutorial-account': {
    accounts: ['100010001000'],
    number: 4,
    load: () => import('../../../public/gallery/tutorial-account.json'),
  },
  'groups-add-up': {
    accounts: ['200020002000'],
    number: 3,
    load: () => import('../../../public/gallery/groups-add-up.json'),
  },
  'deny-wins': {
    accounts: ['300030003000'],
    number: 3,
    load: () => import('../../../public/gallery/deny-wins.json'),
  },
  'boundary-delegation': {
    accounts: ['400040004000'],
    number: 3,
    load: () => import('../../../public/gallery/boundary-delegation.json'),
  },
  'external-id': {
    accounts: ['500050005000', '510051005100'],
    number: 3,
    load: () => import('../../../public/gallery/external-id.json'),
  },
  'tags-decide': {
    accounts: ['600060006000'],
    number: 3,
    load: () => import('../../../public/gallery/tags-decide.json'),
  },
  'region-guard-rail': {
    accounts: ['710071007100', '700070007000'],
    number: 4,
    load: () => import('../../../public/gallery/region-guard-rail.json'),
  },
  'saml-sign-in': {
    accounts: ['800080008000'],
    number: 3,
    load: () => import('../../../public/gallery/saml-sign-in.json'),
  },
  'pipeline-oidc': {
    accounts: ['900090009000'],
    number: 3,
    load: () => import('../../../public/gallery/pipeline-oidc.json'),
  },
  'role-chain': {
    accounts: ['101010101010', '111011101110'],
    number: 2,
    load: () => import('../../../public/gallery/role-chain.json'),
  },
  'leaked-key': {
    accounts: ['121212121212'],
    number: 3,
    load: () => import('../../../public/gallery/leaked-key.json'),
  },
  'public-bucket': {
    accounts: ['131313131313', '141414141414'],
    number: 4,
    load: () => import('../../../public/gallery/public-bucket.json'),
  },
  'passrole-way-up': {
    accounts: ['151515151515'],
    number: 4,
    load: () => import('../../../public/gallery/passrole-way-up.json'),
  },
  'service-deputy': {
    accounts: ['161616161616'],
    number: 4,
    load: () => import('../../../public/gallery/service-deputy.json'),
  },
  'mfa-only': {
    accounts: ['171717171717'],
    number: 4,
    load: () => import('../../../public/gallery/mfa-only.json'),
  },
  'messy-account': {
    accounts: ['181818181818', '191919191919'],
    number: 4,
    load: () => import('../../../public/gallery/messy-account.json'),
  },
  'billing-switch': {
    accounts: ['212121212121'],
    number: 3,
    load: () => import('../../../public/gallery/billing-switch.json'),
  },
};

/** @internal */
export const linkBaseNames: readonly string[] = Object.entries(bases).flatMap(([id, { number }]) =>
  Array.from({ length: number }, (_, at) => `${id}.${at + 1}`),
);

/** Returns the newest bases that share an account with these. */
export const likelyBases = (accounts: readonly string[]): string[] =>
  Object.entries(bases).flatMap(([id, { accounts: own, number }]) =>
    own.some((account) => accounts.includes(account)) ? [`${id}.${number}`] : [],
  );

export async function loadLinkBase(name: string): Promise<LinkBase | undefined> {
  const [, id = '', number = ''] = /^([a-z-]+)\.([1-9]\d*)$/.exec(name) ?? [];
  const base = Object.hasOwn(bases, id) ? bases[id] : undefined;
  if (!base || Number(number) > base.number) return undefined;
  const { default: now } = await base.load();
  return { name, file: Number(number) === base.number ? now : await earlierFile(name, now) };
}

/** Members that have changed since are stored; the rest of the world is that of the file now. */
async function earlierFile(name: string, now: object): Promise<object> {
  const { default: earlier } = await import('./earlier-scenarios.json');
  const guide: object = (earlier as Readonly<Record<string, object>>)[name] ?? {};
  const world = Object.entries(now).filter(([member]) => worldMembers.has(member));
  return Object.fromEntries([
    ...Object.entries(guide).filter(([member]) => !worldMembers.has(member)),
    ...world.map(([member, value]) => [member, memberOf(guide, member) ?? value] as const),
  ]);
}

const worldMembers: ReadonlySet<string> = new Set(['accounts', 'organization', 'awsManagedPolicies']);

const memberOf = (file: object, member: string): unknown =>
  (file as Readonly<Record<string, unknown>>)[member];
