/** Reads what policies of an actor say about IAM and instances, as a person does who makes something new. */

import { type Question, evaluationInput } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { type CompiledStatement, type Condition, compile } from '#core/policy/compile.ts';
import type { World } from '#core/model/world/world.ts';
import { actingAs } from '../administrator.ts';
import { filledVariables, candidatePoliciesOf } from '../candidates.ts';
import { type SearchEnv, remembered } from '../search-env.ts';

export interface OwnRules {
  /** Statements of all layers that may be about actions of IAM or STS, Deny too. */
  readonly statements: readonly CompiledStatement[];
  readonly context: RequestContext;
}

export const rulesOf = (world: World, principal: string, env: SearchEnv): OwnRules =>
  rulesAbout('iam', isAboutIam, world, principal, env);

export const instanceRulesOf = (world: World, principal: string, env: SearchEnv): OwnRules =>
  rulesAbout('instances', isAboutInstances, world, principal, env);

const rulesAbout = (
  subject: string,
  isAbout: (one: CompiledStatement) => boolean,
  world: World,
  principal: string,
  env: SearchEnv,
): OwnRules =>
  remembered(env, world, `rules ${subject} ${principal}`, () => {
    const asking: Pick<Question, 'principal' | 'session'> = actingAs(world, principal, env);
    const input = evaluationInput(world, { ...asking, action: 'iam:GetUser', resource: '*' }, env);
    const statements = candidatePoliciesOf(input).flatMap(({ document }) =>
      compile(document).statements.filter(isAbout),
    );
    return { statements, context: input.context ?? {} };
  });

export const isAboutIam = ({ actions }: Pick<CompiledStatement, 'actions'>): boolean =>
  actions === undefined || actions.some((one) => /^(\*|iam:|sts:)/i.test(one));

const isAboutInstances = ({ actions }: Pick<CompiledStatement, 'actions'>): boolean =>
  actions === undefined || actions.some((one) => /^(\*|ssm:|ec2:|ec2-instance-connect:)/i.test(one));

export const conditionsOn = ({ statements }: OwnRules, keys: RegExp): Condition[] =>
  statements.flatMap(({ conditions = [] }) => conditions.filter(({ key }) => keys.test(key)));

/** Returns the values of a condition with the actor's own in place of variables; those that nobody knows are left out. */
export const valuesOf = ({ context }: OwnRules, { values }: Pick<Condition, 'values'>): string[] =>
  values.map((value) => filledVariables(value, context)).filter((value) => !value.includes('${'));
