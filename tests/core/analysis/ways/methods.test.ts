/** Every method is tried in a world of its own: with what it needs, and with one thing less. */

import { expect, test } from 'vitest';
import { methodWorks } from '#core/analysis/ways/method-works.ts';
import { needsByCall, gains, type Method } from '#core/analysis/ways/format.ts';
import { enabling } from '#content/methods/enabling.ts';
import { findMethod, methods } from '#content/methods/list.ts';
import { preparations } from '#content/methods/preparations.ts';
import { isAdministrator } from '#core/analysis/ways/administrator.ts';
import { marksOf } from '#core/analysis/ways/marks.ts';
import { templateOf } from '#core/analysis/ways/placeholders.ts';
import { firstWay } from './first-way.ts';
import { createReference } from '#reference/reference.ts';
import { allow, env, role } from '../../accounts.ts';
import { lab, type LabOptions } from './lab.ts';
import { sampleOf } from '../../../setup/counts.ts';

function result(method: Method, options?: LabOptions) {
  const { world, pair } = lab(method, options);
  return methodWorks(world, method, pair, env);
}

test('each method has an id of its own, and what it needs', () => {
  const all = [...methods, ...preparations, ...enabling];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(methods.every(({ needs, gain }) => needs.length > 0 && gains.includes(gain))).toBe(true);
  expect(findMethod('lambda-001')?.trusts).toBe('lambda.amazonaws.com');
  expect(findMethod('lambda-999')).toBeUndefined();
});

test.each([...methods, ...preparations, ...enabling])(
  '$id says in one short sentence how it goes',
  ({ how }) => {
    expect(how).toMatch(/^The (actor|user|session) [^.;]+\.$/);
    expect(how.split(' ').length).toBeLessThanOrEqual(18);
    // A goal puts a name in its place at the beginning, and only there.
    expect(how.match(/\bthe (actor|user|session)\b/gi)).toHaveLength(1);
  },
);

const working = methods.filter(({ retired }) => !retired);

test('a method of a service that AWS closed never works', () => {
  const closed = methods.filter(({ retired }) => retired);
  expect(closed.map(({ id }) => id)).toEqual(['rhino-codestar']);
  for (const method of closed) expect(result(method).works).toBe(false);
});

test.each(working)('$id works for who has each permission', (method) => {
  const { works, administrator, decided } = result(method);
  expect(decided.filter(({ decision }) => decision.verdict === 'denied')).toEqual([]);
  expect({ works, administrator }).toEqual({ works: true, administrator: true });
  expect(decided.length).toBeGreaterThanOrEqual(method.needs.length);
});

test.each(working)('$id fails when one of its permissions is denied', (method) => {
  for (const action of new Set(method.needs.map((need) => need.action))) {
    const { works, decided } = result(method, { denied: [action] });
    expect(works, action).toBe(false);
    expect(
      decided.filter(({ decision }) => decision.verdict === 'denied').map((one) => one.action),
      action,
    ).toContain(action);
  }
});

/** One call that touches several things: AWS asks about all of them at once. */
const touching = working.flatMap((method) =>
  needsByCall(method.needs).flatMap((needs) =>
    needs.length > 1 ? needs.map((one) => ({ id: method.id, method, ...one })) : [],
  ),
);

test('methods make calls that touch several things', () => {
  expect(new Set(touching.map(({ id }) => id)).size).toBeGreaterThan(5);
});

test.each(touching)('$id fails when $action is allowed on everything but $on', (one) => {
  const { method, action, on, or = [] } = one;
  const others = method.needs.flatMap((need) => (need.action === action ? [] : [allow(need.action)]));
  const everywhere = result(method, { allowed: [allow(action), ...others] });
  expect(everywhere.works).toBe(true);
  const own = everywhere.choice.resource ?? '';
  const NotResource = [on, ...or].map((form) =>
    form === 'resource' ? own : `arn:aws:${form.replaceAll(/\{\w+\}/g, '*')}`,
  );
  const narrow = { Effect: 'Allow', Action: action, NotResource };
  const { works, decided } = result(method, { allowed: [narrow, ...others] });
  expect(works).toBe(false);
  const denied = decided.filter(({ decision }) => decision.verdict === 'denied');
  expect(denied.map((each) => each.action)).toContain(action);
});

/** A trust policy that names `*` reaches past the boundary of a user of its account. */
const boundable = working.filter(
  ({ given }) => !given?.some((one) => one === 'boundary' || one === 'trusts-everybody'),
);

test.each(boundable)('a boundary that leaves out the last permission of $id stops it', (method) => {
  const actions = [...new Set(method.needs.map(({ action }) => action))];
  const boundary = ['s3:ListAllMyBuckets', ...actions.slice(0, -1)];
  expect(result(method, { boundary }).works).toBe(false);
});

const lasting = working.filter(
  ({ id, gain, given }) =>
    gain === 'self' && given === undefined && !/own-(detach|delete|leave|tag)/.test(id),
);

