/** The code of the refusal and the text it points at. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompiledPolicy, compile, compileText, keysOfPolicy } from '#core/policy/compile.ts';
import { checkPolicy } from '#core/policy/checks/check.ts';
import { parseJson } from '#core/policy/syntax/json.ts';
import { parsePolicy } from '#core/policy/syntax/parse.ts';
import { policyKinds } from '#core/policy/checks/problem.ts';
import { printPolicy } from './print.ts';
import { PolicySyntaxError } from '#core/policy/syntax/error.ts';
import { parseTemplate } from '#core/policy/syntax/variables.ts';
import { mutatedPolicyText as mutated, policyText } from '../texts.ts';
import { countOf } from '../../../setup/counts.ts';

function expectFault(text: string, code: string, at: string): void {
  const parsed = parsePolicy(text);
  if (parsed.ok) throw new Error(`parsed: ${text}`);
  expect([parsed.error.code, text.slice(parsed.error.span.start, parsed.error.span.end)]).toEqual([code, at]);
  expect(() => compileText(text)).toThrow(PolicySyntaxError);
}

const plain = (text: string): unknown => JSON.parse(text) as unknown;

/** A tree without its positions. */
const withoutSpans = (tree: unknown): unknown =>
  JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (key === 'span' || key === 'text' ? undefined : value)),
  );

const allow = '"Effect":"Allow","Action":"s3:*","Resource":"*"';

test.each<[string, string, string, string]>([
  ['empty text', '', 'invalid-json', ''],
  ['cut off', '{"Statement":[', 'invalid-json', ''],
  ['no JSON', '{Statement:[]}', 'invalid-json', 'S'],
  ['trailing comma', `{"Statement":{${allow},}}`, 'invalid-json', '}'],
  ['text behind the end', `{"Statement":{${allow}}} x`, 'invalid-json', 'x'],
  ['open string', '{"Statement', 'invalid-json', '"Statement'],
  ['raw line end in a string', '{"State\nment":1}', 'invalid-json', '\n'],
  ['unknown escape', '{"a\\x":1}', 'invalid-json', '\\'],
  ['a bare word', '{"Statement":yes}', 'invalid-json', 'yes'],
  ['leading zero', '{"Statement":01}', 'invalid-json', '01'],
  ['G-10: the same key twice', `{"Statement":{${allow},"Effect":"Deny"}}`, 'duplicate-key', '"Effect"'],
  ['G-10: the same key twice, once escaped', '{"Id":"a","\\u0049d":"b"}', 'duplicate-key', '"\\u0049d"'],
  ['an array', '[]', 'not-an-object', '[]'],
  ['null', 'null', 'not-an-object', 'null'],
  ['no Statement', '{"Version":"2012-10-17"}', 'no-statement', '{"Version":"2012-10-17"}'],
  ['G-14: wrong case', `{"statement":{${allow}}}`, 'no-statement', `{"statement":{${allow}}}`],
  ['a statement that is text', '{"Statement":["x"]}', 'wrong-type', '"x"'],
  ['no Effect', '{"Statement":{"Action":"*"}}', 'no-effect', '{"Action":"*"}'],
  ['G-15: allow', '{"Statement":{"Effect":"allow","Action":"*"}}', 'no-effect', '"allow"'],
  ['no Action', '{"Statement":{"Effect":"Allow"}}', 'no-action', '{"Effect":"Allow"}'],
  ['an action that is null', '{"Statement":{"Effect":"Allow","Action":null}}', 'wrong-type', 'null'],
  ['G-16: both forms', `{"Statement":{${allow},"NotAction":"x"}}`, 'conflicting-elements', '"NotAction"'],
  [
    'an unknown principal type',
    `{"Statement":{${allow},"Principal":{"Aws":"*"}}}`,
    'unknown-principal-type',
    '"Aws"',
  ],
  [
    'a condition value that is an object',
    `{"Statement":{${allow},"Condition":{"Bool":{"a":{}}}}}`,
    'wrong-type',
    '{}',
  ],
])('a document that is no usable policy is refused: %s', (_, text, code, at) => expectFault(text, code, at));

test('hostile nesting is refused where it gets too deep, without overflowing the stack', () => {
  const text = `{"Statement":${'['.repeat(200_000)}`;
  expectFault(text, 'too-deep', '[');
});

