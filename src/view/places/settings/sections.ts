/**
 * The sections of Settings, each at an address of its own (`#/settings/clock`) and loaded when it is first
 * opened. A new section is one line here: a component without properties that shows its own cards.
 */

import type { Component } from 'svelte';

export interface SettingsSection {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly group: SectionGroup;
  readonly load: () => Promise<{ default: Component }>;
}

export const sectionGroups = [
  { label: 'This account', text: 'Its name, bill, limits and resources' },
  { label: 'Several accounts', text: 'Other accounts, and what limits them all' },
  { label: 'This playground', text: 'Time, undo, and what the browser saves' },
] as const;
export type SectionGroup = (typeof sectionGroups)[number]['label'];

export const sections: readonly SettingsSection[] = [
  {
    name: 'account',
    label: 'Account',
    text: 'Name, contacts, [regions|region], and how to close the account.',
    group: 'This account',
    load: () => import('./account/Page.svelte'),
  },
  {
    name: 'billing',
    label: 'Billing',
    text: 'The cost of this month at list prices, and who may see it.',
    group: 'This account',
    load: () => import('./billing/Page.svelte'),
  },
  {
    name: 'resources',
    label: 'Resources',
    text: 'Buckets, instances, functions, queues, keys and more, with their tags and policies.',
    group: 'This account',
    load: () => import('./resources/Page.svelte'),
  },
  {
    name: 'accounts',
    label: 'Other accounts',
    text: 'All accounts of this workspace. You can create one more or open another.',
    group: 'Several accounts',
    load: () => import('./all-accounts/Page.svelte'),
  },
  {
    name: 'quotas',
    label: 'Quotas',
    text: 'How much the account uses of each [quota].',
    group: 'This account',
    load: () => import('./quotas/Page.svelte'),
  },
  {
    name: 'organization',
    label: 'Organization',
    text: 'Accounts in a tree, and the control policies ([SCP], [RCP]) that limit them.',
    group: 'Several accounts',
    load: () => import('./organization/Page.svelte'),
  },
  {
    name: 'clock',
    label: 'Clock',
    text: 'Simulated time. Move it forward by hours or days and see what expires.',
    group: 'This playground',
    load: () => import('./clock/Page.svelte'),
  },
  {
    name: 'history',
    label: 'History',
    text: 'Checkpoints and changes of this workspace. Go back to any moment, or continue from it.',
    group: 'This playground',
    load: () => import('./history/Page.svelte'),
  },
  {
    name: 'storage',
    label: 'Storage',
    text: 'What this browser saves, for how long, and how to back it up.',
    group: 'This playground',
    load: () => import('./storage/Page.svelte'),
  },
];

/** Returns the section of an address: the first one for `#/settings`, `undefined` for an unknown name. */
export const sectionAt = (name: string | undefined): SettingsSection | undefined =>
  name === undefined ? sections[0] : sections.find((section) => section.name === name);
