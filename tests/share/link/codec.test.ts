/**
 * The link of a scenario holds all of it and stays short, and every way in which one can be broken is
 * reported.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { likelyBases, linkBaseNames, loadLinkBase } from '#share/link/base-scenarios.ts';
import { isLink } from '#share/link/is-link.ts';
import { dictionary1 } from '#share/link/dictionary.ts';
import { type LinkProblem, decodeLink, encodeLink } from '#share/link/codec.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { readScenario, readScenarioValue, scenarioFile, writeScenario } from '#share/scenario/file.ts';
import { sampleOf } from '../../setup/counts.ts';
import golden from '../fixtures/golden-links.json' with { type: 'json' };
import checksums from '../fixtures/link-bases.json' with { type: 'json' };

const scenarioOf = (file: unknown): Scenario => {
  const result = readScenarioValue(file);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const base = async (name: string) => {
  const found = await loadLinkBase(name);
  if (!found) throw new Error(`no base ${name}`);
  return found;
};
/** Every fourth example, every second one at full counts: to pack one takes a while. */
const some = sampleOf(linkBaseNames, 4, 2);
const account = '111122223333';
const arn = (kind: string, name: string) => `arn:aws:iam::${account}:${kind}/${name}`;
const reads = (bucket: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    },
  ],
});

/** 8 users, 4 roles, 8 policies, as somebody would make them for a lesson. */
const lesson = scenarioOf({
  format: 'iam-playground/scenario',
  version: 1,
  title: 'Newsroom',
  purpose: 'Who may publish, and who only writes?',
  accounts: [
    {
      id: account,
      name: 'Newsroom',
      users: ['ines', 'jonas', 'kemal', 'lotte', 'marek', 'nadia', 'oskar', 'priya'].map((userName, at) => ({
        userName,
        attachedPolicies: [arn('policy', at < 4 ? 'WriteDrafts' : 'ReadArchive')],
      })),
      roles: ['publisher', 'layout', 'auditor', 'backup'].map((roleName, at) => ({
        roleName,
        assumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal:
                at === 3 ? { Service: 'ec2.amazonaws.com' } : { AWS: `arn:aws:iam::${account}:root` },
              Action: 'sts:AssumeRole',
            },
          ],
        },
        attachedPolicies: [arn('policy', at === 0 ? 'Publish' : 'ReadArchive')],
      })),
      policies: [
        ...['WriteDrafts', 'ReadArchive', 'Publish', 'Print', 'Photos', 'Letters', 'Sports'].map(
          (policyName) => ({
            policyName,
            document: reads(`newsroom-${policyName.toLowerCase()}`),
          }),
        ),
        {
          policyName: 'NoDelete',
          document: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' }],
          },
        },
      ],
    },
  ],
});

/** Ten changes, as a lesson makes them of the small company. */
function tenChanges(file: unknown): Scenario {
  const copy = structuredClone(file) as {
    title: string;
    accounts: [Record<'users' | 'groups' | 'policies' | 'roles', Record<string, unknown>[]>];
  };
  const [{ users, groups, policies, roles }] = copy.accounts;
  const own = (name: string) => `arn:aws:iam::222233334444:policy/${name}`;
  copy.title = 'Small company, after the audit';
  users.push({ userName: 'zoe', groups: ['Developers'] });
  users.push({ userName: 'yusuf', attachedPolicies: [own('AuditRead')] });
  users.splice(3, 1);
  policies.push({ policyName: 'AuditRead', document: reads('brightleaf-audit') });
  Object.assign(users[0] ?? {}, { attachedPolicies: [own('AuditRead')] });
  Object.assign(users[1] ?? {}, { groups: ['Administrators'] });
  Object.assign(users[2] ?? {}, { tags: [{ key: 'department', value: 'audit' }] });
  groups.push({ groupName: 'Auditors', attachedPolicies: [own('AuditRead')] });
  Object.assign(roles[0] ?? {}, { maxSessionDuration: 7200 });
  return scenarioOf(copy);
}

test.each(some)('the example %s comes back from a link as it was', async (name) => {
  const scenario = scenarioOf((await base(name)).file);
  expect(decodeLink(encodeLink(scenario))).toEqual({ ok: true, value: scenario });
});

test.each(some)('a link of %s against itself is next to nothing', async (name) => {
  const own = await base(name);
  const link = encodeLink(scenarioOf(own.file), own);
  expect(link.length).toBeLessThan(60);
  expect(decodeLink(link, own)).toEqual({ ok: true, value: scenarioOf(own.file) });
});

