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
    text: 'Name, contacts, [regions|region], and closing it.',
    group: 'Account',
    load: () => import('./account/Page.svelte'),
  },
  {
    name: 'billing',
    label: 'Billing',
    text: 'What this month costs by list price, and who may see it.',
    group: 'Account',
    load: () => import('./billing/Page.svelte'),
  },
  {
    name: 'resources',
    label: 'Resources',
    text: 'Buckets, instances, functions, queues, keys and more, with tags and policies of their own.',
    group: 'Account',
    load: () => import('./resources/Page.svelte'),
  },
  {
    name: 'accounts',
    label: 'Other accounts',
    text: 'The accounts of this workspace; create another, look at one.',
    group: 'Account',
    load: () => import('./all-accounts/Page.svelte'),
  },
  {
    name: 'quotas',
    label: 'Quotas',
    text: 'How much of each [quota] is used.',
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
    text: 'What AWS recommends for this account, and what is left to do.',
    group: 'Security',
    load: () => import('./security/Page.svelte'),
  },
  {
    name: 'password-policy',
    label: 'Password policy',
    text: 'What a new password of a user must be like, and how long it lasts.',
    group: 'Security',
    load: () => import('./password/Page.svelte'),
  },
  {
    name: 'report',
    label: 'Credential report',
    text: 'All users with the state of their passwords, keys and MFA devices.',
    group: 'Security',
    load: () => import('./report/Page.svelte'),
  },
  {
    name: 'review',
    label: 'Review',
    text: 'What nobody uses and what allows much, each with the mark of who looked at it.',
    group: 'Security',
    load: () => import('./review/Page.svelte'),
  },
  {
    name: 'clock',
    label: 'Clock',
    text: 'Simulated time: let hours or days pass and see what expires.',
    group: 'Playground',
    load: () => import('./clock/Page.svelte'),
  },
  {
    name: 'history',
    label: 'History',
    text: 'Checkpoints and changes of this workspace: come back to any moment, or go on from it.',
    group: 'Playground',
    load: () => import('./history/Page.svelte'),
  },
  {
    name: 'storage',
    label: 'Storage',
    text: 'What this browser keeps, for how long, and a backup of all of it.',
    group: 'Playground',
    load: () => import('./storage/Page.svelte'),
  },
  {
    name: 'words',
    label: 'Words',
    text: 'What AWS’s words mean, in a sentence or two each.',
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
