/** Every method of IAM, STS, Lambda and EC2 is played through the door, in the world of its own in which it works. */

import { beforeAll, expect, test } from 'vitest';
import type { AttackPath } from '#core/analysis/ways/attack-path.ts';
import type { Method } from '#core/analysis/ways/format.ts';
import { methodWorks } from '#core/analysis/ways/method-works.ts';
import { wayRow } from '#core/analysis/ways/rows.ts';
import { methods } from '#content/methods/list.ts';
import { attackPathsOf } from '#headless/attack-paths.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { wayOfRow } from '#core/play/playable.ts';
import { type Played, playWay } from '#core/play/way.ts';
import { createReference } from '#reference/reference.ts';
import { randomFromSeed } from '#platform/random.ts';
import { allow, anAccount, env as now, group, role, trusts, user } from '../../../accounts.ts';
import { lab } from '../lab.ts';

const reference = createReference();
beforeAll(async () => {
  await reference.loadManagedPolicies();
  await reference.loadAllActions();
});
const env = () => ({ ...now, random: randomFromSeed([1, 2, 3, 4]), reference });

const services = ['iam', 'sts', 'lambda', 'ec2', 'ec2-instance-connect', 'dynamodb'];
const isFederated = ({ enters }: Method) => enters !== undefined;
const isPlayable = (method: Method) =>
  !isFederated(method) && method.needs.every(({ action }) => services.includes(action.split(':')[0] ?? ''));

function pathOf(method: Method) {
  const { world, pair } = lab(method);
  const { works, decided, choice, gained, assumes } = methodWorks(world, method, pair, now);
  if (!works) throw new Error(`${method.id} does not work in its own world`);
  const step = { from: pair.from, to: gained, method, decided, choice, assumes };
  const path: AttackPath = { from: pair.from, to: gained, steps: [step] };
  return { world, path };
}

test.each(methods.filter(isPlayable))('$id is played to an administrator', (method) => {
  const { world, path } = pathOf(method);
  const played = playWay(world, path, env());
  expect(played.played || played.because).toBe(true);
  expect(played.calls.every(({ outcome }) => outcome.ok)).toBe(true);
});

test('a row that went through a message is played as the way itself, call by call', () => {
  for (const method of methods.filter(isPlayable)) {
    const { world, path } = pathOf(method);
    const row = structuredClone(wayRow(path));
    const linesOf = ({ calls }: Played) => calls.map(({ request, step }) => ({ ...request, step }));
    const ofRow = playWay(world, wayOfRow(row), env());
    expect(ofRow.played || `${method.id}: ${ofRow.because}`).toBe(true);
    expect(linesOf(ofRow)).toEqual(linesOf(playWay(world, path, env())));
  }
});

test('each call says of which step it is a part', () => {
  const world = anAccount({
    users: { ann: { inline: { May: allow('iam:CreateAccessKey', user('bob')) } }, bob: {} },
    roles: { Boss: { inline: { All: allow('*') }, trust: [trusts({ AWS: user('bob') })] } },
  });
  const [way] = new WaySearch(world, now).all(user('ann'));
  const played = way && playWay(world, way, env());
  expect(played?.calls.map(({ request, step }) => [request.operation, step])).toEqual([
    ['CreateAccessKey', 0],
    ['AssumeRole', 1],
  ]);
});

const others = methods.filter((one) => !isPlayable(one) && !one.retired);

test.each(others)('$id says what keeps it from being played', (method) => {
  const { world, path } = pathOf(method);
  const played = playWay(world, path, env());
  expect(!played.played && played.because).toMatch(
    /^(The playground does not simulate [\w-]+:\w+, so this step|The token of this step is signed outside)/,
  );
});

