/**
 * `PolicyExclusionList` of SimulatePrincipalPolicy: policies that the simulation leaves out as if nobody
 * had attached them. Only attached policies can be left out, never those that the request itself carries.
 */

import type { NamedPolicy } from '#core/authz/decision.ts';
import { parseArn } from '#core/model/arn.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { fail } from '../../errors/codes.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import type * as Api from '../../model/generated/iam-types.ts';

export interface Exclusions {
  /** Says of an identity policy, under the engine's name for it (authz/gather.ts), that it is left out. */
  readonly leavesOut: (policy: NamedPolicy) => boolean;
  readonly boundary: boolean;
  readonly serviceControlPolicies: boolean;
}

type Test = (name: string) => boolean;

/** Reads the list; `InvalidInput` for an identifier that is no ARN or has a wildcard in the wrong place. */
export function readExclusions(list: readonly Api.PolicyIdentifier[] = []): Result<Exclusions, AwsError> {
  const tests: Test[] = [];
  for (const identifier of list) {
    const test = testOf(identifier);
    if (!test) return fail('InvalidInput', unverifiedTexts.badPolicyIdentifier);
    tests.push(test);
  }
  const types = new Set(list.map(({ PolicyType }) => PolicyType));
  return ok({
    leavesOut: ({ name }) => tests.some((test) => test(name)),
    boundary: types.has('permission-boundary'),
    serviceControlPolicies: types.has('scp'),
  });
}

const none: Test = () => false;
const managed = /^arn:aws:iam::(?:aws|\d{12}):policy\//;

/** RCPs take no part in simulations; boundaries and SCPs are no identity policies. */
const ofType: Readonly<Record<NonNullable<Api.PolicyIdentifier['PolicyType']>, Test>> = {
  'aws-managed': (name) => name.startsWith('arn:aws:iam::aws:policy/'),
  'user-managed': (name) => /^arn:aws:iam::\d{12}:policy\//.test(name),
  inline: (name) => name.includes('#'),
  'permission-boundary': none,
  scp: none,
  rcp: none,
};

function testOf(identifier: Api.PolicyIdentifier): Test | undefined {
  if (Object.values(identifier).filter((value) => value !== undefined).length !== 1) return undefined;
  const { PolicyType: type, PolicyArn: arn, InlinePolicyIdentifier: inline } = identifier;
  if (type !== undefined) return ofType[type];
  if (arn !== undefined) return testOfArn(arn);
  return inline && testOfInline(inline);
}

/** Takes wildcards in the resource's name only; an ARN of something else is well formed and matches nothing. */
function testOfArn(arn: string): Test | undefined {
  const resource = parseArn(arn)?.resource;
  if (!resource) return undefined;
  const prefix = arn.slice(0, arn.length - resource.length);
  const [kind = ''] = resource.split('/');
  if (/[*?]/.test(prefix + kind) || !hasFewStars(resource)) return undefined;
  const matches = glob(arn);
  return managed.test(arn) ? (name) => !name.includes('#') && matches(name) : none;
}

function testOfInline({
  PolicyName: policyName,
  AttachmentType: type,
  AttachmentName: holder,
}: Api.InlinePolicyIdentifierType): Test | undefined {
  if (/[*?]/.test(policyName) || !hasFewStars(holder)) return undefined;
  const matches = glob(holder);
  return (name) => {
    const hash = name.indexOf('#');
    if (hash < 0 || name.slice(hash + 1) !== policyName) return false;
    const [kind, ...path] = (parseArn(name.slice(0, hash))?.resource ?? '').split('/');
    return kind === type && matches(path.at(-1) ?? '');
  };
}

const hasFewStars = (text: string): boolean => text.split('*').length <= 2;

/** Returns a test for a pattern in which `*` stands for any characters and `?` for one. */
function glob(pattern: string): Test {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const expression = new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
  return (name) => expression.test(name);
}
