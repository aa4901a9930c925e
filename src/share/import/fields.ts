/** Reads the members that several kinds of entity share. Every function throws ShapeProblems. */

import { parseArn } from '../../core/model/arn.ts';
import {
  type AccountId,
  type Arn,
  awsAccount,
  parseAccountId,
  unsafeArn,
  unsafeEntityId,
} from '../../core/model/ids.ts';
import type { InlinePolicy } from '../../core/model/records/identities.ts';
import type { Tag } from '../../core/model/records/tag.ts';
import { utcSeconds } from '../dates.ts';
import { readShape, type JsonShape } from '../json/shape.ts';
import { readDocument } from './document.ts';
import type { Skip } from './faults.ts';

export interface EntityFields {
  readonly id: ReturnType<typeof unsafeEntityId>;
  readonly account: AccountId;
  readonly path: string;
  readonly arn: Arn;
  readonly createDate: string;
}

export const readName = (shape: JsonShape): string =>
  shape.matching(/^[\w+=,.@-]{1,128}$/, 'a name of letters, digits and `+=,.@_-`');

/** `kind`: the ARN's resource type, such as `user` or `role`. `id`: the member with the unique id. */
export function readEntity(shape: JsonShape, kind: string, id: string): EntityFields {
  const { arn, account } = readArn(shape.member('Arn'), kind);
  return {
    id: unsafeEntityId(shape.member(id).matching(/^\S{1,128}$/, 'an id')),
    account,
    path: shape.member('Path').matching(/^\/(?:[!-~]{0,510}\/)?$/, 'a path like `/` or `/staff/`'),
    arn,
    createDate: readDateField(shape.member('CreateDate')),
  };
}

/** Reads an IAM ARN of that kind and its account, which is `aws` only for managed policies. */
export function readArn(shape: JsonShape, kind: string): { arn: Arn; account: AccountId } {
  const expected = `an ARN like \`arn:aws:iam::123456789012:${kind}/name\``;
  const text = shape.text(expected);
  const parts = parseArn(text);
  const account =
    parts?.account === awsAccount && kind === 'policy' ? awsAccount : parseAccountId(parts?.account ?? '');
  if (parts?.service !== 'iam' || !parts.resource.startsWith(`${kind}/`) || !account)
    return shape.expected(expected);
  return { arn: unsafeArn(text), account };
}

/** Returns UTC seconds (N-20); dates.ts lists the accepted forms. */
export function readDateField(shape: JsonShape): string {
  const what = 'a date like `2026-01-31T12:00:00+00:00`';
  return utcSeconds(shape.text(what)) ?? shape.expected(what);
}

export const readTags = (shape: JsonShape): Tag[] =>
  shape.items('Tags').map((tag) => ({ key: tag.member('Key').text(), value: tag.member('Value').text() }));

/** Reads the inline policies of a holder. One that cannot be read is skipped by itself. */
export function readInline(shape: JsonShape, list: string, holder: string, skip: Skip): InlinePolicy[] {
  const seen = new Set<string>();
  return shape.items(list).flatMap((item) => {
    const read = readShape(() => {
      const policyName = readName(item.member('PolicyName'));
      const what = `inline policy \`${policyName}\` of ${holder}`;
      if (seen.has(policyName)) item.fail(`the ${what} stands there twice`);
      seen.add(policyName);
      return { policyName, document: readDocument(item.member('PolicyDocument'), what) };
    });
    if (read.ok) return [read.value];
    skip(read.error, `inline policy ${rawName(item, 'PolicyName')} of ${holder}`);
    return [];
  });
}

/** Returns a name as it stands in the file, for messages about what cannot be read. */
export function rawName({ value }: JsonShape, member: string): string {
  const name = (value as Readonly<Record<string, unknown>> | null)?.[member];
  return typeof name === 'string' ? `\`${name}\`` : 'without a name';
}

/** Returns the ARNs in the order of the file, each once. */
export const readAttached = (shape: JsonShape): Arn[] => [
  ...new Set(
    shape.items('AttachedManagedPolicies').map((item) => {
      item.optional('PolicyName')?.text();
      return readArn(item.member('PolicyArn'), 'policy').arn;
    }),
  ),
];

/** the type is `Policy` in answers, `PermissionsBoundaryPolicy` in the model. Both mean the ARN. */
export function readBoundary(shape: JsonShape): { permissionsBoundary?: Arn } {
  const boundary = shape.optional('PermissionsBoundary');
  if (!boundary) return {};
  boundary.optional('PermissionsBoundaryType')?.oneOf(['Policy', 'PermissionsBoundaryPolicy']);
  return { permissionsBoundary: readArn(boundary.member('PermissionsBoundaryArn'), 'policy').arn };
}
