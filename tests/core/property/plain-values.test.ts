/**
 * The engine, which reads with `JSON.parse`, against the parser with positions: both find the same policies, and the
 * same refusals at the same places, on random documents with all that the two could read differently.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileText, type CompiledStatement } from '#core/policy/compile.ts';
import { parsePolicy } from '#core/policy/syntax/parse.ts';
import { Reader } from '#core/policy/syntax/plain-values.ts';
import type { PolicySyntax, StatementSyntax, TextList } from '#core/policy/syntax/tree.ts';
import { PolicySyntaxError } from '#core/policy/syntax/error.ts';
import { countOf } from '../../setup/counts.ts';

const numRuns = countOf({ sample: 5_000, full: 20_000, most: 200_000 });

const space = fc.constantFrom('', '', '', ' ', '\n  ', '\t', '\r\n');
const oneOf = (...texts: string[]) => fc.constantFrom(...texts);

/** Texts and what may stand in their place: numbers of every form, escapes, halves of pairs, other types. */
const goodText = oneOf('"s3:Get*"', '"*"', '"a b"', '""', '"arn:aws:s3:::x/${aws:username}"');
const oddText = oneOf(
  ...['1', '-0', '-0.0', '1.0', '1e5', '1E+2', '0.10', '1e400', '-1e400', '9007199254740993', '123456789012'],
  ...[
    '12345678901234567890',
    '9007199254740993.5',
    'true',
    'false',
    '"\\u0041\\"b"',
    '"\\ud800"',
    '"\ud800"',
  ],
  ...['"\\/"', '"\u2028"', '"{\\"a\\":1}"', '":"', '" :"', '"\\u0022"', '"__proto__"'],
);
const wrongText = oneOf(
  ...[
    'null',
    '{}',
    '[]',
    '[["a"]]',
    '{"toString":1}',
    '01',
    '+1',
    '1.',
    'NaN',
    '"\\x"',
    '"\n"',
    "'a'",
    'tru',
  ],
  ...['{"a":{"b":[]}}', '"open', '[1,]', '{"valueOf":{},"toString":{}}', '"\\u12"'],
);
const text = fc.oneof(
  { weight: 12, arbitrary: goodText },
  { weight: 3, arbitrary: oddText },
  { weight: 1, arbitrary: fc.oneof({ weight: 4, arbitrary: oddText }, { weight: 1, arbitrary: wrongText }) },
);
const texts = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
);

type Member = readonly [name: string, value: string];
const objectOf = (members: fc.Arbitrary<Member[]>) =>
  fc.tuple(members, space, space).map(([all, before, after]) => {
    const written = all.map(([name, value]) => `${before}${name}${after}:${before}${value}`);
    return `{${written.join(`${after},`)}${before}}`;
  });
