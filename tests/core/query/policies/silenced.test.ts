/** A silenced finding stays silent while the part that it points at stays as it was, and not longer than said. */

import { expect, test } from 'vitest';
import { policyIssues } from '#core/lint/issues.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { SilenceRecord } from '#core/model/records/notes.ts';
import { policyKeyOf, silenceParams, silencesOf, sortSilenced } from '#core/query/policies/silenced.ts';
import { TestAccount, account, allow, expectOk, root, trusts } from '../../api/door.ts';
import { accountPoliciesOf } from '#core/query/policies/checks/documents.ts';
import { unsafeAccountId } from '#core/model/ids.ts';

const now = '2026-01-31T12:00:00Z';
const document = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "A", "Effect": "Allow", "Action": ["x:A"], "Resource": "*" },
    { "Sid": "B", "Effect": "Allow", "Action": ["x:A",   "x:B"], "Resource": "*" }
  ]
}`;
interface Issue {
  readonly id: string;
  readonly span: { readonly start: number; readonly end: number };
}
/** The place of the n-th `part`. */
function at(text: string, part: string, n = 0): Issue {
  let start = text.indexOf(part);
  for (let i = 0; i < n; i += 1) start = text.indexOf(part, start + 1);
  return { id: 'check', span: { start, end: start + part.length } };
}
const silencedAt = (
  issue: Issue,
  issues: readonly Issue[],
  text: string,
  more: object = {},
): SilenceRecord => {
  const { Check, Text, Place } = silenceParams('key', issue, issues, text);
  const base = { policy: 'key', check: Check, text: Text, ...(Place && { place: Place }) };
  return { ...base, id: 'i', account, reason: 'r', date: now, by: root, ...more } as unknown as SilenceRecord;
};
const shownOf = (issues: readonly Issue[], text: string, silence: SilenceRecord, time = now) =>
  sortSilenced(issues, text, [silence], time).shown;

const list = '["x:A",   "x:B"]';
const one = at(document, list);
const silence = silencedAt(one, [one], document);

test('a silenced finding is told apart, with its silence', () => {
  const other = { ...at(document, '"x:B"'), id: 'other' };
  expect(sortSilenced([one, other], document, [silence], now)).toEqual({
    shown: [other],
    silenced: [{ issue: one, silence }],
  });
});

test.each([
  ['an edit elsewhere', document.replace('"Sid": "A"', '"Sid": "First"'), list],
  ['another spelling of a letter', document.replace(list, '["\\u0078:A","x:B"]'), '["\\u0078:A","x:B"]'],
  ['a new format', document.replace(list, '[\n"x:A",\n"x:B"\n]'), '[\n"x:A",\n"x:B"\n]'],
])('%s keeps the silence', (_, text, part) => {
  const issue = at(text, part);
  expect(shownOf([issue], text, silence)).toEqual([]);
});

test.each([
  ['an edit of the flagged part', document.replace('"x:B"', '"x:C"'), '["x:A",   "x:C"]', {}],
  ['white space within a value', document.replace('"x:B"', '"x: B"'), '["x:A",   "x: B"]', {}],
  ['another check at the same place', document, list, { id: 'another' }],
])('%s wakes the finding', (_, text, part, more) => {
  const issue = { ...at(text, part), ...more };
  expect(shownOf([issue], text, silence)).toEqual([issue]);
});

test('of two equal findings one is silenced, and a third one wakes it', () => {
  const stars = [at(document, '"*"'), at(document, '"*"', 1)];
  const [first, second] = stars;
  const second2 = silencedAt(stars[1] ?? one, stars, document);
  expect(shownOf(stars, document, second2)).toEqual([first]);
  expect(second).toBeDefined();
  const text = document.replace(
    '"Statement": [',
    '"Statement": [{ "Effect": "Allow", "Action": "y", "Resource": "*" },',
  );
  const three = [at(text, '"*"'), at(text, '"*"', 1), at(text, '"*"', 2)];
  expect(shownOf(three, text, second2)).toEqual(three);
});

test('what AWS refuses is never silenced', () => {
  const refused = { ...one, refusedBy: 'M-7' };
  expect(shownOf([refused], document, silence)).toEqual([refused]);
  expect(shownOf([refused, one], document, silence)).toEqual([refused]);
});

test('a finding is shown again after the date, and not at it', () => {
  const limited = silencedAt(one, [one], document, { until: now });
  expect(shownOf([one], document, limited)).toEqual([]);
  expect(shownOf([one], document, limited, '2026-01-31T12:00:01Z')).toEqual([one]);
});

test('real issues of a saved policy are silenced through the door, each policy for itself', () => {
  const text = allow('iam:PassRole');
  const t = new TestAccount().given(
    ['CreatePolicy', { PolicyName: 'p', PolicyDocument: text }],
    ['CreateUser', { UserName: 'bob' }],
    ['PutUserPolicy', { UserName: 'bob', PolicyName: 'own', PolicyDocument: text }],
    ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trusts({ AWS: root }) }],
  );
  const user = `arn:aws:iam::${account}:user/bob`;
  const role = `arn:aws:iam::${account}:role/r`;
  const key = policyKeyOf(t.world, { kind: 'inline', arn: user, name: 'own' }) ?? '';
  const other = policyKeyOf(t.world, { kind: 'managed', arn: `arn:aws:iam::${account}:policy/p` });
  const issues = policyIssues(text, { kind: 'identity-managed', reference: emptyReference, complete: false });
  const [issue] = issues;
  if (!issue) throw new Error('no issue');
  expectOk(t.play('SilenceFinding', { ...silenceParams(key, issue, issues, text), Reason: 'Known' }));
  const left = (of: string | undefined) =>
    sortSilenced(issues, text, silencesOf(t.world, of, unsafeAccountId(account)), now).shown.length;
  expect(left(key)).toBe(issues.length - 1);
  expect([left(other), left(undefined)]).toEqual([issues.length, issues.length]);
  expect(policyKeyOf(t.world, { kind: 'trust', arn: role })).toBe([...t.world.roles.keys()][0]);
  expect(policyKeyOf(t.world, { kind: 'new', as: 'identity' })).toBeUndefined();
});

test('every policy in the list of an account can be silenced by its name there', () => {
  const t = new TestAccount().given(
    ['CreatePolicy', { PolicyName: 'p', PolicyDocument: allow('*') }],
    ['CreateGroup', { GroupName: 'g' }],
    ['PutGroupPolicy', { GroupName: 'g', PolicyName: 'own', PolicyDocument: allow('*') }],
    ['AttachGroupPolicy', { GroupName: 'g', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trusts({ AWS: root }) }],
  );
  const Policy = allow('s3:*').replace('"Action"', '"Principal":"*","Action"');
  expectOk(t.play('PutResource', { Arn: 'arn:aws:sqs:us-east-1:111122223333:q', Policy }));
  expectOk(t.org(root, 'CreateOrganization', {}));
  const [organization] = t.world.organizations.values();
  const types = { RootId: organization?.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' };
  expectOk(t.org(root, 'EnablePolicyType', types));
  const control = { Name: 'limit', Description: 'Test', Type: types.PolicyType, Content: allow('s3:*') };
  expectOk(t.org(root, 'CreatePolicy', control));
  const listed = [...accountPoliciesOf(t.world, unsafeAccountId(account))];
  expect(new Set(listed.map(({ use }) => use))).toEqual(
    new Set(['customer', 'inline', 'trust', 'resource', 'scp', 'aws']),
  );
  for (const one of listed) {
    const named = { Policy: one.key, Check: 'c', Text: '"*"', Reason: 'r' };
    expectOk(t.play('SilenceFinding', named));
  }
  expect(t.world.silences.size).toBe(listed.length);
});

test("each account has its own silences of AWS's policies", () => {
  const t = new TestAccount();
  const policy = 'arn:aws:iam::aws:policy/AdministratorAccess';
  expectOk(t.play('SilenceFinding', { Policy: policy, Check: 'c', Text: '"*"', Reason: 'r' }));
  expect(silencesOf(t.world, policy, unsafeAccountId(account))).toHaveLength(1);
  expect(silencesOf(t.world, policy, unsafeAccountId('999988887777'))).toEqual([]);
});
