/** The pages of Help, each at an address of its own (`#/help/words`) and loaded when it is first opened. */

import type { Component } from 'svelte';

export interface HelpPage {
  /** The first segment after `#/help/`. */
  readonly name: string;
  readonly label: string;
  /** One line under the heading that says what it is for. */
  readonly text: string;
  readonly load: () => Promise<{ default: Component }>;
}

export const helpPages: readonly HelpPage[] = [
  {
    name: 'rules',
    label: 'Rules',
    text: 'What AWS does, rule by rule. Each names its source, and says whether it is simulated here.',
    load: () => import('./rules/Rules.svelte'),
  },
  {
    name: 'words',
    label: 'Words',
    text: 'The meaning of AWS’s words, each in one or two sentences.',
    load: () => import('./glossary/Page.svelte'),
  },
  {
    name: 'about',
    label: 'About',
    text: 'How new the simulated AWS is, this browser, your data, and the last requests.',
    load: () => import('./about/Page.svelte'),
  },
  {
    name: 'licences',
    label: 'Licences',
    text: 'The licence of this page, and of the packages in it.',
    load: () => import('./Licences.svelte'),
  },
];
