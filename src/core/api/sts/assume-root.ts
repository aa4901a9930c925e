/** AssumeRoot (S-10): short root sessions of member accounts, bound to one task policy. */

import { standing } from '../../authz/organization.ts';
import { isClosed } from '../../model/world/dates.ts';
import { rootArn } from '../../model/arn.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { fail } from '../errors/codes.ts';
import type { AssumeRootRequest } from '../model/generated/sts-types.ts';
import { type Call, type Operation, done, stsOperation } from '../operation.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';
import { callerOf } from './assume-role.ts';
import { issueSession, plainDraft, tokenUse } from './issue.ts';
import { defined } from '../../model/defined.ts';

const taskPrefix = 'arn:aws:iam::aws:policy/root-task/';
const tasks: ReadonlySet<string> = new Set(
  [
    'IAMAuditRootUserCredentials',
    'IAMCreateRootUserPassword',
    'IAMDeleteRootUserCredentials',
    'S3UnlockBucketPolicy',
    'SQSUnlockQueuePolicy',
  ].map((name) => taskPrefix + name),
);

const assumeRoot = stsOperation('AssumeRoot', {
  checks: (call) => {
    const target = targetOf(call);
    if (!target.ok) return target;
    const resource = rootArn(target.value.id);
    const context = { 'sts:TaskPolicyArn': call.params.TaskPolicyArn.arn ?? '' };
    return [{ action: 'sts:AssumeRoot', resource, printed: resource, context }];
  },
  run: (call) => {
    const target = targetOf(call);
    if (!target.ok) return target;
    const { arn = '' } = call.params.TaskPolicyArn;
    const document = tasks.has(arn) ? call.env.reference.managedPolicy(arn)?.document : undefined;
    if (document === undefined) return fail('ValidationError', errorTexts.notAttachable(arn));
    const { sourceIdentity } = call.principal.session ?? {};
    const issued = issueSession(
      call.world,
      call.env,
      {
        ...plainDraft(target.value.id, undefined),
        kind: 'assumed-root',
        arn: rootArn(target.value.id),
        sessionPolicies: [{ name: arn, document }],
        ...defined({ sourceIdentity }),
        ...callerOf(call.principal),
      },
      {
        seconds: call.params.DurationSeconds ?? 900,
        leastTokenBytes: call.params.MinimumSessionTokenSize,
      },
    );
    return done(
      {
        Credentials: issued.credentials,
        ...tokenUse(issued.credentials),
        ...defined({ SourceIdentity: sourceIdentity }),
      },
      issued.changes,
    );
  },
});

function targetOf({ world, principal, params }: Call<AssumeRootRequest>): Result<AccountRecord, AwsError> {
  if (principal.kind === 'root') return fail('AccessDenied', unverifiedTexts.rootAssumesNoRoot);
  const own = standing(world, principal.account);
  if (!own || own.organization.account !== principal.account) {
    return fail('AccessDenied', unverifiedTexts.notManagement);
  }
  if (!own.organization.rootFeatures?.includes('RootSessions')) {
    return fail('AccessDenied', unverifiedTexts.rootSessionsOff);
  }
  const id = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(params.TargetPrincipal)?.[1];
  const member = standing(world, id);
  if (
    !member ||
    member.organization !== own.organization ||
    id === principal.account ||
    isClosed(member.account)
  ) {
    return fail('AccessDenied', unverifiedTexts.notMemberAccount);
  }
  return ok(member.account);
}

export const assumeRootOperations: Operation[] = [assumeRoot];