test('thousands of members are read (how fast: the bench)', () => {
  const members = Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join(',');
  expectFault(`{${members}}`, 'no-statement', `{${members}}`);
});

test('an object that is no plain data is a PolicySyntaxError too', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  for (const document of [cycle, { Statement: 1n }, () => 1, { toJSON: () => undefined }]) {
    expect(() => compile(document)).toThrow(PolicySyntaxError);
  }
});

test('the spans point at the text of every node', () => {
  const text = policyText;
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const [first] = parsed.value.statements;
  const cut = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end);
  expect(plain(cut(first?.span))).toEqual((plain(text) as { Statement: unknown[] }).Statement[0]);
  expect(cut(first?.action?.items[1]?.span)).toBe('"s3:List*"');
  expect(cut(first?.conditions?.[0]?.key.span)).toBe('"aws:PrincipalTag/team"');
  expect(cut(parsed.value.version?.span)).toBe('"2012-10-17"');
});

test('G-06 numbers and booleans stand in their string form, large account ids unrounded', () => {
  const text = `{"Statement":{${allow},"Condition":{"NumericEquals":{"k":[12345678901234567890,1.50,true]}}}}`;
  const values = compileText(text).statements[0]?.conditions?.[0]?.values;
  expect(values).toEqual(['12345678901234567890', '1.5', 'true']);
});

test('`__proto__` is a key like any other', () => {
  const text = `{"Statement":{${allow},"Condition":{"StringEquals":{"__proto__":"x"}}}}`;
  expect(keysOfPolicy(compileText(text))).toEqual(['__proto__']);
  const json = parseJson('{"__proto__":1,"constructor":2}');
  expect(json.ok && json.value.kind === 'object' && json.value.members.map(({ name }) => name)).toEqual([
    '__proto__',
    'constructor',
  ]);
});

test('G-13 is a matter of saving: unknown members do not keep a real policy from loading', () => {
  expect(compileText(`{"Comment":"x","Statement":[{${allow},"Note":[1]}]}`).statements).toHaveLength(1);
});

test.each<[string, unknown]>([
  ['a', [{ kind: 'raw', text: 'a' }]],
  ['', [{ kind: 'raw', text: '' }]],
  ['a${aws:UserName}b', [raw('a'), variable('aws:UserName'), raw('b')]],
  ["${aws:PrincipalTag/team, 'company-wide'}", [variable('aws:PrincipalTag/team', 'company-wide')]],
  ["${k , 'a}b'}c", [variable('k', 'a}b'), raw('c')]],
  ["${k,''}", [variable('k', '')]],
  ['${*}${?}${$}', [literal('*'), literal('?'), literal('$')]],
  ['$ a ${unclosed', [raw('$ a ${unclosed')]],
  ['${k, unquoted}', [variable('k, unquoted')]],
])('C-60 … C-68 the variable parser splits %j into its parts', (text, parts) => {
  expect(parseTemplate(text)).toEqual(parts);
});

function raw(text: string) {
  return { kind: 'raw', text };
}
function literal(text: string) {
  return { kind: 'literal', text };
}
function variable(name: string, otherwise?: string) {
  return { kind: 'variable', key: name.toLowerCase(), name, ...(otherwise !== undefined && { otherwise }) };
}

test('the compiler compiles each text and each object once', () => {
  const object = { Statement: { Effect: 'Allow', Action: 's3:Once', Resource: '*' } };
  const text = JSON.stringify(object);
  expect(compile(`${text}`)).toBe(compile(text));
  expect(compile(object)).toBe(compile(object));
  expect(compile(compile(object))).toBe(compile(object));
});

test('the compiled policy is what was given: text, version, patterns, keys with those of variables', () => {
  const policy = compile(policyText);
  expect(policy).toBeInstanceOf(CompiledPolicy);
  expect(policy.text).toBe(policyText);
  expect(policy.version).toBe('2012-10-17');
  expect(policy.statements[0]?.actions).toEqual(['s3:GetObject', 's3:List*']);
  expect(policy.statements[1]?.notResources).toEqual(['arn:aws:s3:::public/*']);
  expect(keysOfPolicy(policy)).toEqual(['aws:PrincipalTag/team', 'aws:username', 'aws:SourceIp']);
});

