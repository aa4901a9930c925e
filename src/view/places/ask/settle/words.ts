/** Says which file is missing, what it decides alone, and reads a policy that a person pastes for it. */

import { policyProblems } from '../../../../core/authoring/problems.ts';
import { parseArn } from '../../../../core/model/arn.ts';
import { type FileName, type MissingFile, whatSettlesCall } from '../../../../core/query/settle/settle.ts';
import type { AnswerEnv } from '../../../../core/query/ask/answer.ts';
import type { CallAnswer } from '../../../../core/query/ask/answer-alone.ts';
import type { World } from '../../../../core/model/world/world.ts';
import type { AssumedKind } from '../given-policies/words.ts';
import { resourceWords } from '../question/choices.ts';

/** Returns the files that settle the whole call; none where policies do not decide it. */
export function filesFor(world: World, call: CallAnswer, env: AnswerEnv): MissingFile[] {
  if (call.answer.kind === 'decision') return [];
  return whatSettlesCall(
    world,
    call.parts.map(({ question }) => question),
    env,
  );
}

/** Returns the file as a heading: `The key policy of key/1234`. */
export function fileTitle({ kind, account, resource = '' }: FileName): string {
  const name = `\`${resourceWords(resource)}\``;
  switch (kind) {
    case 'scps':
      return `The service control policies (SCPs) of account ${account ?? ''}`;
    case 'rcps':
      return account === undefined
        ? 'The resource control policies (RCPs) of the account that owns the bucket'
        : `The resource control policies (RCPs) of account ${account}`;
    case 'account':
      return `The users, roles and policies of account ${account ?? ''}`;
    case 'attached-policies':
      return 'Policies that the imported file names and does not hold';
    case 'resource-policy':
      return resource.includes(':alias/')
        ? `The key behind ${name}`
        : `The ${policyOf[parseArn(resource)?.service ?? ''] ?? 'resource policy'} of ${name}`;
    case 'grants':
      return `The grants of ${name}`;
    case 'bucket-abac':
      return `Attribute-based access of ${name}: on or off`;
    case 'block-public-access':
      return `S3 Block Public Access of ${name}, if its policy is public`;
    case 'narrower-question':
      return 'A question about one caller and one resource';
  }
}

const policyOf: Readonly<Record<string, string>> = {
  s3: 'bucket policy',
  kms: 'key policy',
  iam: 'trust policy',
  sqs: 'queue policy',
  sns: 'topic policy',
};

/** Says how many files are needed, and which content makes the others needless. */
export function settleWords(files: readonly MissingFile[]): string {
  if (files.length === 1) return 'One file settles it.';
  const alone = files.filter((file) => file.alone.length > 0);
  if (alone.length === 0) return 'All of these count.';
  const yes = alone.filter((file) => file.alone.includes('allowed')).length;
  const some =
    alone.length === files.length ? 'any of these' : `the first ${alone.length === 1 ? 'one' : alone.length}`;
  return yes === 0
    ? `A deny in ${some} makes it a sure No. A Yes may need all of them.`
    : 'The first one can settle it alone.';
}

/** Returns the kind of policy that a question can be given in place of the file; `undefined`: none. */
export function pastedKind({ kind, resource = '' }: FileName): AssumedKind | undefined {
  if (kind === 'scps') return 'scp';
  if (kind === 'rcps') return 'rcp';
  return kind === 'resource-policy' && !resource.includes(':alias/') ? 'resource' : undefined;
}

/** Returns the policy in AWS's answer, where somebody pastes the whole answer. */
export function policyIn(text: string): string {
  const found = policyMember(parsed(text));
  if (found === undefined) return text;
  return typeof found === 'string' ? found : JSON.stringify(found, null, 2);
}

/** Returns why AWS would not take the policy; its own RCPFullAWSAccess, which no customer may write, is one. */
export function problemOf(policy: string, kind: AssumedKind): string | undefined {
  return kind === 'rcp' && isFullAccess(parsed(policy))
    ? undefined
    : policyProblems(policy, kind)[0]?.message;
}

function isFullAccess(policy: unknown): boolean {
  const { Statement } = (policy ?? {}) as { readonly Statement?: unknown };
  const [only, ...others] = [Statement].flat() as (Readonly<Record<string, unknown>> | undefined)[];
  return (
    others.length === 0 &&
    only?.['Effect'] === 'Allow' &&
    ['Principal', 'Action', 'Resource'].every((member) => String(only[member]) === '*')
  );
}

function policyMember(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const members = answer as Readonly<Record<string, unknown>>;
  for (const name of ['Attributes', 'Role'])
    if (members[name] !== undefined) return policyMember(members[name]);
  const policy = members['Policy'];
  if (typeof policy === 'object' && policy !== null && 'Content' in policy) return policy.Content;
  return policy ?? members['ResourcePolicy'] ?? members['policyText'] ?? members['AssumeRolePolicyDocument'];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
