/** A class comes back from its file and from its link, and every fault of both is told. */

import { expect, test } from 'vitest';
import { decodeClassLink, encodeClassLink } from '#learn/class/link.ts';
import { newPlan, readPlan, writePlan } from '#learn/class/read.ts';
import { cleanName, foldedName, variantOf } from '#learn/class/student.ts';
import { levelCards } from '#learn/level/path.ts';
import { pathText } from '#core/model/schema/fault.ts';
import { isClassLink, isLink } from '#share/link/is-link.ts';
import { maxQrLength } from '#share/link/qr.ts';
import { seededRandom } from '#share/random.ts';
import versionOne from '../fixtures/class-1.json?raw';
import { plan } from './sample.ts';

const golden =
  '#c1.d3n.I8OSbOM0ywqjxCQky4BdYIX8PAW3osyURFBQQWx2dHJ2cXVz9_D08vbx9fMPCAwKDgkNC4-IBA3KoLrJ0FDXyDzEwALSSdIzgAzc4MzD8CyLSPU4AnEINkiwNS9AtXVsLQA.0mm9g2e';

const refusal = (member: object): string => {
  const read = readPlan({ ...(JSON.parse(versionOne) as object), ...member });
  return read.ok ? 'read' : `${pathText(read.error.path)}: ${read.error.message}`;
};

test('the golden file of a class is read whole, and written byte for byte', () => {
  const read = readPlan(JSON.parse(versionOne));
  expect(read).toMatchObject({ ok: true, value: { ...plan, own: [{ title: 'A small world' }] } });
  if (read.ok) expect(writePlan(read.value)).toBe(versionOne);
});

test.each([
  [{ format: 'iam-playground/level' }, /this is no class/],
  [{ version: 2 }, /^version: made by a newer version: format 2/],
  [{ id: 'ABCDEFGH' }, /^id: /],
  [{ key: 'short' }, /^key: /],
  [{ title: ' \u202e ' }, /^title: /],
  [{ madeAt: 'yesterday' }, /^madeAt: /],
  [{ levels: [] }, /^levels: /],
  [{ levels: ['groups', 'groups'] }, /twice/],
  [{ levels: ['../x'] }, /^levels\[0\]: /],
  [{ own: [{}] }, /^own\[0\]/],
  [{ questions: ['arcade/mfa'] }, /ten|10 questions or none/],
  [{ more: 1 }, /`more` is not known here/],
])('a file with this member is refused with its place: %j', (member, words) => {
  expect(refusal(member)).toMatch(words);
});

test('the golden link is read for ever', () => {
  expect(decodeClassLink(golden)).toEqual({ ok: true, value: plan });
});

test('a class comes back from its link, with levels of its own too', () => {
  const read = readPlan(JSON.parse(versionOne));
  if (!read.ok) throw new Error(read.error.message);
  const link = encodeClassLink(read.value);
  expect(link).toMatch(/^#c1\.[\w.-]+$/);
  expect(decodeClassLink(link)).toEqual(read);
});

test('a class of all levels of the path and ten questions fits in a QR code', () => {
  const all = newPlan(
    { ...plan, levels: levelCards.map(({ id }) => id), title: 'Everything, in one week' },
    seededRandom('all'),
  );
  expect(encodeClassLink(all).length).toBeLessThan(maxQrLength - 100);
});

test('a link to a class is told from a link to a scenario and from an address', () => {
  const isOne = ['#c1.d0..x', 'c12.', '#s1.d', '#/learn', '#c1'].map((one) => [
    isClassLink(one),
    isLink(one),
  ]);
  expect(isOne).toEqual([
    [true, true],
    [true, true],
    [false, true],
    [false, false],
    [false, false],
  ]);
});

test.each([
  ['#s1.dcf.z', 'no-link', /no link to a class/],
  ['#c2.d1.a.0000000', 'newer-version', /link format 2/],
  [golden.slice(0, 60), 'cut-off', /cut off/],
  [golden.replace('d', 'e'), 'altered', /changed/],
])('a broken link says why: %s', (link, code, words) => {
  const read = decodeClassLink(link);
  expect(read).toMatchObject({ ok: false, error: { code } });
  if (!read.ok) expect(read.error.message).toMatch(words);
});

test('a new class has an id and a key that its own reader takes', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const { id: _, key: __, ...rest } = plan;
    const made = newPlan(rest, seededRandom(seed));
    expect(readPlan(JSON.parse(writePlan(made)))).toEqual({ ok: true, value: made });
  }
});

test('the same name is the same variant, however it is typed, and another in another class', () => {
  const own = variantOf(plan, 'Ana María');
  expect(own).toMatch(/^[a-z2-9]{6}$/);
  for (const same of [' ana  maría ', 'ANA MARI\u0301A', 'Ａｎａ María', 'ana\u200d maría'])
    expect(variantOf(plan, same)).toBe(own);
  expect(variantOf(plan, 'Ana Maria')).not.toBe(own);
  expect(variantOf({ id: 'zzzz2222' }, 'Ana María')).not.toBe(own);
});

test('a name that shows nothing or is too long is none', () => {
  expect(['', ' \n', '\u200d\u202e', 'x'.repeat(41)].map(cleanName)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(cleanName('🚀'.repeat(40))).toBe('🚀'.repeat(40));
  expect(foldedName('Straße')).toBe('straße');
});