test.each(lasting)('a boundary limits what $id brings', (method) => {
  const boundary = method.needs.map(({ action }) => action);
  const { works, administrator } = result(method, { boundary });
  expect({ works, administrator }).toEqual({ works: true, administrator: false });
});

test.each(working.filter(({ trusts }) => trusts !== undefined))(
  '$id fails when the role does not trust the service',
  (method) => {
    const { works, decided } = result(method, { distrusted: true });
    expect(works).toBe(false);
    expect(decided.find(({ decision }) => decision.verdict === 'denied')).toMatchObject(
      method.through
        ? { principal: role('Passed'), action: 'sts:AssumeRole' }
        : { principal: method.trusts, action: method.enters ?? 'sts:AssumeRole' },
    );
  },
);

test.each(working.filter(({ exists }) => exists))('$id fails when the thing does not exist', (method) => {
  expect(result(method, { absent: ['resource'] }).works).toBe(false);
});

test.each(working.filter(({ exists }) => exists))(
  '$id assumes the thing where nobody knows whether it exists',
  (method) => {
    const { works, assumes } = result(method, { absent: ['resource'], isListOpen: true });
    expect(works).toBe(true);
    expect(assumes[0]).toMatch(/^An? .+ (runs as role\/Boss|exists in account 111122223333)\.$/);
    expect(result(method, { isListOpen: true }).assumes).toEqual([]);
    for (const action of new Set(method.needs.map((need) => need.action)))
      expect(result(method, { absent: ['resource'], isListOpen: true, denied: [action] }).works).toBe(false);
  },
);

test.each(working.filter(({ beside }) => beside))('$id fails without the second thing', (method) => {
  expect(result(method, { absent: ['beside'] }).works).toBe(false);
  expect(result(method, { absent: ['beside'], isListOpen: true }).assumes).toHaveLength(1);
});

test.each(working.filter(({ through }) => through))('$id fails without a role to pass', (method) => {
  expect(result(method, { absent: ['passed'] }).works).toBe(false);
});

test.each(working.filter(({ roleMay }) => roleMay))('$id fails when its role has no use of it', (method) => {
  expect(result(method, { absent: ['roleMay'] }).works).toBe(false);
});

/** They hold in a laboratory that nothing is added to. */
const usual = new Set(['key-free', 'no-password', 'trusts-everybody', 'other-account', 'boundary']);

test.each(working.filter(({ given }) => given?.some((one) => !usual.has(one))))(
  '$id fails when its circumstance is not so',
  (method) => {
    expect(result(method, { absent: ['given'] }).works).toBe(false);
  },
);

test.each(preparations)('$id strengthens its target without gaining it', (method) => {
  const { works, administrator, after, gained } = result(method);
  expect({ works, administrator }).toEqual({ works: true, administrator: false });
  expect(isAdministrator(after, gained, env)).toBe(true);
  for (const { action } of method.needs) expect(result(method, { denied: [action] }).works).toBe(false);
});

test.each([...working, ...enabling])('the marks of $id are names of events', (method) => {
  const marks = marksOf(method);
  expect(marks.length).toBeGreaterThan(0);
  for (const mark of marks) expect(mark).toMatch(/^[A-Z][A-Za-z0-9]+$/);
  expect(marks).not.toContain('PassRole');
});

/** The search of today knows no principals that are made. */
const searched = working.filter(({ makes, assumes }) => makes === undefined && assumes === undefined);

test.each(sampleOf(searched, 15))('the way up finds $id or a shorter way', (method) => {
  const { world, pair } = lab(method);
  const way = firstWay(world, pair.from, env);
  expect(way?.steps).toHaveLength(1);
  // An actor that may change its Deny in one way may change it in others.
  const denied = /own-(detach|delete|leave)/.test(method.id)
    ? ['iam:*']
    : method.needs.map(({ action }) => action);
  expect(firstWay(lab(method, { denied }).world, pair.from, env)).toBeUndefined();
});

const reference = createReference();
await reference.loadAllActions();
test.each([...methods, ...enabling])(
  'the actions of $id exist, on the things that the row names',
  (method) => {
    for (const one of [...method.needs, ...(method.roleMay ?? [])]) {
      const { action } = one;
      const on = templateOf(method, one);
      const known = reference.action(action);
      expect(known?.name, action).toBe(action);
      if (on === '*') expect(known?.resourceTypes, action).toEqual([]);
      if (!on.includes(':')) continue;
      const shapes = known?.resourceTypes.map(({ arnFormat }) => shapeOf(arnFormat));
      expect(shapes, `${action} on ${on}`).toContain(shapeOf(`arn:aws:${on}`));
    }
  },
);

/** The parts before the resource's name: `lambda function:`. */
function shapeOf(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(/:(?![^{]*\})/);
  const resource = rest.join(':');
  return `${service} ${resource.slice(0, Math.max(0, resource.search(/[$/:{]/)) + 1).replace(/[${]$/, '')}`;
}
