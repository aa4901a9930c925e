/** The access reports, each at an address of its own (`#/identities/reports/review`) and loaded when first opened. */

import type { Component } from 'svelte';

export interface AccessReportPage {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly load: () => Promise<{ default: Component }>;
}

export const reportPages: readonly AccessReportPage[] = [
  {
    name: 'security',
    label: 'Security',
    text: 'AWS’s recommendations for this account, and what you still need to do.',
    load: () => import('./security/Page.svelte'),
  },
  {
    name: 'credential-report',
    label: 'Credential report',
    text: 'All users, with the state of their passwords, keys and MFA devices.',
    load: () => import('./credential-report/Page.svelte'),
  },
  {
    name: 'last-accessed',
    label: 'Last accessed',
    text: 'The services that a user, group or role can use, and when it last used each.',
    load: () => import('./last-accessed/Page.svelte'),
  },
  {
    name: 'review',
    label: 'Review',
    text: 'Unused credentials and wide policies, with the person who last reviewed each.',
    load: () => import('./review/Page.svelte'),
  },
];

/** Returns the report of an address: the first one for `#/identities/reports`, `undefined` for an unknown name. */
export const reportAt = (name: string | undefined): AccessReportPage | undefined =>
  name === undefined ? reportPages[0] : reportPages.find((page) => page.name === name);
