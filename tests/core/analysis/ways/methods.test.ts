/** Every method is tried in a world of its own: with what it needs, and with one thing less. */

import { expect, test } from 'vitest';
import { methodWorks } from '../../../../src/core/analysis/ways/method-works.ts';
import { gains, type Method } from '../../../../src/core/analysis/ways/format.ts';
import { findMethod, methods } from '../../../../src/core/analysis/ways/methods/list.ts';
import { preparations } from '../../../../src/core/analysis/ways/methods/preparations.ts';
import { wayUp } from '../../../../src/core/analysis/ways/way-up.ts';
import { createReference } from '../../../../src/reference/reference.ts';
import { env } from '../../accounts.ts';
import { lab, type LabOptions } from './lab.ts';

function result(method: Method, options?: LabOptions) {
  const { world, pair } = lab(method, options);
  return methodWorks(world, method, pair, env);
}

test('each method has an id of its own, and what it needs', () => {
  expect(new Set(methods.map(({ id }) => id)).size).toBe(methods.length);
  expect(methods.every(({ needs, gain }) => needs.length > 0 && gains.includes(gain))).toBe(true);
  expect(findMethod('lambda-001')?.trusts).toBe('lambda.amazonaws.com');
  expect(findMethod('lambda-999')).toBeUndefined();
});

test.each([...methods, ...preparations])('$id says in one short sentence how it goes', ({ how }) => {
  expect(how).toMatch(/^The (actor|user|session) [^.;]+\.$/);
  expect(how.split(' ').length).toBeLessThanOrEqual(18);
  // A goal puts a name in its place at the beginning, and only there.
  expect(how.match(/\bthe (actor|user|session)\b/gi)).toHaveLength(1);
});

test.each(methods)('$id works for who has each permission', (method) => {
  const { works, administrator, decided } = result(method);
  expect(decided.filter(({ decision }) => decision.verdict === 'denied')).toEqual([]);
  expect({ works, administrator }).toEqual({ works: true, administrator: true });
  expect(decided.length).toBeGreaterThanOrEqual(method.needs.length);
});

test.each(methods)('$id fails when one of its permissions is denied', (method) => {
  for (const action of new Set(method.needs.map((need) => need.action))) {
    const { works, decided } = result(method, { denied: [action] });
    expect(works, action).toBe(false);
    expect(
      decided.filter(({ decision }) => decision.verdict === 'denied').map((one) => one.action),
      action,
    ).toContain(action);
  }
});

/** A trust policy that names `*` reaches past the boundary of a user of its account. */
const boundable = methods.filter(
  ({ given }) => !given?.some((one) => one === 'boundary' || one === 'trusts-everybody'),
);

test.each(boundable)('a boundary that leaves out the last permission of $id stops it', (method) => {
  const actions = [...new Set(method.needs.map(({ action }) => action))];
  const boundary = ['s3:ListAllMyBuckets', ...actions.slice(0, -1)];
  expect(result(method, { boundary }).works).toBe(false);
});

test.each(methods.filter(({ gain }) => gain === 'self').filter(({ given }) => given === undefined))(
  'a boundary limits what $id brings',
  (method) => {
    const boundary = method.needs.map(({ action }) => action);
    const { works, administrator } = result(method, { boundary });
    expect({ works, administrator }).toEqual({ works: true, administrator: false });
  },
);

test.each(methods.filter(({ trusts }) => trusts !== undefined))(
  '$id fails when the role does not trust the service',
  (method) => {
    const { works, decided } = result(method, { distrusted: true });
    expect(works).toBe(false);
    expect(decided.at(-1)).toMatchObject({ principal: method.trusts, action: 'sts:AssumeRole' });
  },
);

test.each(methods)('the way up finds $id or a shorter way', (method) => {
  const { world, pair } = lab(method);
  const way = wayUp(world, pair.from, env);
  expect(way?.steps).toHaveLength(1);
  const denied = method.needs.map(({ action }) => action);
  expect(wayUp(lab(method, { denied }).world, pair.from, env)).toBeUndefined();
});

const reference = createReference();
await reference.loadAllActions();
test.each(methods)('the actions of $id exist, on the things that the row names', ({ needs }) => {
  for (const { action, on } of needs) {
    const known = reference.action(action);
    expect(known?.name, action).toBe(action);
    if (on === '*') expect(known?.resourceTypes, action).toEqual([]);
    if (!on.includes(':')) continue;
    const shapes = known?.resourceTypes.map(({ arnFormat }) => shapeOf(arnFormat));
    expect(shapes, `${action} on ${on}`).toContain(shapeOf(`arn:aws:${on}`));
  }
});

/** The parts before the resource's name: `lambda function:`. */
function shapeOf(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(/:(?![^{]*\})/);
  const resource = rest.join(':');
  return `${service} ${resource.slice(0, Math.max(0, resource.search(/[$/:{]/)) + 1).replace(/[${]$/, '')}`;
}
