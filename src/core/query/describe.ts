import type { Question } from '../authz/authorize.ts';
import type { Decision, Layer } from '../authz/decision.ts';
import { arnName, parseArn } from '../model/arn.ts';
import type { World } from '../model/world.ts';
import type { CompiledStatement } from '../policy/compile.ts';
import { resourceLabel } from './resource-nodes.ts';

/**
 * Plain sentences for statements and decisions. Names before ARNs; no rule is decided here, only worded.
 * Requests are in describe-request.ts.
 */

/** `alice`, `role Deploy`, `session ci of role Deploy`, `root`, `lambda.amazonaws.com`, `anyone`. */
export function principalName(text: string): string {
  if (text === '*') return 'anyone';
  const arn = parseArn(text);
  if (!arn) return text;
  const [type, name, session] = arn.resource.split('/');
  if (type === 'root') return 'root';
  if (type === 'assumed-role' && name && session) return `session ${session} of role ${name}`;
  if (type === 'role') return `role ${arnName(text)}`;
  return arnName(text);
}

/** A policy as decisions name it: `ReadPayroll`, `Notes of alice`, `the trust policy of Deploy`. */
export function policyLabel(name: string): string {
  const hash = name.indexOf('#');
  const arn = parseArn(hash < 0 ? name : name.slice(0, hash));
  if (!arn) return name;
  if (hash >= 0 && arn.service === 'iam') return `${name.slice(hash + 1)} of ${arnName(name.slice(0, hash))}`;
  if (arn.service === 'iam' && arn.resource.startsWith('role/'))
    return `the trust policy of ${arnName(name)}`;
  if (arn.service === 'iam' && arn.resource.startsWith('policy/')) return arnName(name);
  return `the policy of ${resourceLabel(name)}`;
}

/** The same in a world: a control policy by the name that people gave it, not by its id. */
export function policyNameIn(world: World, name: string): string {
  if (parseArn(name)?.service !== 'organizations') return policyLabel(name);
  for (const policy of world.controlPolicies.values()) if (policy.arn === name) return policy.name;
  return policyLabel(name);
}

export const resourceName = (resource: string): string =>
  resource === '*' ? 'any resource' : resourceLabel(resource);

const all = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** At most three, then "and N more". */
const some = (words: readonly string[]): string =>
  words.length <= 4 ? all(words) : `${words.slice(0, 3).join(', ')} and ${words.length - 3} more`;

function actionsOf(statement: CompiledStatement): string {
  if (statement.notActions) return `everything except ${some(statement.notActions)}`;
  const actions = statement.actions ?? [];
  return actions.some((action) => action === '*' || action === '*:*') ? 'every action' : some(actions);
}

function resourcesOf(statement: CompiledStatement): string {
  if (statement.notResources)
    return ` on everything except ${some(statement.notResources.map(resourceName))}`;
  if (!statement.resources) return '';
  return statement.resources.includes('*')
    ? ' on everything'
    : ` on ${some(statement.resources.map(resourceName))}`;
}

function principalsOf(statement: CompiledStatement): string {
  const named = statement.principals ?? statement.notPrincipals;
  if (!named) return '';
  const names = named.map(({ value, type }) =>
    type === 'AWS' && parseArn(value)?.resource === 'root'
      ? `account ${parseArn(value)?.account ?? ''}`
      : /^\d{12}$/.test(value)
        ? `account ${value}`
        : principalName(value),
  );
  return statement.notPrincipals ? ` to all but ${some(names)}` : ` to ${some(names)}`;
}

function conditionsOf(statement: CompiledStatement): string {
  const keys = [...new Set((statement.conditions ?? []).map(({ key }) => key))];
  return keys.length === 0 ? '' : `, depending on ${all(keys)}`;
}

/** `Allows s3:GetObject on s3://payroll/*, depending on aws:MultiFactorAuthPresent.` */
export function describeStatement(statement: CompiledStatement): string {
  const verb = statement.effect === 'Allow' ? 'Allows' : 'Denies';
  return `${verb} ${actionsOf(statement)}${resourcesOf(statement)}${principalsOf(statement)}${conditionsOf(statement)}.`;
}

/** What a layer's policies are called where one of them denies or none allows. */
const layerWords: Readonly<Record<Layer, readonly [one: string, none: string]>> = {
  identity: ['a policy', 'no policy of {P}'],
  resource: ["the resource's policy", "no statement of the resource's policy"],
  'permissions-boundary': ['the permissions boundary', 'the permissions boundary of {P} does not'],
  session: ['a session policy', 'no session policy'],
  'service-control': ['a service control policy', 'no service control policy'],
  'resource-control': ['a resource control policy', 'no resource control policy'],
  'vpc-endpoint': ['the VPC endpoint policy', 'no VPC endpoint policy'],
  'root-user': ['the root user', 'the root user'],
};

/** The verdict in one sentence that names the deciding layer and policy. */
export function describeDecision(question: Question, decision: Decision): string {
  const who = principalName(question.principal);
  const trust = decision.layer === 'resource' && question.action.toLowerCase().startsWith('sts:');
  const policies = [...new Set(decision.deciding.map(({ policy }) => policyLabel(policy)))];
  const many = policies.length > 1;
  const request = `${question.action}${question.resource === '*' ? '' : ` on ${resourceName(question.resource)}`}`;
  switch (decision.reason) {
    case 'allowed':
      if (decision.layer === 'root-user') return `Allowed: ${who} is the root user of the account.`;
      return `Allowed because ${all(policies) || layerWords[decision.layer][0]} ${many ? 'allow' : 'allows'} ${request}.`;
    case 'explicit-deny':
      return `Denied because ${all(policies) || layerWords[decision.layer][0]} explicitly ${many ? 'deny' : 'denies'} ${request}.`;
    case 'implicit-deny': {
      if (trust) return `Denied because the role's trust policy does not let ${who} in.`;
      const [, none] = layerWords[decision.layer];
      const nobody = none.replace('{P}', who);
      return `Denied because ${nobody}${nobody.endsWith('not') ? ' allow' : ' allows'} ${request}.`;
    }
  }
}
