/** Words of fixes, and which of several comes first. */

import { expect, test } from 'vitest';
import type { Fix, FixRequest, PolicyEdit } from '#core/plans/fixes/fix.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import {
  commandsOf,
  firstFix,
  leftOutWords,
  othersWords,
  placeWords,
  rootWords,
  sharedWords,
  widerWords,
} from '#view/places/ask/answer/fixes/words.ts';

const account = unsafeAccountId('111122223333');
const other = unsafeAccountId('444455556666');
const attach = (name: string): FixRequest => ({
  service: 'iam',
  operation: 'AttachUserPolicy',
  params: { UserName: 'alice', PolicyArn: `arn:aws:iam::${account}:policy/${name}` },
  account,
});
const fixOf = (requests: readonly FixRequest[], more: Partial<Fix> = {}): Fix => ({
  kind: 'attachment',
  id: JSON.stringify(requests),
  title: 'Attach',
  requests,
  edits: [],
  asked: [],
  verdict: 'allowed',
  by: 'caller',
  allowsEverything: false,
  breadth: 1,
  ...more,
});

test('the least fix comes first, a step of the scenario before it, and never one that gives everything', () => {
  const least = fixOf([attach('Least')]);
  const taught = fixOf([attach('Taught')]);
  const everything = fixOf([attach('All')], { allowsEverything: true });
  expect(firstFix([least, taught], [])).toBe(least);
  expect(firstFix([least, taught], [attach('Taught')])).toBe(taught);
  expect(firstFix([everything, taught], [])).toBe(taught);
  expect(firstFix([everything], [attach('All')])).toBeUndefined();
});

test('commands say whose credentials they need where it is not the account alone', () => {
  const away = { ...attach('There'), account: other };
  expect(commandsOf([attach('Here')], account)).not.toContain('#');
  expect(commandsOf([attach('Here'), away], account).match(/# .*/g)).toEqual([
    `# With credentials of account ${account}:`,
    `# With credentials of account ${other}:`,
  ]);
  const control: FixRequest = {
    service: 'organizations',
    operation: 'UpdatePolicy',
    params: { PolicyId: 'p-1', Content: '{}' },
    account: other,
  };
  expect(commandsOf([control], account)).toContain(`# With credentials of the management account ${other}:`);
  expect(rootWords(fixOf([away]))).toBe(`the root user of account ${other}`);
  expect(rootWords(fixOf([attach('Here'), away]))).toBe(
    `the root users of the accounts ${account} and ${other}`,
  );
});

test('the words above a statement tell a new policy, an added statement, a rewritten Deny and a deleted policy apart', () => {
  const edit: PolicyEdit = {
    layer: 'permissions-boundary',
    policy: 'p',
    place: 'the boundary Limit',
    statement: '{\n  "Effect": "Allow"\n}',
    after: '{}',
  };
  expect(placeWords(edit)).toBe('The boundary Limit:');
  expect(placeWords({ ...edit, before: '{}' })).toBe('Added to the boundary Limit:');
  expect(placeWords({ ...edit, before: '{}', statement: '{ "Effect": "Deny" }' })).toBe(
    'In the boundary Limit, in place of the statement that denies:',
  );
  const { after: _, ...gone } = edit;
  expect(placeWords({ ...gone, before: '{}', statement: '' })).toContain('is deleted');
  expect(sharedWords(edit)).toBeUndefined();
  expect(sharedWords({ ...edit, isShared: true })).toContain('Others have this policy too');
});

test('a new statement of a trust policy says what it leaves out', () => {
  const edit: PolicyEdit = { layer: 'resource', policy: 'R', place: 'R', statement: '{}' };
  expect(leftOutWords(edit)).toBeUndefined();
  expect(leftOutWords({ ...edit, leftOut: ['aws:MultiFactorAuthPresent', 'sts:ExternalId'] })).toBe(
    'Other statements of this policy ask for MFA and an external ID. This one does not.',
  );
});

test('others who were not looked at to the end do not count as changed', () => {
  expect(othersWords(1, 0)).toBe('It changes something for 1 other too');
  expect(othersWords(2, 3)).toBe('It changes something for 2 others too, and maybe for 3 more');
  expect(othersWords(0, 1)).not.toContain('changes something');
});

test('a Deny that loses a whole pattern is said to do so', () => {
  const edit: PolicyEdit = { layer: 'identity', policy: 'P', place: 'P', statement: '' };
  expect(widerWords(edit)).toBeUndefined();
  expect(widerWords({ ...edit, wider: ['arn:aws:s3:::pay/*'] })).toContain('all that the pattern names');
  expect(widerWords({ ...edit, wider: [] })).toContain('all resources');
});