test('a link with ten changes of a shipped example needs at most 600 characters', async () => {
  const company = await base('small-company.1');
  const scenario = tenChanges(company.file);
  const link = encodeLink(scenario, company);
  expect(decodeLink(link, company)).toEqual({ ok: true, value: scenario });
  expect(link.length).toBeLessThanOrEqual(600);
});

test('a link with 8 users, 4 roles and 8 policies needs at most 1,500 characters', () => {
  const link = encodeLink(lesson);
  expect(decodeLink(link)).toEqual({ ok: true, value: lesson });
  expect(link.length).toBeLessThanOrEqual(1500);
  expect(link).toMatch(/^#s1\.[\w.-]+$/);
});

test('a link with notes, pinned answers and steps of that lesson needs no more than a chat takes', () => {
  const guided = scenarioOf({
    ...(scenarioFile(lesson) as object),
    version: 3,
    notes: [
      'Ines writes, the publisher publishes. Who else could?',
      'Begin with the groups that do not exist.',
    ],
    questions: ['ines', 'nadia'].map((name) => ({
      id: `${name}-reads`,
      text: `${name} reads the archive`,
      question: {
        principal: arn('user', name),
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::newsroom-readarchive/1',
      },
      expected: name === 'ines' ? 'denied' : 'allowed',
    })),
    steps: [
      {
        text: 'Give Ines the archive.',
        place: '#/identities/user/ines',
        solution: {
          calls: [
            {
              operation: 'AttachUserPolicy',
              params: { UserName: 'ines', PolicyArn: arn('policy', 'ReadArchive') },
            },
          ],
          turns: ['ines-reads'],
        },
      },
    ],
  });
  const link = encodeLink(guided);
  expect(decodeLink(link)).toEqual({ ok: true, value: guided });
  expect(link.length).toBeLessThanOrEqual(1900);
});

test('spaces and line breaks that a mail puts into a link do not matter', () => {
  const link = encodeLink(lesson);
  const broken = ` ${link.slice(0, 70)}\n ${link.slice(70)} \n`;
  expect(decodeLink(broken)).toEqual({ ok: true, value: lesson });
  expect(isLink(broken)).toBe(true);
  expect(isLink('#/ask?p=s1.d')).toBe(false);
});

test.each(Object.entries(golden))(
  'the golden link %s opens for ever',
  async (_, { link, sha256, base: name }) => {
    const result = decodeLink(link, name === '' ? undefined : await base(name));
    if (!result.ok) throw new Error(result.error.message);
    expect(sha(writeScenario(result.value))).toBe(sha256);
  },
);

test('the data that golden links are read with have not changed', async () => {
  const sums = await Promise.all(
    linkBaseNames.map(async (name) => [name, sha(JSON.stringify((await base(name)).file))] as const),
  );
  expect(sha(dictionary1)).toBe('e3277ee7efb02e34');
  expect(Object.fromEntries(sums)).toEqual(checksums);
});

test.each(linkBaseNames)(
  'the newest number of the link base %s is offered for its own accounts',
  async (name) => {
    const { accounts } = scenarioOf((await base(name)).file);
    const [scenario = ''] = name.split('.');
    const newest = linkBaseNames.findLast((one) => one.startsWith(`${scenario}.`));
    for (const { id } of accounts) expect(likelyBases([id])).toEqual([newest]);
  },
);

test.each(['deny-wins.0', 'deny-wins.4', 'deny-wins.01', 'nothing.1', '__proto__.1', 'deny-wins'])(
  'there is no link base %s',
  async (name) => {
    expect(await loadLinkBase(name)).toBeUndefined();
  },
);

const readme = readFileSync('README.md', 'utf8');

test('the README shows a link that opens', async () => {
  const links = readme.match(/#s1\.[\w.-]+/g) ?? [];
  expect(links).toHaveLength(1);
  const [link = ''] = links;
  const bare = decodeLink(link);
  const result = bare.ok ? bare : decodeLink(link, await base(bare.error.base ?? ''));
  expect(result).toMatchObject({ ok: true, value: { accounts: [{ name: 'Brightleaf' }] } });
});

test('the README names files that open', () => {
  const files = readme.match(/public\/(?:examples|gallery)\/[\w-]+\.json/g) ?? [];
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readScenario(readFileSync(file, 'utf8'))).toMatchObject({ ok: true });
});

const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

const link = encodeLink(lesson);
/** A well-made link around any bytes: checksum and length fit. */
function linkOf(codec: string, bytes: Uint8Array): string {
  const fitted = encodeLink(lesson).slice(1).split('.');
  expect(fitted).toHaveLength(4);
  const payload = Buffer.from(bytes).toString('base64url');
  const body = `s1.${codec}${payload.length.toString(36)}.${payload}`;
  return `#${body}.${crc(body)}`;
}
/** CRC-32 by its definition, bit by bit over the whole text: an independent second. */
function crc(text: string): string {
  let value = 0xffffffffn;
  for (const byte of Buffer.from(text)) {
    for (let bit = 0n; bit < 8n; bit += 1n) {
      const low = (value ^ (BigInt(byte) >> bit)) & 1n;
      value = (value >> 1n) ^ (low ? 0xedb88320n : 0n);
    }
  }
  return (value ^ 0xffffffffn).toString(36).padStart(7, '0');
}
const packed = (text: string) => deflateRawSync(text, { dictionary: Buffer.from(dictionary1), level: 9 });

function expectRefused(fragment: string, code: LinkProblem['code'], words: RegExp): void {
  const result = decodeLink(fragment);
  expect(result.ok ? 'opened' : result.error.code).toBe(code);
  if (!result.ok) expect(result.error.message).toMatch(words);
}

test.each<[string, string, LinkProblem['code'], RegExp]>([
  ['not a link', '#/graph', 'no-link', /no link/],
  ['a newer format', link.replace('#s1', '#s2'), 'newer-version', /link format 2/],
  ['an unknown codec', linkOf('q', Buffer.from('x')), 'unknown-codec', /`q`/],
  ['no base64', link.replace(/.\.(\w{7})$/, '!.$1'), 'altered', /checksum/],
  ['a lone surrogate', `${link.slice(0, 40)}\ud800${link.slice(41)}`, 'altered', /checksum/],
  ['something after it', `${link}abc`, 'altered', /checksum/],
  ['no deflate', linkOf('d', Buffer.from([255, 255, 255])), 'bad-content', /unpacked/],
  ['no JSON', linkOf('d', packed('hello')), 'bad-content', /does not hold a scenario/],
  ['JSON of something else', linkOf('d', packed('{"a":1}')), 'bad-content', /not a scenario/],
  [
    'a scenario of a newer format',
    linkOf('d', packed('{"format":"iam-playground/scenario","version":9}')),
    'bad-content',
    /format 9, this page reads/,
  ],
  ['too deep', linkOf('d', packed('['.repeat(100) + ']'.repeat(100))), 'oversized', /nested/],
  ['a bomb', linkOf('d', packed(`"${' '.repeat(9_000_000)}"`)), 'oversized', /8 MB/],
  ['a bomb of nesting', linkOf('d', packed('['.repeat(1_000_000))), 'oversized', /nested/],
  ['an example that nobody has', linkOf('e', Buffer.from([3, 97, 46, 57, 3, 0])), 'needs-base', /`a\.9`/],
])('a link with this fault is refused with its reason: %s', (_, fragment, code, words) => {
  expectRefused(fragment, code, words);
});

test('a link that is cut off anywhere says after how many of how many characters', () => {
  for (let length = 9; length < link.length; length += 1) {
    expectRefused(
      link.slice(0, length),
      'cut-off',
      new RegExp(`cut off after ${length} of ${link.length} characters`),
    );
  }
  for (let length = 3; length < 8; length += 1)
    expectRefused(link.slice(0, length), 'cut-off', /cut off after/);
});

test('one changed character anywhere in a link is noticed', () => {
  for (let at = 9; at < link.length; at += 1) {
    const other = link[at] === 'A' ? 'B' : 'A';
    const result = decodeLink(link.slice(0, at) + other + link.slice(at + 1));
    expect(result.ok, `at ${at}`).toBe(false);
  }
});

test('a patch for another example is refused', async () => {
  const [company, hospital] = await Promise.all([base('small-company.1'), base('hospital.1')]);
  const made = encodeLink(tenChanges(company.file), company);
  const forged = { name: company.name, file: hospital.file };
  expect(decodeLink(made, forged)).toMatchObject({ ok: false, error: { code: 'bad-content' } });
  expect(decodeLink(made, hospital)).toMatchObject({ ok: false, error: { code: 'needs-base' } });
});