test('C-60 a version without variables has no keys of variables', () => {
  const text = `{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\${aws:username}"}}`;
  expect(compile(text).version).toBe('2008-10-17');
  expect(keysOfPolicy(compile(text))).toEqual([]);
});

test('the compiler’s memory is bounded: texts used long ago are compiled anew, those in use are kept', () => {
  const textOf = (index: number) =>
    JSON.stringify({
      Id: `${index}`.padEnd(60_000, 'x'),
      Statement: { Effect: 'Allow', Action: 'a:b', Resource: '*' },
    });
  const [old, used] = [compile(textOf(0)), compile(textOf(1))];
  for (let index = 2; index < 250; index++) {
    compile(textOf(index));
    compile(textOf(1));
  }
  expect(compile(textOf(0))).not.toBe(old);
  expect(compile(textOf(1))).toBe(used);
});

const word = fc.string({ maxLength: 8 });
const listOf = <T>(item: fc.Arbitrary<T>) => fc.oneof(item, fc.array(item, { maxLength: 3 }));
const block = fc.oneof(
  fc.constant('*'),
  fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', 'CanonicalUser'), listOf(word)),
);
const statement = fc
  .record(
    {
      Sid: word,
      Effect: fc.constantFrom('Allow', 'Deny'),
      Principal: block,
      Action: listOf(word),
      Resource: listOf(word),
      Condition: fc.dictionary(word, fc.dictionary(word, listOf(word), { minKeys: 1, maxKeys: 3 }), {
        maxKeys: 3,
      }),
    },
    { requiredKeys: ['Effect', 'Action'] },
  )
  .chain((plainForm) =>
    fc.boolean().map((negated) => {
      if (!negated) return plainForm;
      const { Resource, Principal, Action, ...rest } = plainForm;
      return {
        ...rest,
        NotAction: Action,
        ...(Resource !== undefined && { NotResource: Resource }),
        ...(Principal !== undefined && { NotPrincipal: Principal }),
      };
    }),
  );
const policy = fc.record(
  {
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Id: word,
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })),
  },
  { requiredKeys: ['Statement'] },
);

test('parse → print → parse gives the same tree, and printing is stable', () => {
  fc.assert(
    fc.property(policy, (document) => {
      const first = parsePolicy(JSON.stringify(document));
      if (!first.ok) throw new Error(first.error.message);
      const printed = printPolicy(first.value);
      expect(plain(printed)).toEqual(plain(JSON.stringify(document)));
      const second = parsePolicy(printed);
      if (!second.ok) throw new Error(second.error.message);
      expect(withoutSpans(second.value)).toEqual(withoutSpans(first.value));
      expect(printPolicy(second.value)).toBe(printed);
    }),
    { seed: 20260101, numRuns: 500 },
  );
});

test('our JSON agrees with JSON.parse on what is JSON, but for duplicate keys and depth', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      expect(parseJson(text).ok).toBe(true);
    }),
    { seed: 20260102, numRuns: 500 },
  );
  fc.assert(
    fc.property(mutated, (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      const ours = parseJson(text);
      if (!isJson) expect(ours.ok).toBe(false);
      else if (!ours.ok) expect(ours.error.code).toBe('duplicate-key');
    }),
    { seed: 20260103, numRuns: countOf({ sample: 500, full: 2_000 }) },
  );
});

test('no text makes parse, compile or check throw anything but PolicySyntaxError', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
      const parsed = parsePolicy(text);
      for (const kind of policyKinds) {
        for (const { span } of checkPolicy(text, kind)) {
          expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
        }
      }
      if (parsed.ok) return;
      expect(() => compileText(text)).toThrow(PolicySyntaxError);
    }),
    { seed: 20260104, numRuns: countOf({ sample: 500, full: 2_000 }) },
  );
});

test('a policy that the checks let pass can be compiled', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        mutated,
        policy.map((document) => JSON.stringify(document)),
      ),
      (text) => {
        for (const kind of policyKinds) if (checkPolicy(text, kind).length === 0) compileText(text);
      },
    ),
    { seed: 20260105, numRuns: 1_000 },
  );
});
