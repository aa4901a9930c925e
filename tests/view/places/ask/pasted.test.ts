/** Control policies and organizations as the commands print them, and as people paste them. */

import { expect, test } from 'vitest';
import { fetchCommand } from '#core/query/settle/commands.ts';
import {
  missingLevels,
  readControls,
  readOrganization,
  readPastedPolicy,
} from '#view/places/ask/settle/pasted.ts';

const policy = (Effect: string, Sid = 'A') =>
  JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Sid, Effect, Action: '*', Resource: '*' }] },
    null,
    2,
  );
const full = policy('Allow');
const deny = policy('Deny', 'Braces');
const account = '111122223333';
const unit = 'ou-ab12-abcdefgh';
const whole = `--- ${account}\n${full}\n--- ${unit}\n${full}\n${deny}\n--- r-ab12\n${full}\n`;

const problemOf = (text: string): string => {
  const read = readControls(text, 'scp');
  return read.kind === 'problem' ? read.problem : read.kind;
};

test('the output of the command is read as levels, root first', () => {
  const read = readControls(whole, 'scp');
  if (read.kind !== 'levels') expect.fail(read.kind);
  expect(read.levels.map(({ node, documents }) => [node, documents.length])).toEqual([
    ['r-ab12', 1],
    [unit, 2],
    [account, 1],
  ]);
  expect(read.levels[1]?.documents).toEqual([full, deny]);
  expect(missingLevels(read.levels)).toEqual([]);
  expect(fetchCommand({ kind: 'scps', account })).toContain('echo "--- $node"');
});
test('levels that are cut off are named', () => {
  const missing = (text: string) => {
    const read = readControls(text, 'scp');
    return read.kind === 'levels' ? missingLevels(read.levels) : read.kind;
  };
  expect(missing(`--- ${account}\n${full}`)).toEqual(['the root (`r-…`)']);
  expect(missing(`--- r-ab12\r\n${full}`)).toEqual(['the account']);
  expect(missing(full)).toBe('policy');
});
test('what is no output of the command is refused with its place', () => {
  expect(problemOf(`x\n${whole}`)).toBe('Line 1: this is above the first heading, “--- …”.');
  expect(problemOf(`--- root\n${full}`)).toBe('Line 1: root is no account, organizational unit or root.');
  expect(problemOf(`--- ${account}\n${full}\n--- ${account}\n${full}`)).toMatch(
    /^Line \d+: 1{4}2{4}3{4} is there twice/,
  );
  expect(problemOf(`--- ${account}\n\n--- r-ab12\n${full}`)).toBe(
    'Line 1: no policy follows. Each level has one at least.',
  );
  expect(problemOf(`--- ${account}\n${full}\n{"Version": "2012-10-17"`)).toContain(
    `Policy 2 of ${account} (line ${full.split('\n').length + 2}): `,
  );
  expect(problemOf(`--- ${account}\n${full} and more`)).toContain(`Policy 2 of ${account}`);
  expect(problemOf('{')).not.toBe('policy');
  expect(readControls(whole, 'scp', '444455556666')).toEqual({
    kind: 'problem',
    problem: 'Line 1: this is account 111122223333, not 444455556666.',
  });
});
test('an error of AWS is no policy: it says what to do', () => {
  const error = (code: string) =>
    `An error occurred (${code}) when calling the ListPoliciesForTarget operation: …`;
  const none = /in no organization. If that is 111122223333, press “In no organization”/;
  for (const text of ['AWSOrganizationsNotInUseException', error('AWSOrganizationsNotInUseException')]) {
    const found = readControls(text, 'scp', account);
    expect(found.kind === 'problem' && found.problem).toMatch(none);
  }
  expect(problemOf(`--- ${account}\n${error('AccessDeniedException')}`)).toMatch(
    /Ask with other credentials: of the man/,
  );
  expect(problemOf('AccessDenied')).toMatch(/^AWS refused the command/);
  expect(problemOf(error('ThrottlingException'))).toMatch(/^AWS answers with the error ThrottlingException/);
  expect(readPastedPolicy(error('AccessDenied'), 'resource')).toEqual({
    kind: 'problem',
    problem: 'AWS refused the command. Ask with other credentials.',
  });
  expect(readOrganization(error('AccessDeniedException'), false)).toMatchObject({
    problem: 'AWS refused the command. Ask with other credentials.',
  });
  expect(readPastedPolicy(policy('Deny', 'AccessDenied'), 'scp').kind).toBe('policy');
});
test('braces in texts end no policy', () => {
  const odd = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringLike: { 'aws:PrincipalTag/a': '}"{\\' } },
      },
    ],
  });
  const read = readControls(`--- r-ab12\n${odd}\n${odd}`, 'scp');
  expect(read.kind === 'levels' && read.levels[0]?.documents).toEqual([odd, odd]);
});

const id = 'o-a1b2c3d4e5';
const read = (text: string, needsPath = false) => {
  const found = readOrganization(text, needsPath);
  return found.kind === 'problem' ? 'problem' : found.organization;
};
test.each([
  [id, { id }],
  [`${id}/`, 'problem'],
  [`${id}/r-ab12`, { id, path: `${id}/r-ab12/` }],
  [`${id}/r-ab12/${unit}/`, { id, path: `${id}/r-ab12/${unit}/` }],
  [JSON.stringify({ Organization: { Id: id, FeatureSet: 'ALL' } }), { id }],
  ['An error occurred (AWSOrganizationsNotInUseException) when calling …', 'none'],
  ['r-ab12', 'problem'],
  ['o-short', 'problem'],
  ['', 'problem'],
])('%s is read as an organization', (text, wanted) => expect(read(text)).toEqual(wanted));
test('where a policy asks for the place, the id alone is not enough', () => {
  expect(read(id, true)).toBe('problem');
  expect(read(`${id}/r-ab12/`, true)).toEqual({ id, path: `${id}/r-ab12/` });
});
