/**
 * The scenarios that come with the page. The files are in public/examples, where a teacher can download and change them.
 * The page loads them by import, so a copy opened from a disk has them too.
 */

/** The texts that a person reads before the file is loaded. */
export interface ScenarioCard {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly file: () => Promise<{ default: unknown }>;
}

export const firstMinutes = {
  id: 'first-minutes',
  title: 'First minutes',
  purpose: 'Two people, one policy, one file: see a No become a Yes.',
  file: () => import('../../../public/examples/first-minutes.json'),
} as const satisfies ScenarioCard;

export const smallCompany = {
  id: 'small-company',
  title: 'Small company',
  purpose:
    'Brightleaf sells houseplants: fifteen people, groups by team, bucket policies and a deny that wins.',
  file: () => import('../../../public/examples/small-company.json'),
} as const satisfies ScenarioCard;

export const hospital = {
  id: 'hospital',
  title: 'Hospital',
  purpose:
    'Wards, billing, IT with limits and a research institute in another account: boundaries, tags, cross-account access.',
  file: () => import('../../../public/examples/hospital.json'),
} as const satisfies ScenarioCard;

/** @internal The tests read all of them. */
export const examples: readonly ScenarioCard[] = [firstMinutes, smallCompany, hospital];

export const findExample = (id: string): ScenarioCard | undefined => examples.find((one) => one.id === id);
