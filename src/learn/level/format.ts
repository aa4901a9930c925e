/**
 * A level: a world to begin in, a goal that the engine checks, and what helps on the way. It is JSON that a teacher can
 * write by hand, in a version of its own. It is solved by behaviour, never by the shape of an answer.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import * as v from 'valibot';
import { layers } from '../../core/model/policy-layers.ts';
import { serviceNames } from '../../core/model/request/request.ts';
import type { Result } from '../../core/model/result.ts';
import { type Misfit, type Path, readValue } from '../../core/model/schema/fault.ts';
import {
  anyObject,
  choice,
  fileOf,
  mapOf,
  members,
  optional,
  withRule,
  list,
} from '../../core/model/schema/members.ts';
import {
  byKind,
  flag,
  items,
  matching,
  oneOf,
  type Stated,
  text,
  textOrTexts,
  whole,
} from '../../core/model/schema/words.ts';
import { verdict } from '../../share/scenario/format/guide.ts';
import { accountId, arn, place, question, some, texts } from '../../share/scenario/format/parts.ts';
import { scenario } from '../../share/scenario/format/scenario.ts';

const levelFormat = 'iam-playground/level';
/** Version 2 brings the goal `reached` and the identity at the start. */
const levelVersion = 2;

export const tiers = [
  'basics',
  'policies',
  'roles',
  'federation',
  'organizations',
  'incidents',
  'attack',
] as const;
export type Tier = (typeof tiers)[number];

export const questionFacts = [
  /** `of`, an ARN, has an MFA device. */
  'mfa',
  /** `of` has an access key that is active. */
  'active-key',
  /** `of` has an access key, active or not. */
  'access-key',
  /** `of` has a password for the console. */
  'password',
  /** `of` exists. */
  'exists',
  /** A user of the account has a policy attached or inline. */
  'policy-on-user',
  /** A role exists that is linked to the service `of` (`autoscaling.amazonaws.com`). */
  'linked-role',
  /** The password policy asks for at least `at` characters. */
  'password-length',
  /** A password must be replaced after at most `at` days. */
  'password-age',
  /** The last `at` passwords cannot be used again. */
  'password-reuse',
  /** Sign-in locks after at most `at` wrong passwords. */
  'lockout',
] as const;
export type QuestionFact = (typeof questionFacts)[number];

const isText = (value: unknown) => (typeof value === 'string' ? 1 : 0);

/**
 * A call of a solution or of a check. A text in `params` may hold placeholders that are filled in when it is made:
 * `{{code NAME}}` and `{{previous-code NAME}}` (of the MFA device), `{{key USER}}` and `{{oldest-key USER}}` (ids of
 * access keys), `{{metadata NAME}}` (of the outside provider).
 */
const call = members({
  /** Default: `iam`. */
  service: optional(oneOf(serviceNames)),
  operation: text,
  /** AWS's member names; a document may be an object. */
  params: anyObject,
  /** ARN of the caller; by default the root user of the account that the level opens on. */
  as: optional(text),
  /** Calls with this access key instead. It may be a placeholder. */
  key: optional(text),
});
export interface LevelCall extends Stated<typeof call> {}
const calls = items(call);

/** The engine answers one question. */
const answerCheck = members({
  kind: v.literal('answer'),
  question,
  wanted: verdict,
  /** The layer that must decide. */
  because: optional(oneOf(layers)),
  /** Asks as the newest temporary credentials of the principal. Without any, the answer is No. */
  session: optional(flag),
});
export interface AnswerCheck extends Stated<typeof answerCheck> {}

/** The engine answers the same for a set of principals and resources. */
const everyCheck = members({
  kind: v.literal('every'),
  /** `users`, `roles`, `people` (both) of the account that the level opens on, or ARNs. */
  of: choice([texts, oneOf(['users', 'roles', 'people'])], isText),
  /** ARNs. */
  except: optional(texts),
  actions: texts,
  resources: texts,
  context: optional(mapOf(textOrTexts)),
  wanted: verdict,
});
export interface EveryCheck extends Stated<typeof everyCheck> {}

const ending = oneOf(['done', 'refused']);

/** Makes calls in a copy of the world; the last one is judged. */
const callsCheck = members({
  kind: v.literal('calls'),
  calls,
  wanted: ending,
  /** AWS's error code of the refusal. */
  code: optional(text),
});
export interface CallsCheck extends Stated<typeof callsCheck> {}

/** There is no way to administrator, or to one thing, for the principal, as far as ways are known. */
const noWayUpCheck = members({
  kind: v.literal('no-way-up'),
  /** ARN of a user, a role, a session or an account’s root; or somebody outside: `repo:acme/shop:ref:refs/heads/main`. */
  principal: text,
  /** ARN of a resource, a user or a role; absent: administrator. */
  to: optional(arn),
  /** Only administrators of this account count. */
  account: optional(accountId),
});
export interface NoWayUpCheck extends Stated<typeof noWayUpCheck> {}

/** Somebody has gained these rights, by own calls and those of whom they gained. Changes by others do not count. */
const reachedCheck = members({
  kind: v.literal('reached'),
  /** ARN of the user or role whose calls count. */
  from: arn,
  /** `administrator`, or the ARN of a user or role. */
  to: choice([arn, v.literal('administrator')], (value) => (value === 'administrator' ? 1 : 0)),
});
export interface ReachedCheck extends Stated<typeof reachedCheck> {}

