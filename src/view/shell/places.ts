/** The places of the product: name, icon, the letter after `g`, and the code, loaded when first opened. */

import type { Component } from 'svelte';
import type { PlaceName, Route } from '../../app/navigation/routes.svelte.ts';
import { once } from '../../core/model/once.ts';
import type { IconName } from '../ui/glyphs.ts';

export interface ShellPlace {
  readonly name: PlaceName;
  readonly label: string;
  readonly icon: IconName;
  readonly letter: string;
  /** True when no title is visible: the heading is for screen readers only. */
  readonly untitled?: boolean;
  /** True when a menu of the top bar leads to it and the rail does not: Help, or the identity pill. */
  readonly elsewhere?: boolean;
  readonly load: () => Promise<{ default: Component }>;
  /** Pages of their own, by the first segment of the path. */
  readonly sections?: Readonly<Record<string, Section>>;
}

interface Section extends Pick<ShellPlace, 'label' | 'load'> {
  readonly name: string;
}

export const places: readonly ShellPlace[] = [
  {
    name: 'learn',
    label: 'Learn',
    icon: 'learn',
    letter: 'l',
    load: () => import('../places/learn/Learn.svelte'),
  },
  {
    name: 'home',
    label: 'Home',
    icon: 'home',
    letter: 'h',
    load: () => import('../places/home/Home.svelte'),
  },
  {
    name: 'ask',
    label: 'Ask',
    icon: 'ask',
    letter: 'a',
    untitled: true,
    load: once(() => import('../places/ask/Ask.svelte')),
    sections: {
      matrix: {
        name: 'matrix',
        label: 'Matrix',
        load: () => import('../places/ask/matrix/Matrix.svelte'),
      },
    },
  },
  {
    name: 'graph',
    label: 'Graph',
    icon: 'graph',
    letter: 'g',
    untitled: true,
    load: () => import('../graph/Graph.svelte'),
    sections: {
      ways: {
        name: 'ways',
        label: 'Ways to administrator',
        load: () => import('../graph/ways/Ways.svelte'),
      },
      play: {
        name: 'play',
        label: 'Play a way',
        load: () => import('../graph/ways/play/Play.svelte'),
      },
    },
  },
  {
    name: 'identities',
    label: 'Identities',
    icon: 'identities',
    letter: 'i',
    load: () => import('../places/identities/Identities.svelte'),
  },
  {
    name: 'policies',
    label: 'Policies',
    icon: 'policies',
    letter: 'p',
    load: () => import('../places/policies/Policies.svelte'),
  },
  {
    name: 'providers',
    label: 'Providers',
    icon: 'providers',
    letter: 'o',
    load: () => import('../places/providers/Providers.svelte'),
  },
  {
    name: 'flows',
    label: 'Flows',
    icon: 'flows',
    letter: 'f',
    load: () => import('../places/flows/Flows.svelte'),
  },
  {
    name: 'activity',
    label: 'Activity',
    icon: 'activity',
    letter: 'v',
    load: () => import('../places/activity/Activity.svelte'),
  },
  {
    name: 'sign-in',
    label: 'Sign-in',
    icon: 'signIn',
    letter: 'n',
    elsewhere: true,
    load: () => import('../places/sign-in/SignIn.svelte'),
  },
  {
    name: 'settings',
    label: 'Settings',
    icon: 'settings',
    letter: 's',
    load: () => import('../places/settings/Settings.svelte'),
  },
  {
    name: 'workspaces',
    label: 'Workspaces',
    icon: 'workspaces',
    letter: 'w',
    load: () => import('../places/workspaces/Workspaces.svelte'),
  },
  {
    name: 'help',
    label: 'Help',
    icon: 'policies',
    letter: 'r',
    elsewhere: true,
    load: () => import('../places/help/Help.svelte'),
  },
];

/** Tells whether a page is about the open account. Of Learn, only the editor of levels is: it writes one from it. */
export function showsAccount({ place, path }: Pick<Route, 'place' | 'path'>): boolean {
  if (place === 'learn') return path[0] === 'teach' && path[1] === 'level';
  return place !== 'workspaces' && place !== 'help';
}