test('a way to a bucket is played until its objects can be read, and says when they cannot', () => {
  const bucket = 'arn:aws:s3:::payroll';
  const world = anAccount({
    users: { ann: {} },
    roles: {
      Clerk: {
        inline: { Read: allow('s3:GetObject', `${bucket}/*`) },
        trust: [trusts({ AWS: user('ann') })],
      },
    },
    resources: { [bucket]: null },
  });
  const [way] = new WaySearch(world, now, { to: bucket }).all(user('ann'));
  const played = way && playWay(world, way, env(), bucket);
  expect(played?.played).toBe(true);
  expect(played?.calls.map(({ line }) => line)).toEqual([
    `aws sts assume-role --role-arn ${role('Clerk')} --role-session-name session`,
  ]);
  const other = way && playWay(world, way, env());
  expect(other && !other.played && other.because).toBe(
    'At the end arn:aws:sts::111122223333:assumed-role/Clerk/session may not do everything in the account.',
  );
});

test('a refusal ends the play with what AWS says, and the world stays as it was', () => {
  const { world, path } = pathOf(methods.find(({ id }) => id === 'iam-002') as Method);
  const [dev] = [...world.users.values()].filter(({ userName }) => userName === 'dev');
  const before = [...world.accessKeys.keys()];
  expect(playWay(world, path, env()).played).toBe(true);
  expect([...world.accessKeys.keys()]).toEqual(before);
  const poorer = overlayWorld(world, dev ? [replaced('users', dev, { ...dev, attachedPolicies: [] })] : []);
  const played = playWay(poorer, path, env());
  expect(!played.played && played.because).toMatch(
    /^AWS refuses iam:CreateAccessKey on .* is not authorized/,
  );
});

test('a way may end with its start, which somebody that it gained has made stronger', () => {
  const world = anAccount({
    users: { ann: {} },
    roles: {
      Red: {
        inline: { Attach: allow('iam:AttachUserPolicy', user('ann')) },
        trust: [trusts({ AWS: user('ann') })],
      },
    },
  });
  const [way] = new WaySearch(world, now).shortest();
  expect(way && playWay(world, way, env()).played).toBe(true);
  expect(
    attackPathsOf(world, {}, now).map(({ steps }) => steps.map(({ method, to }) => [method, to])),
  ).toEqual([
    [
      ['sts-001', role('Red')],
      ['own-attach-user', user('ann')],
    ],
  ]);
});

test('whoever was gained first goes on after another one has strengthened its target', () => {
  const world = anAccount({
    users: { ann: {} },
    roles: {
      Red: {
        inline: { Password: allow('iam:CreateLoginProfile', user('ann')) },
        trust: [trusts({ AWS: user('ann') })],
      },
      Sky: {
        inline: { Put: allow('iam:PutUserPolicy', user('ann')) },
        trust: [trusts({ AWS: role('Red') })],
      },
    },
  });
  const way = new WaySearch(world, now).shortest().find(({ from }) => from === role('Red'));
  const played = way && playWay(world, way, env());
  expect(played?.played || played?.because).toBe(true);
  // Each row starts where the one before ended: Red has the credentials of Sky, and its own.
  expect(
    attackPathsOf(world, { from: role('Red') }, now).map(({ steps }) =>
      steps.map(({ method, from, to }) => [method, from, to]),
    ),
  ).toEqual([
    [
      ['sts-001', role('Red'), role('Sky')],
      ['own-put-user', role('Sky'), role('Red')],
      ['iam-004', role('Red'), user('ann')],
    ],
  ]);
});

test('another user is put into a group, which then gets more rights', () => {
  const crew = group('Crew');
  const world = anAccount({
    users: { ann: {} },
    groups: { Crew: {} },
    roles: {
      Red: {
        inline: { Groups: allow(['iam:PutGroupPolicy', 'iam:AddUserToGroup'], crew) },
        trust: [trusts({ AWS: user('ann') })],
      },
    },
  });
  const way = new WaySearch(world, now).shortest().find(({ from }) => from === user('ann'));
  expect(way?.steps.map(({ method }) => method.id)).toEqual([
    'sts-001',
    'before-join-group',
    'before-put-group',
  ]);
  const played = way && playWay(world, way, env());
  expect(played?.played || played?.because).toBe(true);
});
