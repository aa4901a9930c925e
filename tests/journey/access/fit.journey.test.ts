/**
 * States of every place, arranged as for the pictures, fit the windows that people have: nothing is cut, no word is broken,
 * nothing scrolls sideways. The other files here measure the places themselves and the states that axe looks at; all
 * states there are come with COUNTS=most.
 */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { shotOf, shots } from '../../look/shots.ts';
import { countOf } from '../../setup/counts.ts';
import { leave, theBrowser, visit } from '../visit.ts';
import { bringRuler, sizeFaults } from './boxes.ts';

const chosen = [
  ...['ask-matrix', 'ask-who-level', 'ask-imported', 'graph-company-each', 'ways-cut', 'way-played'],
  ...['user-company', 'role-tabs', 'effective-as-one-policy'],
  ...['policy-beside', 'policy-attach', 'activity-event', 'settings-organization'],
  ...['guide-changed', 'level-of-root-and-admin', 'level-editor'],
  ...['class-results', 'method-example', 'workspaces-compare', 'imported-organization'],
];
const all = shots.filter(({ inDevelopment, isPaper }) => !inDevelopment && !isPaper).map(({ name }) => name);
const presented = all.filter((name) => name.startsWith('presenter-'));

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

test.each(countOf({ sample: chosen, full: chosen, most: all.filter((name) => !presented.includes(name)) }))(
  'this state fits a laptop, a projector, a zoomed page and a phone: %s',
  async (name) => {
    const person = await visit(browser);
    await shotOf(name).arrange(person.page);
    await bringRuler(person.page);
    const faults = await sizeFaults(person.page);
    expect(faults, JSON.stringify(faults)).toEqual([]);
    await leave(person);
  },
);
