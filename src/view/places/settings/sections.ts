/**
 * The sections of Settings, each at an address of its own (`#/settings/clock`) and loaded when it is first
 * opened. A new section is one line here: a component without properties that shows its own cards.
 */

import type { Component } from 'svelte';

export interface SettingsSection {
  /** The first segment after `#/settings/`. */
  readonly name: string;
  readonly label: string;
  /** One line under the heading that says what it is for. */
  readonly text: string;
  readonly group: SectionGroup;
  readonly load: () => Promise<{ default: Component }>;
}

export const sectionGroups = ['Account', 'Security', 'Playground'] as const;
export type SectionGroup = (typeof sectionGroups)[number];

export const sections: readonly SettingsSection[] = [
  {
    name: 'account',
    label: 'Account',
    text: 'Name, contacts, [regions|region], and how to close the account.',
    group: 'Account',
    load: () => import('./account/Page.svelte'),
  },
  {
    name: 'billing',
    label: 'Billing',
    text: 'The cost of this month at list prices, and who may see it.',
    group: 'Account',
    load: () => import('./billing/Page.svelte'),
  },
  {
    name: 'resources',
    label: 'Resources',
    text: 'Buckets, instances, functions, queues, keys and more, with their tags and policies.',
    group: 'Account',
    load: () => import('./resources/Page.svelte'),
  },
  {
    name: 'accounts',
    label: 'Other accounts',
    text: 'All accounts of this workspace. You can create one more or open another.',
    group: 'Account',
    load: () => import('./all-accounts/Page.svelte'),
  },
  {
    name: 'quotas',
    label: 'Quotas',
    text: 'How much the account uses of each [quota].',
    group: 'Account',
    load: () => import('./quotas/Page.svelte'),
  },
  {
    name: 'organization',
    label: 'Organization',
    text: 'Accounts in a tree, and the control policies ([SCP], [RCP]) that limit them.',
    group: 'Account',
    load: () => import('./organization/Page.svelte'),
  },
  {
    name: 'security',
    label: 'Security',
    text: 'AWS’s recommendations for this account, and what you still need to do.',
    group: 'Security',
    load: () => import('./security/Page.svelte'),
  },
  {
    name: 'password-policy',
    label: 'Password policy',
    text: 'The rules for passwords of users, and when passwords expire.',
    group: 'Security',
    load: () => import('./password/Page.svelte'),
  },
  {
    name: 'report',
    label: 'Credential report',
    text: 'All users, with the state of their passwords, keys and MFA devices.',
    group: 'Security',
    load: () => import('./report/Page.svelte'),
  },
  {
    name: 'review',
    label: 'Review',
    text: 'Unused credentials and wide policies, with the person who last reviewed each.',
    group: 'Security',
    load: () => import('./review/Page.svelte'),
  },
  {
    name: 'clock',
    label: 'Clock',
    text: 'Simulated time. Move it forward by hours or days and see what expires.',
    group: 'Playground',
    load: () => import('./clock/Page.svelte'),
  },
  {
    name: 'history',
    label: 'History',
    text: 'Checkpoints and changes of this workspace. Go back to any moment, or continue from it.',
    group: 'Playground',
    load: () => import('./history/Page.svelte'),
  },
  {
    name: 'storage',
    label: 'Storage',
    text: 'What this browser saves, for how long, and how to back it up.',
    group: 'Playground',
    load: () => import('./storage/Page.svelte'),
  },
  {
    name: 'words',
    label: 'Words',
    text: 'The meaning of AWS’s words, each in one or two sentences.',
    group: 'Playground',
    load: () => import('./glossary/Page.svelte'),
  },
  {
    name: 'about',
    label: 'About',
    text: 'This browser, your data, the last requests.',
    group: 'Playground',
    load: () => import('./about/Page.svelte'),
  },
];

/** Returns the section of an address: the first one for `#/settings`, `undefined` for an unknown name. */
export const sectionAt = (name: string | undefined): SettingsSection | undefined =>
  name === undefined ? sections[0] : sections.find((section) => section.name === name);
