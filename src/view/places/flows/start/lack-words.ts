/** Says what a flow lacks, and leads to the page on which a person makes it. */

import type { FirstCall } from '#app/flows/fields.ts';
import type { Lack, FlowNeed } from '#app/flows/needs.ts';
import { href } from '#app/navigation/routes.svelte.ts';
import { nameOfArn } from '#view/entity/names.ts';

interface Words {
  readonly what: string;
  readonly label: string;
  readonly href: string;
}

const user = { what: 'user', label: 'Create user', href: href('identities', ['create', 'user']) };
const role = { what: 'role', label: 'Create role', href: href('identities', ['create', 'role']) };
const provider = { label: 'Open Providers', href: href('providers') };
const words: Readonly<Record<FlowNeed, Words>> = {
  user,
  role,
  userAnywhere: user,
  roleAnywhere: role,
  otherAccount: { what: 'second account', label: 'Create account', href: href('settings', ['accounts']) },
  samlPerson: { what: 'person with SAML sign-in', ...provider },
  oidcCaller: { what: 'person or workload with OIDC sign-in', ...provider },
  samlProvider: { what: 'SAML provider', ...provider },
  federatedRole: { ...role, what: 'role that trusts a provider' },
};
const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Returns `There is no user and no role.` for a list that is not empty. */
export const lackText = (lacks: readonly Lack[]): string =>
  `There is ${list.format(lacks.map(({ need }) => `no ${words[need].what}`))}.`;

export const waysToMake = ({ need }: Lack): Pick<Words, 'label' | 'href'> => words[need];

/** Returns `alice may not call GetScopedCredentials.` */
export const barredText = ({ principal, action, resource }: FirstCall): string =>
  action === 'sts:AssumeRole'
    ? `${principal} may not assume ${nameOfArn(resource)}.`
    : `${nameOfArn(principal)} may not call ${action.split(':')[1] ?? action}.`;
