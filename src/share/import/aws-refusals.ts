/**
 * Names the policies of account files that AWS would refuse to save today. The account has them, because they
 * are older than the check or because our check is too strict, so they come in as they are.
 */

import type { InlinePolicy } from '../../core/model/records/identities.ts';
import { checkPolicy, type PolicyKind } from '../../core/policy/checks/check.ts';
import type { WorldRecords } from '../world-records.ts';
import type { Steps } from '../../core/model/steps.ts';

interface CheckedDocument {
  readonly what: string;
  readonly document: string;
  readonly kind: PolicyKind;
}

/** Policies that are named; a file may hold hundreds of one kind. */
const mostNamed = 5;

/** Documents between two steps: some milliseconds of work. */
const stride = 100;

export function* awsRefusals(records: WorldRecords): Steps<string[]> {
  const refused: string[] = [];
  let reason = '';
  let done = 0;
  for (const { what, document, kind } of documentsOf(records)) {
    if (done > 0 && done % stride === 0) yield;
    done += 1;
    const [problem] = checkPolicy(document, kind);
    if (!problem) continue;
    refused.push(what);
    reason = problem.detail === undefined ? problem.message : `${problem.message} (${problem.detail})`;
  }
  const [first] = refused;
  if (first === undefined) return [];
  if (refused.length === 1) return [`AWS would now refuse ${first}. Here it stays as in the file: ${reason}`];
  const rest = refused.length - mostNamed;
  const named = `${refused.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return [`AWS would now refuse ${refused.length} policies. Here they stay as in the file: ${named}.`];
}

function* documentsOf(records: WorldRecords): Iterable<CheckedDocument> {
  const { policies, users, groups, roles, resources, controlPolicies } = records;
  for (const { account, policyName, versions } of policies) {
    if (account === 'aws') continue;
    for (const { versionId, document } of versions)
      yield { what: `version ${versionId} of policy \`${policyName}\``, document, kind: 'identity-managed' };
  }
  for (const user of users) yield* inlineOf(user.inlinePolicies, `user \`${user.userName}\``);
  for (const group of groups) yield* inlineOf(group.inlinePolicies, `group \`${group.groupName}\``);
  for (const { path, roleName, inlinePolicies, assumeRolePolicyDocument } of roles) {
    // AWS writes the policies of these roles itself.
    if (/^\/aws-(?:service-role|reserved)\//.test(path)) continue;
    const role = `role \`${roleName}\``;
    yield { what: `the trust policy of ${role}`, document: assumeRolePolicyDocument, kind: 'trust' };
    yield* inlineOf(inlinePolicies, role);
  }
  for (const { arn, policy } of resources)
    if (policy !== undefined) yield { what: `the policy of \`${arn}\``, document: policy, kind: 'resource' };
  for (const { awsManaged, name, content, type } of controlPolicies) {
    if (awsManaged) continue;
    const kind = type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : 'scp';
    yield { what: `control policy \`${name}\``, document: content, kind };
  }
}

function* inlineOf(policies: readonly InlinePolicy[], holder: string): Iterable<CheckedDocument> {
  for (const { policyName, document } of policies)
    yield { what: `inline policy \`${policyName}\` of ${holder}`, document, kind: 'identity-inline' };
}
