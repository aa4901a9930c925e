/**
 * The examples and gallery scenarios that links may build on.
 *
 * INVARIANT: a name never means another content. When a file changes, its old text moves to a folder
 * `earlier` beside this file and keeps its name here; the new one gets the next number. The checksums are in
 * tests/share/link/codec.test.ts.
 */

import type { LinkBase } from './codec.ts';

interface Base {
  /** The base's accounts. Only a scenario with one of them is compared with it. */
  readonly accounts: readonly string[];
  readonly load: () => Promise<{ default: unknown }>;
}

const bases: Readonly<Record<string, Base>> = {
  'first-minutes.1': {
    accounts: ['111122223333'],
    load: () => import('../../../public/examples/first-minutes.json'),
  },
  'small-company.1': {
    accounts: ['222233334444'],
    load: () => import('../../../public/examples/small-company.json'),
  },
  'hospital.1': {
    accounts: ['333344445555', '666677778888'],
    load: () => import('../../../public/examples/hospital.json'),
  },
  'tutorial-account.1': {
    accounts: ['100010001000'],
    load: () => import('../../../public/gallery/tutorial-account.json'),
  },
  'groups-add-up.1': {
    accounts: ['200020002000'],
    load: () => import('../../../public/gallery/groups-add-up.json'),
  },
  'deny-wins.1': {
    accounts: ['300030003000'],
    load: () => import('../../../public/gallery/deny-wins.json'),
  },
  'boundary-delegation.1': {
    accounts: ['400040004000'],
    load: () => import('../../../public/gallery/boundary-delegation.json'),
  },
  'external-id.1': {
    accounts: ['500050005000', '510051005100'],
    load: () => import('../../../public/gallery/external-id.json'),
  },
  'tags-decide.1': {
    accounts: ['600060006000'],
    load: () => import('../../../public/gallery/tags-decide.json'),
  },
  'region-guard-rail.1': {
    accounts: ['710071007100', '700070007000'],
    load: () => import('../../../public/gallery/region-guard-rail.json'),
  },
  'saml-sign-in.1': {
    accounts: ['800080008000'],
    load: () => import('../../../public/gallery/saml-sign-in.json'),
  },
  'pipeline-oidc.1': {
    accounts: ['900090009000'],
    load: () => import('../../../public/gallery/pipeline-oidc.json'),
  },
  'role-chain.1': {
    accounts: ['101010101010', '111011101110'],
    load: () => import('../../../public/gallery/role-chain.json'),
  },
  'leaked-key.1': {
    accounts: ['121212121212'],
    load: () => import('../../../public/gallery/leaked-key.json'),
  },
  'public-bucket.1': {
    accounts: ['131313131313', '141414141414'],
    load: () => import('../../../public/gallery/public-bucket.json'),
  },
  'passrole-way-up.1': {
    accounts: ['151515151515'],
    load: () => import('../../../public/gallery/passrole-way-up.json'),
  },
  'service-deputy.1': {
    accounts: ['161616161616'],
    load: () => import('../../../public/gallery/service-deputy.json'),
  },
  'mfa-only.1': {
    accounts: ['171717171717'],
    load: () => import('../../../public/gallery/mfa-only.json'),
  },
  'messy-account.1': {
    accounts: ['181818181818', '191919191919'],
    load: () => import('../../../public/gallery/messy-account.json'),
  },
  'billing-switch.1': {
    accounts: ['212121212121'],
    load: () => import('../../../public/gallery/billing-switch.json'),
  },
};

/** @internal */
export const linkBaseNames: readonly string[] = Object.keys(bases);

/** Returns the names of the bases that share an account with these. */
export const likelyBases = (accounts: readonly string[]): string[] =>
  linkBaseNames.filter((name) => bases[name]?.accounts.some((id) => accounts.includes(id)));

/** Returns the file of that name. */
export async function loadLinkBase(name: string): Promise<LinkBase | undefined> {
  const base = Object.hasOwn(bases, name) ? bases[name] : undefined;
  return base ? { name, file: (await base.load()).default } : undefined;
}
