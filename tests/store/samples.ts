/** These are rows and commits for tests of the store: the smallest that are still rows of the World. */

import { type Change, created, replaced } from '#core/model/world/change.ts';
import { iamArn, userArn } from '#core/model/arn.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { AccountRecord } from '#core/model/records/account.ts';
import type { UsageRecord } from '#core/model/records/tables.ts';
import type { UserRecord } from '#core/model/records/identities.ts';
import type { TrailEvent } from '#core/model/records/trail-event.ts';
import type { Checkpoint, HistoryRow, NewRecord, NewWorkspace } from '#store/rows.ts';
import type { Commit, Store } from '#store/store.ts';

export const account = unsafeAccountId('123456789012');
const date = '2026-01-31T12:00:00Z';

export const accountRow: AccountRecord = { id: account, name: 'test', createDate: date, quotas: {} };

export const user = (name: string, more: Partial<UserRecord> = {}): UserRecord => ({
  id: unsafeEntityId(`AIDA${name.toUpperCase()}`),
  account,
  path: '/',
  arn: userArn(account, '/', name),
  createDate: date,
  inlinePolicies: [],
  attachedPolicies: [],
  userName: name,
  groups: [],
  tags: [],
  ...more,
});

export const attached = (name: string, ...policies: string[]): Change =>
  replaced(
    'users',
    user(name),
    user(name, { attachedPolicies: policies.map((policy) => unsafeArn(policy)) }),
  );

export const usage = (name: string): UsageRecord => ({
  id: unsafeEntityId(`AIDA${name.toUpperCase()}/iam`),
  account,
  principal: unsafeEntityId(`AIDA${name.toUpperCase()}`),
  service: 'iam',
  lastUsed: date,
  region: 'us-east-1',
});

export const event = (eventName: string, errorCode?: string): TrailEvent => ({
  eventVersion: '1.11',
  userIdentity: { type: 'Root', arn: iamArn(account, 'root') },
  eventTime: date,
  eventSource: 'iam.amazonaws.com',
  eventName,
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.10',
  userAgent: 'test',
  ...(errorCode ? { errorCode } : {}),
  requestParameters: null,
  responseElements: null,
  requestID: 'r',
  eventID: 'e',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: account,
  eventCategory: 'Management',
});

export const about = (id: string): NewWorkspace => ({
  id,
  name: `workspace ${id}`,
  account,
  createdAt: `2026-01-31T12:00:00.00${id.length}Z`,
  origin: 'new',
  notices: [],
});

export const seedRecords: readonly NewRecord[] = [
  { table: 'accounts', id: account, row: accountRow },
  { table: 'users', id: user('alice').id, row: user('alice') },
];

export const doing = (label: string): Commit['intent'] => ({
  kind: 'do',
  entry: { label, operation: 'Test', at: date, by: iamArn(account, 'root') },
});

/** A commit of `w` on revision `base`; creates the named user unless told otherwise. */
export const commit = (base: number, name: string, more: Partial<Commit> = {}): Commit => ({
  workspace: 'w',
  base,
  intent: doing(`create ${name}`),
  changes: [created('users', user(name))],
  marks: [],
  events: [],
  at: '2026-02-01T00:00:00.000Z',
  ...more,
});

export const checkpoint = (id: string): Omit<Checkpoint, 'size'> => ({
  workspace: 'w',
  id,
  name: `checkpoint ${id}`,
  at: `2026-02-01T00:00:00.00${id.length}Z`,
  simulated: date,
  position: 0,
  revision: 0,
});

/** Returns the batch at a position of the history, if it is there. */
export const batchAt = async (
  store: Store,
  workspace: string,
  position: number,
): Promise<HistoryRow | undefined> => (await store.batches(workspace, position, position))[0];
