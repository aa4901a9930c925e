/** Collects the policies that are shown beside a question, and marks the statements that decided. */

import { type DecisionEnv, type Question, evaluationInput } from '../../core/authz/authorize.ts';
import type { Layer, Span } from '../../core/authz/decision.ts';
import { standing } from '../../core/authz/organization.ts';
import { arnName, parseArn } from '../../core/model/arn.ts';
import type { HolderTable } from '../../core/model/records/lists.ts';
import type { PolicyRecord } from '../../core/model/records/identities.ts';
import { type World, controlPolicyOf, findByArn, holder } from '../../core/model/world/world.ts';
import { layOut, policyText } from '../../core/words/policy-text.ts';
import { compile } from '../../core/policy/compile.ts';
import { attachedTo } from './facts.ts';
import type { DecidedQuestion } from './format.ts';

export interface ShownPolicy {
  /** `Policy `ReadReports`, attached to `alice`` */
  readonly label: string;
  readonly text: string;
  /** Places in `text` of the statements that decided. */
  readonly marks: readonly ToneMark[];
  /** True where the answer is No because its layer does not allow it. */
  readonly silent: boolean;
}

export interface ToneMark extends Span {
  readonly tone: 'allow' | 'deny';
}

/** A policy before anything is decided. */
export interface FoundPolicy {
  /** Its name in decisions; absent where it takes no part. */
  readonly name?: string;
  readonly layer: Layer;
  readonly label: string;
  readonly text: string;
}

/** `also`: ARNs of policies, and of users, groups and roles whose policies are shown though they do not count. */
export function foundPolicies(
  world: World,
  questions: readonly Question[],
  env: DecisionEnv,
  also: readonly string[],
): FoundPolicy[] {
  const found = new Map<string, FoundPolicy[]>();
  const add = (layer: Layer, name: string, question: Question) => {
    if (!found.has(name)) found.set(name, described(world, layer, name, question));
  };
  for (const question of questions) {
    const input = evaluationInput(world, question, env);
    const { permissionsBoundary, sessionPolicies = [], scopeDownPolicies = [], resourcePolicy } = input;
    const { serviceControlPolicies = [], resourceControlPolicies = [] } = input;
    for (const { name } of input.identityPolicies) add('identity', name, question);
    if (permissionsBoundary) add('permissions-boundary', permissionsBoundary.name, question);
    for (const { name } of [...sessionPolicies, ...scopeDownPolicies]) add('session', name, question);
    if (resourcePolicy) add('resource', resourcePolicy.name, question);
    for (const { name } of serviceControlPolicies.flat()) add('service-control', name, question);
    for (const { name } of resourceControlPolicies.flat()) add('resource-control', name, question);
  }
  for (const name of also.flatMap((arn) => policiesBehind(world, arn)))
    if (!found.has(name))
      found.set(
        name,
        described(world, 'identity', name).map(({ layer, label, text }) => ({ layer, label, text })),
      );
  return [...found.values()].flat();
}

/** Marks what the decisions say. Without a deciding statement, the layer that is silent says No. */
export function marked(
  policies: readonly FoundPolicy[],
  decided: readonly DecidedQuestion[],
  behind: readonly FoundPolicy[],
): ShownPolicy[] {
  const read = new Set(behind.map(({ name }) => name));
  return policies.map(({ name, layer, label, text }) => {
    const laid = layOut(text);
    const compiled = compile(text);
    const deciding = decided
      .flatMap(({ decision }) => decision.deciding)
      .filter(({ policy }) => policy === name);
    const silent = decided.some(
      ({ decision }) =>
        decision.reason === 'implicit-deny' &&
        decision.layer === layer &&
        name !== undefined &&
        read.has(name),
    );
    const marks = [...new Set(deciding.map(({ statement }) => statement))].flatMap((at): ToneMark[] => {
      const statement = compiled.statements[at];
      if (!statement) return [];
      const tone = statement.effect === 'Deny' ? 'deny' : 'allow';
      return [{ ...(laid.statements[at] ?? statement.span), tone }];
    });
    return { label, text: laid.text, marks, silent };
  });
}

