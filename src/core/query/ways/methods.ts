/** Every method and preparation as a list to read: in groups, searched by words, and single ones by their id. */

import type { Method } from '../../analysis/ways/format.ts';
import { automationMethods } from '#content/methods/passed-to-automation.ts';
import { computeMethods } from '#content/methods/passed-to-compute.ts';
import { dataMethods } from '#content/methods/passed-to-data.ts';
import { enabling } from '#content/methods/enabling.ts';
import { limitMethods } from '#content/methods/limits.ts';
import { newPrincipalMethods } from '#content/methods/new-principals.ts';
import { preparations } from '#content/methods/preparations.ts';
import { principalMethods } from '#content/methods/principals.ts';
import { reusedMethods } from '#content/methods/reused.ts';
import { runningCodeMethods } from '#content/methods/running-code.ts';
import { runningServiceMethods } from '#content/methods/running-services.ts';
import { selfMethods } from '#content/methods/self.ts';
import { signInMethods } from '#content/methods/sign-ins.ts';

export interface MethodGroup {
  /** Stands in the address. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly methods: readonly Method[];
}

export const methodGroups: readonly MethodGroup[] = [
  {
    id: 'own-rights',
    title: 'Own rights',
    about: 'Somebody gives itself more rights, or its group.',
    methods: selfMethods,
  },
  {
    id: 'other-principals',
    title: 'Other users and roles',
    about: 'Somebody takes over a user or a role that has more rights.',
    methods: principalMethods,
  },
  {
    id: 'running-code',
    title: 'Functions, instances and containers',
    about: 'A role is used through code that runs as it already.',
    methods: [...runningCodeMethods, ...runningServiceMethods],
  },
  {
    id: 'passed-role',
    title: 'A role passed to a service',
    about: 'A service gets a strong role and then does what the attacker wants.',
    methods: [...computeMethods, ...dataMethods, ...automationMethods],
  },
  {
    id: 'another-role',
    title: 'Another role for what exists',
    about: 'Something that exists gets a stronger role.',
    methods: reusedMethods,
  },
  {
    id: 'new-principals',
    title: 'New users and roles',
    about: 'Somebody makes a user or a role that has all rights.',
    methods: newPrincipalMethods,
  },
  {
    id: 'limits',
    title: 'Limits taken away',
    about: 'A boundary, a Deny or a tag that limits somebody goes away.',
    methods: limitMethods,
  },
  {
    id: 'sign-ins',
    title: 'MFA, sessions and identity providers',
    about: 'Somebody meets the condition of a trust policy, or changes who is believed.',
    methods: signInMethods,
  },
  {
    id: 'preparations',
    title: 'Preparations',
    about: 'These calls give nobody power yet. They make the next method possible.',
    methods: [...preparations, ...enabling],
  },
];

export const everyMethod: readonly Method[] = methodGroups.flatMap(({ methods }) => methods);

/** `undefined` when no method has the id. */
export const methodOf = (id: string): Method | undefined => everyMethod.find((one) => one.id === id);

export const groupOfMethod = (id: string): MethodGroup | undefined =>
  methodGroups.find(({ methods }) => methods.some((one) => one.id === id));

/** Returns the methods before and after it in the whole list. */
export function methodsBeside(id: string): {
  readonly previous: Method | undefined;
  readonly next: Method | undefined;
} {
  const at = everyMethod.findIndex((one) => one.id === id);
  return { previous: everyMethod[at - 1], next: at < 0 ? undefined : everyMethod[at + 1] };
}

export const methodText = ({ id, name, how, stop, needs, source, trusts = '' }: Method): string =>
  [id, name, how, stop, source, trusts, ...needs.map(({ action }) => action)].join(' ').toLowerCase();