const member = (names: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<Member> =>
  fc.tuple(names, value);

const key = oneOf(
  '"aws:a"',
  '"aws:b"',
  '"__proto__"',
  '"constructor"',
  '"7"',
  '"10"',
  '"1x"',
  '"\\u0061ws:a"',
  '""',
);
const keys = objectOf(fc.array(member(key, texts), { maxLength: 3 }));
const operator = oneOf('"StringEquals"', '"Bool"', '"__proto__"', '"2"', '"1"', '"Bool\\u0020"');
const condition = objectOf(fc.array(member(operator, fc.oneof(keys, keys, keys, texts)), { maxLength: 3 }));
const principalType = oneOf(
  '"AWS"',
  '"AWS"',
  '"Service"',
  '"Federated"',
  '"CanonicalUser"',
  '"aws"',
  '"__proto__"',
);
const principal = fc.oneof(
  oneOf('"*"', '"x"', '7'),
  objectOf(fc.array(member(principalType, texts), { maxLength: 2 })),
);
const deep = fc.integer({ min: 25, max: 36 }).map((levels) => '['.repeat(levels) + ']'.repeat(levels));
const anything = fc.oneof(text, deep, keys, oneOf('null', '{"a":1,"a":1}', '[{"a":[{}]}]'));
const otherName = oneOf(
  '"Note"',
  '"__proto__"',
  '"constructor"',
  '"5"',
  '"sid"',
  '"Act\\u0069on"',
  '"NotAction"',
);

const elements = fc.tuple(
  fc.option(member(oneOf('"Sid"', '"\\u0053id"'), text), { nil: undefined }),
  member(oneOf('"Effect"'), oneOf('"Allow"', '"Deny"', '"Allow"', '"Deny"', '"\\u0041llow"', '"allow"')),
  member(oneOf('"Action"', '"Action"', '"NotAction"', '"\\u0041ction"'), texts),
  fc.option(member(oneOf('"Resource"', '"Resource"', '"NotResource"'), texts), { nil: undefined }),
  fc.option(member(oneOf('"Principal"', '"NotPrincipal"'), principal), { nil: undefined, freq: 2 }),
  fc.option(member(oneOf('"Condition"'), condition), { nil: undefined }),
  fc.option(member(otherName, anything), { nil: undefined, freq: 2 }),
);
const statement = objectOf(
  elements
    .map((all) => all.filter((one) => one !== undefined))
    .chain((all) => fc.shuffledSubarray(all, { minLength: Math.max(0, all.length - 1) })),
);
const statements = fc.oneof(
  statement,
  fc.array(statement, { maxLength: 3 }).map((all) => `[${all.join(',')}]`),
);
const document = objectOf(
  fc
    .tuple(
      fc.option(member(oneOf('"Version"'), fc.oneof(oneOf('"2012-10-17"', '"2008-10-17"', '2012'), text)), {
        nil: undefined,
      }),
      fc.option(member(oneOf('"Id"', '"\\u0049d"'), text), { nil: undefined, freq: 2 }),
      member(oneOf(...Array<string>(30).fill('"Statement"'), '"statement"'), statements),
      fc.option(member(oneOf('"Statement"', '"Other"', '"3"', '"__proto__"'), anything), {
        nil: undefined,
        freq: 2,
      }),
    )
    .map((all) => all.filter((one) => one !== undefined)),
);
/** A byte-order mark, trailing garbage, a cut: one document in ten. */
const whole = fc
  .tuple(document, fc.integer({ min: 0, max: 39 }), fc.nat())
  .map(([written, how, at]) =>
    how === 0
      ? `\ufeff${written}`
      : how === 1
        ? `${written} x`
        : how === 2
          ? written.slice(0, at % written.length)
          : how === 3
            ? `${written}\n`
            : written,
  );

const list = (of: TextList | undefined) => of?.items.map(({ value }) => value);

/** Returns what the tree with positions says of a statement. */
const ofTree = (one: StatementSyntax) => ({
  index: one.index,
  span: one.span,
  sid: one.sid?.value,
  effect: one.effect,
  actions: list(one.action),
  notActions: list(one.notAction),
  resources: list(one.resource),
  notResources: list(one.notResource),
  principals: one.principal?.entries.map(({ type, value }) => ({ type, value })),
  notPrincipals: one.notPrincipal?.entries.map(({ type, value }) => ({ type, value })),
  conditions: one.conditions?.map(({ operator: { value }, key: name, values }) => ({
    operator: value,
    key: name.value,
    values: list(values),
  })),
});

const ofCompiled = (one: CompiledStatement): ReturnType<typeof ofTree> => ({
  index: one.index,
  span: one.span,
  sid: one.sid,
  effect: one.effect,
  actions: one.actions as string[] | undefined,
  notActions: one.notActions as string[] | undefined,
  resources: one.resources as string[] | undefined,
  notResources: one.notResources as string[] | undefined,
  principals: one.principals as ReturnType<typeof ofTree>['principals'],
  notPrincipals: one.notPrincipals as ReturnType<typeof ofTree>['principals'],
  conditions: one.conditions as ReturnType<typeof ofTree>['conditions'],
});

function faultOf(written: string): unknown {
  try {
    compileText(written);
  } catch (error) {
    if (error instanceof PolicySyntaxError)
      return { code: error.code, message: error.message, span: error.span };
    throw error;
  }
  return undefined;
}

function expectSame(written: string, policy: PolicySyntax): void {
  const compiled = compileText(written);
  expect(compiled.text).toBe(written);
  expect(compiled.version).toBe(policy.version?.value ?? '2008-10-17');
  expect(compiled.statements.map(ofCompiled)).toStrictEqual(policy.statements.map(ofTree));
}

test('plain values and the tree with positions agree, on what is a policy and on what is none', () => {
  const counts = { read: 0, refused: 0, faults: new Set<string>() };
  fc.assert(
    fc.property(whole, (written) => {
      const parsed = parsePolicy(written);
      if (parsed.ok) {
        counts.read++;
        expectSame(written, parsed.value);
      } else {
        counts.refused++;
        counts.faults.add(parsed.error.code);
        expect(faultOf(written)).toStrictEqual(parsed.error);
      }
    }),
    { seed: 20260110, numRuns },
  );
  // The documents are worth something only where both ends occur often.
  expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(numRuns / 10);
  expect([...counts.faults].sort()).toEqual([
    ...['conflicting-elements', 'duplicate-key', 'invalid-json', 'no-action', 'no-effect', 'no-statement'],
    ...['too-deep', 'unknown-principal-type', 'wrong-type'],
  ]);
});

test.each([
  ['{"Statement":{"Effect":"Allow","Action":"a:b","Action":"a:c"}}'],
  ['{"Statement":{"Effect":"Allow","Action":"a:b","\\u0041ction":"a:c"}}'],
  ['{"Statement":{"Effect":"Allow","Action":"a:b","Condition":{"Bool":{"b":"x","1":"y"}}}}'],
  ['{"Statement":{"Effect":"Allow","Action":["a:b",9007199254740993]}}'],
  ['{"Statement":{"Effect":"Allow","Action":"a:b","Sid":-0}}'],
])('the engine does not take what JSON.parse reads differently: %s', (written) => {
  const reader = new Reader();
  reader.texts(['a']);
  expect(reader.hasReadAllOf('["a"]')).toBe(true);
  const parsed = parsePolicy(written);
  if (parsed.ok) expectSame(written, parsed.value);
  else expect(faultOf(written)).toStrictEqual(parsed.error);
});
