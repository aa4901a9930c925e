/**
 * Reads the output of the collector script (collector.ts): one JSON with AWS's answers, each with its
 * question. Account details and organization in it are read like separate files.
 */

import { arnName, parseArn } from '../../core/model/arn.ts';
import { parseAccountId, unsafeArn, unsafeEntityId } from '../../core/model/ids.ts';
import { resourceKinds } from '../../core/model/resource-kinds/lookup.ts';
import { abacDetails } from '../../core/model/world/bucket-abac.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import type { JsonShape } from '../json/shape.ts';
import { readDocument } from './document.ts';

export const collectedFormat = 'iam-playground/collected';
export const collectedVersion = 1;

export const isCollected = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { format?: unknown }).format === collectedFormat;

export interface CollectedFiles {
  readonly details: JsonShape | undefined;
  readonly organization: JsonShape | undefined;
  /** Each is read by `readCollectedResource`. */
  readonly resources: readonly JsonShape[];
  /** Lists of what runs as a role, each `{ type, facts }`. */
  readonly listed: readonly JsonShape[];
  readonly owner: string;
  /** Calls that AWS refused to the collector, with the collector's names. */
  readonly refused: readonly string[];
}

/** Throws a ShapeProblem. A newer version is refused with its number. */
export function readCollected(root: JsonShape): CollectedFiles {
  const version = root.member('version');
  if (version.whole(1) > collectedVersion) {
    version.fail(
      `the script has version ${version.whole(1)}, and this page reads up to ${collectedVersion}. Reload the page, or use the script that it shows`,
    );
  }
  const owner = root.member('account').matching(/^\d{12}$/, 'an account id of twelve digits');
  return {
    details: root.optional('details'),
    organization: root.optional('organization'),
    resources: root.items('resources'),
    listed: root.items('listed'),
    owner,
    refused: root.items('refused').map((item) => item.text()),
  };
}

export const readCollectedResource = (item: JsonShape, owner: string): ResourceRecord =>
  resourceOf(item.member('arn'), owner, policyOf(item.optional('answer')));

/** Returns true for an item of a list of resource policies: `{ account, arn, document }`. */
export const isResourcePolicy = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, 'arn') &&
  Object.hasOwn(value, 'document');

/** Reads a resource policy of a list. `account` is the owner, which an S3 ARN does not name. */
export function readResourcePolicy(item: JsonShape): ResourceRecord {
  const account = item.member('account');
  const owner = account.matching(/^\d{12}$/, 'an account id of twelve digits');
  const row = resourceOf(item.member('arn'), owner, item.member('document'));
  if (row.account !== owner)
    account.fail(`\`${row.arn}\` belongs to account ${row.account}, not to ${owner}`);
  return row;
}

function resourceOf(named: JsonShape, owner: string, policy: JsonShape | undefined): ResourceRecord {
  const arn = named.text();
  const parts = parseArn(arn);
  const account = parseAccountId(parts?.account === '' ? owner : (parts?.account ?? ''));
  if (!parts || !account || parts.service === 'iam') return named.expected('the ARN of a resource');
  return {
    id: unsafeEntityId(arn),
    arn: unsafeArn(arn),
    account,
    name: parts.service === 's3' ? parts.resource : arnName(arn),
    tags: [],
    // Y-06: no file says if tags of a bucket count.
    ...(parts.service === 's3' && !parts.resource.includes('/')
      ? { details: { abac: abacDetails.unknown } }
      : {}),
    ...(policy ? { policy: readDocument(policy, `the policy of \`${arn}\``) } : {}),
  };
}

const answers = [...new Set(resourceKinds.flatMap(({ policy }) => policy?.read.answer ?? []))];

/** Finds the policy under its service's name for it. Queues and topics have an empty text when there is none. */
function policyOf(answer: JsonShape | undefined): JsonShape | undefined {
  const found = answers
    .map((path) => path.split('.').reduce((at: JsonShape | undefined, name) => at?.optional(name), answer))
    .find((one) => one !== undefined);
  return found?.value === '' ? undefined : found;
}