function policiesBehind(world: World, arn: string): string[] {
  const ref = world.index.byArn.get(arn);
  if (ref?.table === 'policies') return [arn];
  const found = ref && holder(world, `${ref.table as HolderTable}/${ref.id}`);
  if (!found) return [];
  return [...found.inlinePolicies.map(({ policyName }) => `${arn}#${policyName}`), ...found.attachedPolicies];
}

/** Returns a policy with its label; all versions of one that has several; nothing for AWS's own control policies. */
function described(world: World, layer: Layer, name: string, question?: Question): FoundPolicy[] {
  if (layer === 'service-control' || layer === 'resource-control') return controlPolicies(world, layer, name);
  const managed = findByArn(world, 'policies', name);
  if (managed) return versionsOf(world, layer, managed, question);
  const found = policyText(world, name, question?.assume);
  if (!found) return [];
  const { kind, label, document } = found;
  const words =
    kind === 'inline'
      ? `Inline policy \`${label}\` of ${holderText(found.arn)}`
      : kind === 'assumed'
        ? 'Session policy'
        : ownPolicyText(name);
  return [{ name, layer, label: words, text: document }];
}

function controlPolicies(world: World, layer: Layer, arn: string): FoundPolicy[] {
  const policy = controlPolicyOf(world, arn);
  if (!policy || policy.awsManaged) return [];
  const places = [...world.accounts.keys()].flatMap((account) => {
    const place = standing(world, account);
    return place ? [attachedTo(world, policy, place)] : [];
  });
  const kind = layer === 'service-control' ? 'Service' : 'Resource';
  const where = [...new Set(places.filter((place) => place !== ''))].join(' and ');
  const label = `${kind} control policy \`${policy.name}\`, attached to ${where}`;
  return [{ name: arn, layer, label, text: policy.content }];
}

function versionsOf(world: World, layer: Layer, policy: PolicyRecord, question?: Question): FoundPolicy[] {
  const { arn, policyName, versions, defaultVersionId } = policy;
  const use = useText(world, layer, arn, question);
  return versions.map(({ versionId, document }) => {
    const isDefault = versionId === defaultVersionId;
    const version = isDefault ? `${versionId} (default version)` : `${versionId} (not the default version)`;
    const label = `${use.replace('{}', `\`${policyName}\``)}${versions.length > 1 ? `, ${version}` : ''}`;
    return { ...(isDefault ? { name: arn } : {}), layer, label, text: document };
  });
}

function useText(world: World, layer: Layer, policy: string, question?: Question): string {
  if (layer === 'permissions-boundary') return 'Permissions boundary {}';
  const users = [...world.users.values(), ...world.groups.values(), ...world.roles.values()];
  const holders = users.filter(({ attachedPolicies }) => attachedPolicies.some((arn) => arn === policy));
  const own = holders.find(({ arn }) => arn === question?.principal);
  const names = (own ? [own] : holders).map(({ arn }) => holderText(arn));
  return names.length === 0
    ? 'Policy {}, attached to nobody'
    : `Policy {}, attached to ${names.join(' and ')}`;
}

function holderText(arn: string): string {
  const type = parseArn(arn)?.resource.split('/')[0] ?? '';
  return type === 'user' ? `\`${arnName(arn)}\`` : `the ${type} \`${arnName(arn)}\``;
}

const kinds: Readonly<Record<string, string>> = {
  s3: 'Bucket',
  sqs: 'Queue',
  sns: 'Topic',
  kms: 'Key',
};

function ownPolicyText(arn: string): string {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  if (service === 'iam') return `Trust policy of ${holderText(arn)}`;
  const name = resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  return `${kinds[service] ?? 'Resource'} policy of \`${name}\``;
}
