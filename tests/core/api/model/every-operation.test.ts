/** Every operation of the API models: once as small as is valid, and each constraint broken once. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { iamModel } from '#core/api/model/generated/iam.ts';
import { organizationsModel } from '#core/api/model/generated/organizations.ts';
import { stsModel } from '#core/api/model/generated/sts.ts';
import type { ServiceModel, Shape } from '#core/api/model/shapes.ts';
import { compiledPattern, validate } from '#core/api/model/validate.ts';
import { standIn } from '#core/api/question/stand-ins.ts';
import { awsServices } from '#core/api/registry.ts';
import { TestAccount, root } from '../door.ts';

interface Broken {
  readonly value: unknown;
  readonly at: string;
}
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** Copies of a good value, each with one constraint of one place in it broken. */
function* broken(model: ServiceModel, name: string, good: unknown, at: string): Iterable<Broken> {
  const shape = model.shapes[name];
  for (const value of shape ? outOfBounds(shape, good) : []) yield { value, at };
  if (shape?.type === 'list') {
    const [first, ...rest] = good as unknown[];
    const isText = model.shapes[shape.member]?.type === 'string';
    for (const part of broken(model, shape.member, first, `${at}.1.member`))
      yield { at: isText ? at : part.at, value: [part.value, ...rest] };
  }
  if (shape?.type !== 'structure') return;
  const given = good as Record<string, unknown>;
  for (const [member, of] of Object.entries(shape.members)) {
    if (!(member in given)) continue;
    const place = at === '' ? lower(member) : `${at}.${lower(member)}`;
    if (shape.required?.includes(member)) yield { value: { ...given, [member]: null }, at: place };
    for (const part of broken(model, of, given[member], place))
      yield { ...part, value: { ...given, [member]: part.value } };
  }
}

function* outOfBounds(shape: Shape, good: unknown): Iterable<unknown> {
  if (shape.type === 'string') {
    if (shape.min) yield 'a'.repeat(shape.min - 1);
    if (shape.max !== undefined && shape.max <= 200_000) yield 'a'.repeat(shape.max + 1);
    if (shape.enum) yield 'Nothing';
    const odd =
      shape.pattern === undefined
        ? undefined
        : ['§\u0001\u4e16', ' ', '\u4e16'].find((text) => !compiledPattern(shape.pattern ?? '').test(text));
    if (odd !== undefined) yield odd;
  }
  if (shape.type === 'integer' || shape.type === 'long') {
    if (shape.min !== undefined) yield shape.min - 1;
    if (shape.max !== undefined) yield shape.max + 1;
    yield 'many';
  }
  if (shape.type === 'list') {
    const one = (good as unknown[])[0];
    if (shape.min) yield Array.from({ length: shape.min - 1 }, () => one);
    if (shape.max !== undefined) yield Array.from({ length: shape.max + 1 }, () => one);
    yield 'text';
  }
  if (shape.type === 'structure') yield 'text';
  if (shape.type === 'boolean') yield 'perhaps';
}

const around = Object.values(awsServices).map(({ model }) => model);
const inputs = [...new Set([iamModel, stsModel, organizationsModel, ...around])].flatMap((model) =>
  Object.entries(model.operations).flatMap(([name, { input }]) =>
    input === undefined ? [] : [{ model, name, input }],
  ),
);

test.each([false, true])(
  'every operation of the API models accepts its smallest and its fullest input (with everything: %s)',
  (full) => {
    for (const { model, name, input } of inputs) {
      const params = standIn(model, input, full);
      expect(validate(model, input, params), name).toEqual({ ok: true, value: params });
    }
  },
);

test('every constraint of every operation, broken once, is refused under the member’s name', () => {
  let count = 0;
  for (const { model, name, input } of inputs) {
    for (const { value, at } of broken(model, input, standIn(model, input, true), '')) {
      const checked = validate(model, input, value);
      const said = `${name} at ${at}`;
      if (checked.ok) expect.fail(`${said} was accepted: ${JSON.stringify(value).slice(0, 200)}`);
      const { code, message } = checked.error;
      const path = /^The specified value for path is invalid/.test(message);
      if (!path)
        expect(message, said).toContain(
          code === 'MalformedInput' ? `\`${at || 'parameters'}\`` : `at '${at}'`,
        );
      expect(['ValidationError', 'MalformedInput'], said).toContain(code);
      count += 1;
    }
  }
  expect(count).toBeGreaterThanOrEqual(2500);
});

test('every built operation answers its smallest and fullest input with a value, and never throws', () => {
  for (const [service, { model, operations }] of Object.entries(awsServices)) {
    for (const operation of operations.keys()) {
      for (const full of [false, true]) {
        const input = model.operations[operation]?.input;
        const params = (input === undefined ? {} : standIn(model, input, full)) as Record<string, unknown>;
        const t = new TestAccount();
        const outcome = handle(
          t.world,
          {
            service: service as keyof typeof awsServices,
            operation,
            params,
            caller: { kind: 'principal', arn: root },
          },
          t.env,
        );
        if (outcome.ok) continue;
        const { code, message } = outcome.error;
        expect(['MalformedInput', 'InvalidAction'], `${operation}: ${message}`).not.toContain(code);
        // STS tells other things with the code of broken shapes (S-06), but never in their words.
        expect(message, operation).not.toMatch(/validation errors? detected/);
      }
    }
  }
});
