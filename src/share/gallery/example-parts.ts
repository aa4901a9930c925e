/** Parts that the accounts of rules and of methods share: their ids and names, and short forms of statements and documents. */

import type { ScenarioAccount } from '../scenario/format/account.ts';

export interface ExampleStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: string | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type ExamplePolicy = Readonly<Record<'Version' | 'Statement', unknown>>;

type Condition = ExampleStatement['Condition'];

const statement =
  (Effect: ExampleStatement['Effect']) =>
  (Action: string | readonly string[], Resource = '*', Condition?: Condition): ExampleStatement => ({
    Effect,
    Action: typeof Action !== 'string' && Action.length === 1 ? (Action[0] ?? '') : Action,
    Resource,
    ...(Condition && { Condition }),
  });

export const allowing = statement('Allow');
export const denying = statement('Deny');
export const equal = (key: string, value: string): Condition => ({ StringEquals: { [key]: value } });

export const trusting = (
  Principal: string | Readonly<Record<string, string>>,
  Action: string | readonly string[] = 'sts:AssumeRole',
  Condition?: Condition,
): ExampleStatement => ({ Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) });

export const examplePolicyOf = (statements: readonly ExampleStatement[]): ExamplePolicy => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const everythingPolicy = examplePolicyOf([allowing('*')]);

export const home = '111122223333';
/** Owns a role of an example, or an assignment that is not for the first account. */
export const foreign = '444455556666';
export const region = 'us-east-1';

/** Whoever uses the method, by the kind that it needs. */
export const actorNames = { user: 'developer', role: 'Developer' } as const;
/** Whoever is gained. */
export const targetNames = { user: 'operator', role: 'Operations' } as const;
/** A role that services take, too, and that can do little. */
export const reader = 'ReportReader';
/** A role that a service takes only to assume another. */
export const caller = 'StackSetCaller';
/** A policy of whoever has it, which a method rewrites. */
export const ownPolicy = 'TeamAccess';
export const team = 'Team';
export const administrators = 'Administrators';

export const exampleIamArn = (rest: string, account: string = home): string =>
  `arn:aws:iam::${account}:${rest}`;
export const administratorAccessArn = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Returns an account that has nothing but `more`. */
export const exampleAccount = (
  id: string,
  name: string,
  more: Partial<ScenarioAccount> = {},
): ScenarioAccount => ({
  id,
  name,
  mfaDevices: [],
  users: [],
  groups: [],
  roles: [],
  policies: [],
  instanceProfiles: [],
  resources: [],
  usage: [],
  samlProviders: [],
  oidcProviders: [],
  outsideProviders: [],
  ...more,
});
