/**
 * A level: a world to begin in, a goal that the engine checks, and what helps on the way. It is JSON that a teacher can
 * write by hand, in a version of its own. It is solved by behaviour, never by the shape of an answer.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import type { Layer } from '../../core/authz/decision.ts';
import type { ServiceName } from '../../core/model/request/request.ts';
import type { Scenario, ScenarioQuestion, ScenarioVerdict } from '../../share/scenario/format.ts';

export const levelFormat = 'iam-playground/level';
/** Version 2 brings the goal `reached` and the identity at the start. */
export const levelVersion = 2;

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

export interface Level {
  /** `deny-wins`; the address of the level and the key of its progress. It never changes. */
  readonly id: string;
  readonly title: string;
  readonly tier: Tier;
  /** A person who is new to it needs about this long. */
  readonly minutes: number;
  /** The name of a scenario of the gallery, or the world itself. */
  readonly scenario: string | Scenario;
  /** One or two short paragraphs: the situation, and what is wanted. */
  readonly intro: readonly string[];
  /** The question or the address on the page at which the level opens; absent: that of the scenario. */
  readonly start?: {
    readonly question?: ScenarioQuestion;
    readonly place?: string;
    /** ARN of the user or role that the learner acts as; absent: the root user. */
    readonly as?: string;
  };
  readonly goals: readonly LevelGoal[];
  /** Goals that nobody sees before the end: they hold when the solution gives no more than is needed. */
  readonly hidden: readonly LevelGoal[];
  /** Questions that are answered with a guess before the page answers them. At least three. */
  readonly predictions: readonly Prediction[];
  /** A nudge, then the place, then the exact change. A level of the path has all three. */
  readonly hints: readonly string[];
  readonly solution: readonly LevelCall[];
  readonly alternatives: readonly { readonly text: string; readonly calls: readonly LevelCall[] }[];
  /** Answers that look right and come from a real mistake; each fails at a goal. */
  readonly wrong: readonly WrongAnswer[];
  /** Up to three sentences that say what was learnt. */
  readonly learnt: readonly string[];
  /** The page of AWS that says more. A level of the path has one. */
  readonly page?: { readonly title: string; readonly url: string };
}

/** A level whose account is on screen already. */
export type LevelText = Omit<Level, 'scenario'>;

export interface LevelGoal {
  readonly id: string;
  /** A statement beside the columns Wanted and Now, so never a negation: `Mallory can read the payroll`. */
  readonly text: string;
  readonly check: Check;
}

export interface Prediction {
  /** The question in words: `Can Alice read the payroll?` */
  readonly text: string;
  readonly question: ScenarioQuestion;
  /** Calls that are made before it is asked, for example the change that the text speaks of. */
  readonly after?: readonly LevelCall[];
  /** True when the learner also says which statement decides. */
  readonly statement?: boolean;
}

export interface WrongAnswer {
  /** The mistake in one sentence. */
  readonly text: string;
  readonly calls: readonly LevelCall[];
  /** Id of the goal, visible or hidden, that it fails. */
  readonly fails: string;
}

/**
 * A call of a solution or of a check. A text in `params` may hold placeholders that are filled in when it is made:
 * `{{code NAME}}` and `{{previous-code NAME}}` (of the MFA device), `{{key USER}}` and `{{oldest-key USER}}` (ids of
 * access keys), `{{metadata NAME}}` (of the outside provider).
 */
export interface LevelCall {
  /** Default: `iam`. */
  readonly service?: ServiceName;
  readonly operation: string;
  /** AWS's member names; a document may be an object. */
  readonly params: Readonly<Record<string, unknown>>;
  /** ARN of the caller; by default the root user of the account that the level opens on. */
  readonly as?: string;
  /** Calls with this access key instead. It may be a placeholder. */
  readonly key?: string;
}

export type Check =
  | AnswerCheck
  | EveryCheck
  | CallsCheck
  | NoWayUpCheck
  | ReachedCheck
  | FlowCheck
  | FactCheck;

/** The engine answers one question. */
export interface AnswerCheck {
  readonly kind: 'answer';
  readonly question: ScenarioQuestion;
  readonly wanted: ScenarioVerdict;
  /** The layer that must decide. */
  readonly because?: Layer;
  /** Asks as the newest temporary credentials of the principal. Without any, the answer is No. */
  readonly session?: boolean;
}

/** The engine answers the same for a set of principals and resources. */
export interface EveryCheck {
  readonly kind: 'every';
  /** `users`, `roles`, `people` (both) of the account that the level opens on, or ARNs. */
  readonly of: 'users' | 'roles' | 'people' | readonly string[];
  /** ARNs. */
  readonly except?: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context?: ScenarioQuestion['context'];
  readonly wanted: ScenarioVerdict;
}

/** Makes calls in a copy of the world; the last one is judged. */
export interface CallsCheck {
  readonly kind: 'calls';
  readonly calls: readonly LevelCall[];
  readonly wanted: 'done' | 'refused';
  /** AWS's error code of the refusal. */
  readonly code?: string;
}

/** There is no way to administrator, or to one thing, for the principal, as far as ways are known. */
export interface NoWayUpCheck {
  readonly kind: 'no-way-up';
  /** ARN of a user, a role, a session or an account’s root; or somebody outside: `repo:acme/shop:ref:refs/heads/main`. */
  readonly principal: string;
  /** ARN of a resource, a user or a role; absent: administrator. */
  readonly to?: string;
  /** Only administrators of this account count. */
  readonly account?: string;
}

/** Somebody has gained these rights, by own calls and those of whom they gained. Changes by others do not count. */
export interface ReachedCheck {
  readonly kind: 'reached';
  /** ARN of the user or role whose calls count. */
  readonly from: string;
  /** `administrator`, or the ARN of a user or role. */
  readonly to: string;
}

/** A login from outside runs through the flow and ends with credentials, or is refused at a check. */
export interface FlowCheck {
  readonly kind: 'flow';
  readonly flow: 'saml' | 'oidc';
  /** Name of the outside provider. */
  readonly provider: string;
  /** User name of its person, or name of its workload. */
  readonly who: string;
  /** ARN. */
  readonly role: string;
  /** Id of an attack on a message (flow/message/attacks.ts). */
  readonly attack?: string;
  readonly wanted: 'done' | 'refused';
  /** Id of the check that must refuse: `SAML-09`. */
  readonly at?: string;
}

export const facts = [
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
export type Fact = (typeof facts)[number];

/** A state of the account that no answer tells. */
export interface FactCheck {
  readonly kind: 'fact';
  readonly fact: Fact;
  readonly of?: string;
  readonly at?: number;
  readonly wanted: boolean;
}