/** A login from outside runs through the flow and ends with credentials, or is refused at a check. */
const flowCheck = members({
  kind: v.literal('flow'),
  flow: oneOf(['saml', 'oidc']),
  /** Name of the outside provider. */
  provider: text,
  /** User name of its person, or name of its workload. */
  who: text,
  /** ARN. */
  role: text,
  /** Id of an attack on a message (flow/message/attacks.ts). */
  attack: optional(text),
  wanted: ending,
  /** Id of the check that must refuse: `SAML-09`. */
  at: optional(text),
});
export interface FlowCheck extends Stated<typeof flowCheck> {}

/** A state of the account that no answer tells. */
const factCheck = members({
  kind: v.literal('fact'),
  fact: oneOf(questionFacts),
  of: optional(text),
  at: optional(whole(0)),
  wanted: flag,
});
export interface FactCheck extends Stated<typeof factCheck> {}

const check = byKind([answerCheck, everyCheck, callsCheck, noWayUpCheck, reachedCheck, flowCheck, factCheck]);
export type LevelCheck = Stated<typeof check>;

const goal = members({
  id: matching(/^[a-z0-9-]{1,40}$/, 'an id like `alice-reads`'),
  /** The fact that is wanted, true once the goal is reached: `Mallory cannot read the payroll`. */
  text,
  check,
});
export interface LevelGoal extends Stated<typeof goal> {}

const prediction = members({
  /** The question in words: `Can Alice read the payroll?` */
  text,
  question,
  /** Calls that are made before it is asked, for example the change that the text speaks of. */
  after: some(call),
  /** True when the learner also says which statement decides. */
  statement: optional(flag),
});
export interface Prediction extends Stated<typeof prediction> {}

const wrongAnswer = members({
  /** The mistake in one sentence. */
  text,
  calls,
  /** Id of the goal, visible or hidden, that it fails. */
  fails: text,
});

const page = members({
  title: text,
  url: matching(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/, 'a page of AWS’s documentation'),
});

const file = fileOf(
  { format: levelFormat, version: levelVersion, otherwise: 'this is not a level' },
  {
    /** `deny-wins`; the address of the level and the key of its progress. It never changes. */
    id: matching(/^[a-z0-9-]{1,40}$/, 'an id like `deny-wins`'),
    title: text,
    tier: oneOf(tiers),
    /** A person who is new to it needs about this long. */
    minutes: whole(1, 60),
    /** The name of a scenario of the gallery, or the world itself. */
    scenario: choice([scenario, text], isText),
    /** One or two short paragraphs: the situation, and what is wanted. */
    intro: items(text),
    /** The question or the address on the page at which the level opens; absent: that of the scenario. */
    start: optional(
      members({
        question: optional(question),
        place: optional(place),
        /** ARN of the user or role that the learner acts as; absent: the root user. */
        as: optional(arn),
      }),
    ),
    goals: withRule(list(goal), ({ length }, refuse) => length > 0 || refuse([], 'a level needs a goal')),
    hidden: items(goal),
    /** Questions that are answered with a guess before the page answers them. At least three. */
    predictions: items(prediction),
    /** A nudge, then the place, then the exact change. */
    hints: v.pipe(v.array(text, 'a list'), v.length(3, 'three hints')),
    solution: calls,
    alternatives: items(members({ text, calls })),
    /** Answers that look right and come from a real mistake; each fails at a goal. */
    wrong: items(wrongAnswer),
    /** Up to three sentences that say what was learnt. */
    learnt: items(text),
    /** The page of AWS that says more. */
    page,
  },
);

const level = withRule(file, ({ goals, hidden, wrong }, refuse) => {
  const ids = new Set<string>();
  const add = (id: string, path: Path) => {
    if (ids.has(id)) refuse(path, `\`${id}\` stands there twice`);
    ids.add(id);
  };
  goals.forEach(({ id }, at) => add(id, ['goals', at, 'id']));
  hidden.forEach(({ id }, at) => add(id, ['hidden', at, 'id']));
  wrong.forEach(({ fails }, at) => ids.has(fails) || refuse(['wrong', at, 'fails'], `no goal \`${fails}\``));
});

/** A level of the path. One that is made of a scenario may lack a page, and hints. */
export interface Level extends Omit<Stated<typeof level>, 'page'> {
  readonly page?: Stated<typeof page>;
}

/** A level whose account is on screen already. */
export interface LevelText extends Omit<Level, 'scenario'> {}

export const readLevel = (value: unknown): Result<Level, Misfit> => readValue(level, value);

/** A level as the map shows it. A test compares it with the file. */
export interface LevelCard {
  readonly id: string;
  readonly title: string;
  /** A few words: the thing to do. */
  readonly purpose: string;
  /** The scenario of the gallery that it plays in; absent where it has a world of its own. */
  readonly scenario?: string;
  readonly minutes: number;
  /** Calls of the solution: the third star asks for no more steps. */
  readonly steps: number;
  readonly file: () => Promise<{ default: unknown }>;
}

export interface TierCards {
  readonly id: Tier;
  readonly title: string;
  /** One sentence about the tier. */
  readonly text: string;
  /** All levels, in the order of the path. */
  readonly levels: readonly LevelCard[];
  /** Absent: the levels are one list. Else all of them, in lists with a title each, in the same order. */
  readonly parts?: readonly TierPart[];
}

export interface TierPart {
  readonly title: string;
  readonly levels: readonly LevelCard[];
}
