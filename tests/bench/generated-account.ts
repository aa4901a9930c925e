/** The generated account that most parts measure, as rows or as AWS's CLI prints it. */

import type { UserRecord } from '#core/model/records/identities.ts';
import type { Reference } from '#core/model/service-reference.ts';
import type { WorldRecords } from '#share/world-records.ts';
import { accountDetailsOf, generateAccount } from '../setup/generated.ts';
import type { Form } from './form.ts';

export function accountRecords(form: Form, reference: Reference): WorldRecords {
  const records = generateAccount({ ...form.account, seed: 'bench', reference });
  return form.isSmallest ? { ...records, users: records.users.map(withWay) } : records;
}

/**
 * Gives three users of four one step to administrator, and nothing else that could deny it: a generated account of a few
 * hundred principals has next to no ways.
 */
function withWay(own: UserRecord, at: number): UserRecord {
  if (at % 4 === 0) return own;
  const { permissionsBoundary: _, ...user } = own;
  const inlinePolicies = [{ policyName: 'Way', document: mayAttachTo(user.arn) }];
  return { ...user, groups: [], attachedPolicies: [], inlinePolicies };
}

const mayAttachTo = (Resource: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iam:AttachUserPolicy', Resource }],
  });

/** Needs the AWS managed policies of the reference. */
export function accountDetails(form: Form, reference: Reference): string {
  return accountDetailsOf(accountRecords(form, reference));
}
