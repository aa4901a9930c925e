/**
 * The scenario file: accounts with everything in them, a question to start with, and notes, as JSON that a
 * teacher can write by hand. Members with AWS's default may be left out. Policy documents are objects, or
 * texts when the exact spelling matters. The schemas here are the type, the reader, and
 * public/scenario.schema.json for editors.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its
 * number.
 */

import * as v from 'valibot';
import { fileOf, optional } from '#core/model/schema/members.ts';
import { items, type Stated, text } from '#core/model/schema/words.ts';
import { account } from './account.ts';
import { guidance, guided, start } from './guide.ts';
import { policy } from './identities.ts';
import { organization } from './organization.ts';
import { about, date, place } from './parts.ts';

export const scenarioFormat = 'iam-playground/scenario';

/**
 * Each version with what it brought. A file of an older version is a file of the newest without the new members.
 * @internal
 */
export const versions = {
  1: 'accounts, question, notes',
  2: 'also credentials, password policy, providers, organization, pinned answers and steps',
  3: 'also outside providers, account settings, flows, a stopped clock, and the place to begin at',
  4: 'also goals, checks of steps, what was learnt, and the scenario to go on with',
  5: 'also the level that it belongs to, and last uses of passwords and access keys',
  6: 'also the variant of the level, the exercise that makes a level of a scenario, and passkeys',
  7: 'also silenced findings',
} as const;
const scenarioVersion = Object.keys(versions).length;

const members = {
  title: text,
  purpose: v.optional(about(text, 'One sentence about its use'), ''),
  notes: about(items(text), 'Shown beside the scenario, one paragraph each'),
  start: optional(start),
  place: optional(about(place, 'Address to open at instead of the first question: `#/graph`')),
  clock: optional(about(date, "Time at which the simulation's clock is stopped")),
  ...guidance,
  accounts: v.pipe(v.array(account, 'a list'), v.minLength(1, 'at least one account')),
  organization: optional(organization),
  awsManagedPolicies: about(
    items(policy),
    'The AWS managed policies that the accounts use, so that a scenario needs no catalogue',
  ),
};

export const scenario = guided(
  fileOf({ format: scenarioFormat, version: scenarioVersion, otherwise: 'this is not a scenario' }, members),
);
export interface Scenario extends Stated<typeof scenario> {}

/** The text of a scenario, without its accounts. */
export interface ScenarioGuide extends Pick<
  Scenario,
  | 'purpose'
  | 'notes'
  | 'start'
  | 'place'
  | 'goals'
  | 'questions'
  | 'steps'
  | 'learnt'
  | 'next'
  | 'level'
  | 'variant'
  | 'exercise'
> {}
