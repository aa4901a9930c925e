/**
 * The scenarios that come with the page. The files are in public/examples, where a teacher can download and
 * change them. The page loads them by import, so a copy opened from a disk has them too.
 */

import type { Scenario } from '../scenario/format/scenario.ts';
import { readScenarioValue } from '../scenario/file.ts';

export const exampleIds = ['first-minutes', 'small-company', 'hospital'] as const;
export type ExampleId = (typeof exampleIds)[number];

export interface ExampleInfo {
  readonly id: ExampleId;
  readonly title: string;
  readonly purpose: string;
  readonly load: () => Promise<Scenario>;
}

const files: Record<ExampleId, () => Promise<{ default: unknown }>> = {
  'first-minutes': () => import('../../../public/examples/first-minutes.json'),
  'small-company': () => import('../../../public/examples/small-company.json'),
  hospital: () => import('../../../public/examples/hospital.json'),
};

const example = (id: ExampleId, title: string, purpose: string): ExampleInfo => ({
  id,
  title,
  purpose,
  load: async () => {
    const result = readScenarioValue((await files[id]()).default);
    if (!result.ok) throw new Error(`example \`${id}\`: ${result.error.message}`);
    return result.value;
  },
});

/** @internal The tests read all of them. */
export const examples: readonly ExampleInfo[] = [
  example('first-minutes', 'First minutes', 'Two people, one policy, one file: see a No become a Yes.'),
  example(
    'small-company',
    'Small company',
    'Brightleaf sells houseplants: fifteen people, groups by team, bucket policies and a deny that wins.',
  ),
  example(
    'hospital',
    'Hospital',
    'Wards, billing, IT with limits and a research institute in another account: boundaries, tags, cross-account access.',
  ),
];

export const findExample = (id: string): ExampleInfo | undefined => examples.find((info) => info.id === id);
