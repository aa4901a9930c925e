/** The code of a result comes back whole from any text, and an altered one is named. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CodeOutcome, readCode, readCodes, writeCode } from '#learn/class/code.ts';
import type { ClassResult } from '#learn/class/joined.ts';
import { readResults, resultFile, writeResult } from '#learn/class/result-file.ts';
import { cleanName } from '#learn/class/student.ts';
import { stars } from '#learn/level/standing.ts';
import { level, plan, result, tenAnswers } from './sample.ts';

const ana = result('Ana', { before: tenAnswers(4), after: tenAnswers(9) });
const code = writeCode(ana, plan);
const ok: CodeOutcome = { kind: 'ok', result: ana };

const anyResult: fc.Arbitrary<ClassResult> = fc
  .record({
    student: fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => cleanName(text) ?? 'Zoë'),
    seconds: fc.integer({ min: 0, max: 4_000_000_000 }),
    levels: fc.subarray([...plan.levels]).chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          fc.record({
            id: fc.constant(id),
            stars: fc.subarray([...stars]),
            seconds: fc.nat(100_000),
            hints: fc.nat(3),
            watched: fc.boolean(),
            guesses: fc.array(fc.boolean(), { maxLength: 5 }),
          }),
        ),
      ),
    ),
    before: fc.option(fc.array(fc.boolean(), { minLength: 10, maxLength: 10 })),
  })
  .map(({ student, seconds, levels, before }) => ({
    class: plan.id,
    student,
    at: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
    levels,
    ...(before ? { before } : {}),
  }));

test('any result comes back from its code', () => {
  fc.assert(
    fc.property(anyResult, (one) => {
      expect(readCode(writeCode(one, plan), plan)).toEqual({ kind: 'ok', result: one });
    }),
    { numRuns: 30 },
  );
});

test('the golden code of version 1 is read', () => {
  const golden =
    'IAM1-0404M-TSKCR-WQGCK-1C81M-2VK1B-Q4C23-80406-05G2X-ZBK02-9N679-5X7ZE-QP3B9-ZHW38-34FEX-6Q488-M220T-RJ6RK-CJ41K-WFESB-NC6SK-E6HD1-YXHM0-JYADH-QYA8';
  expect(readCode(golden, plan)).toEqual(ok);
});

test('a code is typed with small letters, blanks, line ends, and O, I and L for 0 and 1', () => {
  const typed = code.slice(5).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
  expect(readCode(`iam1-${typed.replaceAll('-', ' ')}`, plan)).toEqual(ok);
  expect(readCode(`1AMI-${typed.replaceAll('l', 'I').replaceAll('-', '')}`, plan)).toEqual(ok);
  expect(readCode(`> ${code.replaceAll('-', '\u2013').replace(/(.{20})/g, '$1\r\n> ')}`, plan)).toEqual(ok);
});

test('codes are found between other texts, and each is read on its own', () => {
  const ben = writeCode(result('Ben'), plan);
  const text = `Hello, this is my code: ${code} thanks!\nBen: \`${ben}\`Bye\nCarla: ${code.slice(0, 80)}\n${ben}`;
  const found = readCodes(text, plan);
  expect(found.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'cut-off', 'ok']);
  expect(found[2]).toEqual({ kind: 'cut-off', student: 'Ana' });
});

test.each([
  (cut: string) => `${cut}
Ben: see you`,
  (cut: string) => `"${cut}"`,
  (cut: string) => `${cut}...`,
  (cut: string) => `${cut}
Best regards, Ana`,
  (cut: string) => `${cut}

Best

Ana and all the others of our class in the third row`,
])('a code that was cut off accuses nobody, whatever text follows: %s', (around) => {
  for (const length of [code.length - 2, code.length - 5, code.length - 12, code.length - 60])
    expect(readCodes(around(code.slice(0, length)), plan), `of ${length}`).toEqual([
      { kind: 'cut-off', student: 'Ana' },
    ]);
});

test('a code is found with blanks around its first dash, without dashes, and behind a name', () => {
  const body = code.slice(5);
  for (const typed of [
    `IAM1 - ${body}`,
    `IAM1 ${body.replaceAll('-', ' ')}`,
    `iam1${body.replaceAll('-', '').toLowerCase()}`,
    `Ana-${code}`,
    `Ana IAM1
${body}`,
  ])
    expect(readCodes(typed, plan), typed).toEqual([ok]);
});

test('a code in which a level stands twice is none of ours', () => {
  const twice = writeCode({ ...ana, levels: [...ana.levels, ...ana.levels] }, plan);
  expect(readCode(twice, plan)).toEqual({ kind: 'altered', student: 'Ana' });
});

test('every single changed character is found, and past the name the student is named', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (let at = 0; at < code.length; at += 1) {
    const now = alphabet.indexOf(code.charAt(at));
    const other = now < 0 ? 'Z' : alphabet.charAt((now + 1) % 32);
    const outcome = readCode(code.slice(0, at) + other + code.slice(at + 1), plan);
    expect(outcome.kind, `at ${at}`).not.toBe('ok');
    if (at > 36) expect(outcome, `at ${at}`).toMatchObject({ student: 'Ana' });
  }
});

test('a character that is left out, added, or swapped with the next is found', () => {
  for (let at = 5; at < code.length; at += 1) {
    const [here = '', next = ''] = [code[at], code[at + 1]];
    if (here !== '-') expect(readCode(code.slice(0, at) + code.slice(at + 1), plan).kind).not.toBe('ok');
    expect(readCode(`${code.slice(0, at)}7${code.slice(at)}`, plan).kind).not.toBe('ok');
    if (here !== next && here !== '-' && next !== '-' && next !== '')
      expect(readCode(code.slice(0, at) + next + here + code.slice(at + 2), plan).kind).not.toBe('ok');
  }
});

test('a code of another class says of which, and with whose name', () => {
  const other = { ...plan, id: 'zzzz2222', key: 'ZYXWVUTSRQPONMLKJIHGFEDCBA' };
  const outcome = { kind: 'other-class', class: 'zzzz2222', student: 'Ana' };
  expect(readCode(writeCode({ ...ana, class: other.id }, other), plan)).toEqual(outcome);
});

test('a code in which a level stands twice is of no page of ours', () => {
  const twice = result('Ana', { levels: [level('groups'), level('groups')] });
  expect(readCode(writeCode(twice, plan), plan)).toMatchObject({ kind: 'altered' });
});

test('a code with the id of the class and another key is altered', () => {
  const outcome = { kind: 'altered', student: 'Ana' };
  expect(readCode(writeCode(ana, { ...plan, key: 'ZYXWVUTSRQPONMLKJIHGFEDCBA' }), plan)).toEqual(outcome);
});

test.each(['', 'no code at all', 'IAM1-', 'IAM1', '{"format":"iam-playground/result"}', '{'])(
  'a text without a code says so: %s',
  (text) => {
    for (const outcome of readResults(text, plan)) expect(outcome.kind).toMatch(/no-code|cut-off/);
  },
);

test('names keep their script and their emoji, and lose marks that nobody sees', () => {
  const names = ['José 🚀', 'ليلى', '小明', 'Ana\u202e\u0007 \n  Maria\u200b', '👩\u200d🚀'];
  const read = names.map((name) => {
    const outcome = readCode(writeCode(result(name), plan), plan);
    return outcome.kind === 'ok' ? outcome.result.student : outcome.kind;
  });
  expect(read).toEqual(['José 🚀', 'ليلى', '小明', 'Ana Maria', '👩\u200d🚀']);
});

test('a file comes back, and a file whose readable members were changed is altered', () => {
  const file = JSON.parse(writeResult(ana, plan)) as { levels: { stars: string[] }[] };
  expect(readResults(writeResult(ana, plan), plan)).toEqual([ok]);
  expect(readResults(JSON.stringify(file), plan)).toEqual([ok]);
  const altered = [{ kind: 'altered', student: 'Ana' }];
  const better = structuredClone(file);
  better.levels[0]?.stars.push('few-steps');
  expect(readResults(JSON.stringify(better), plan)).toEqual(altered);
  expect(readResults(JSON.stringify({ ...resultFile(ana, plan), student: 'Ben' }), plan)).toEqual(altered);
});

test('thirty codes of ten levels fit in a QR code each, and are read from one text', () => {
  const levels = Array.from({ length: 10 }, (_, at) => `level-${at}`);
  const long = { ...plan, levels };
  const codes = Array.from({ length: 30 }, (_, at) => {
    const done = levels.map((id) => ({
      id,
      stars: [...stars],
      seconds: 100 + at * 7,
      hints: at % 4,
      watched: false,
      guesses: [true, at % 2 === 0, false],
    }));
    return writeCode(result(`Student number ${at}`, { levels: done }), long);
  });
  expect(Math.max(...codes.map(({ length }) => length))).toBeLessThan(600);
  expect(readCodes(codes.join('\n'), long).filter(({ kind }) => kind === 'ok')).toHaveLength(30);
});
