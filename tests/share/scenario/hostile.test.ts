/**
 * Scenarios that somebody made to do harm: whatever comes by link, file or paste is refused with a sentence or
 * read as data; nothing throws, and nothing of a refused one is used. `COUNTS=most` takes 10,000 instead of 600.
 */

import { deflateRawSync } from 'node:zlib';
import { env } from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tooDeepText } from '#share/json/depth.ts';
import { dictionary1 } from '#share/link/dictionary.ts';
import { decodeLink, encodeLink } from '#share/link/codec.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { readScenario, readScenarioValue, writeScenario } from '#share/scenario/file.ts';
import { worldOf } from '#share/world-records.ts';
import company from '../../../public/examples/small-company.json' with { type: 'json' };
import version3 from '../fixtures/version-3.json' with { type: 'json' };
import version4 from '../fixtures/version-4.json' with { type: 'json' };
import version5 from '../fixtures/version-5.json' with { type: 'json' };
import version6 from '../fixtures/version-6.json' with { type: 'json' };
import version7 from '../fixtures/version-7.json' with { type: 'json' };
import { countOf } from '../../setup/counts.ts';

const numRuns = countOf({ sample: 600, full: 1_500, most: 10_000 });
const seed = Number(env['SEED'] ?? 20261125);
const options = { numRuns, seed };

const nasty = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    'javascript:alert(1)',
    'аdmin',
    'admin\u200b',
    '\u202egnp.exe',
    '\ud800',
    '',
    '\u0000',
    'arn:aws:iam::111122223333:user/../../root',
    '${aws:username}',
  ),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const junk: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.constantFrom(null, true, 0, -1, 1e308, [], {}),
  fc.constant('x'.repeat(20_000)),
  fc.array(nasty, { maxLength: 4 }),
  fc.dictionary(nasty, nasty, { maxKeys: 4 }),
);

/**
 * The small company, or a file that uses all of the newest format, with one to four places made hostile: another
 * value, another name, doubled, taken out.
 */
type Damage = readonly [
  at: number,
  kind: 'value' | 'name' | 'double' | 'remove',
  value: unknown,
  name: string,
];
const damage = fc.tuple(
  fc.nat(1_000_000),
  fc.constantFrom('value' as const, 'name' as const, 'double' as const, 'remove' as const),
  junk,
  nasty,
);
const { variant, exercise } = version6;
const latest = { level: version5.level, variant, exercise, version: version7.version };
const accounts = [...version3.accounts, ...version7.accounts.map((one) => ({ ...one, id: '123412341234' }))];
const newest: Record<string, unknown> = { ...version3, ...version4, ...latest, accounts };
const { $schema: _, ...clean } = company as Record<string, unknown>;

function damaged(damages: readonly Damage[]): unknown {
  const first = damages[0]?.[0] ?? 0;
  const copy = structuredClone(first % 2 === 0 ? clean : newest);
  for (const [at, kind, value, name] of damages) {
    const places = placesIn(copy);
    const [holder, key] = places[at % places.length] ?? [copy, 'title'];
    if (kind === 'value') set(holder, key, value);
    else if (kind === 'name') set(holder, name, value);
    else if (kind === 'remove') Reflect.deleteProperty(holder, key);
    else if (Array.isArray(holder)) holder.push(...(holder as unknown[]).slice(0, 3));
    else set(holder, key, [holder[key], holder[key]]);
  }
  return copy;
}

const set = (holder: object, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    [holder, key] as [Record<string, unknown>, string],
    ...placesIn(holder[key]),
  ]);
}

/** A sentence, or a world whose every row is plain data of its own. */
function readOrRefused(text: string): 'read' | 'refused' {
  const result = readScenario(text);
  if (!result.ok) {
    expect(result.error.message).not.toBe('');
    return 'refused';
  }
  const built = scenarioRecords(result.value);
  if (!built.ok) {
    expect(built.error.message).not.toBe('');
    return 'refused';
  }
  worldOf(built.value.records, { freeze: true });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  return 'read';
}

test('a damaged scenario is refused with a sentence, or read as data', () => {
  const counts = { read: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      counts[readOrRefused(JSON.stringify(damaged(damages)))] += 1;
    }),
    options,
  );
  console.log(`hostile scenarios: ${counts.refused} refused, ${counts.read} read as data`);
  expect(counts.refused).toBeGreaterThan(numRuns / 10);
  expect(counts.read).toBeGreaterThan(numRuns / 100);
});

test('a damaged link is refused, and a good one comes back as it was', () => {
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const file: unknown = JSON.parse(JSON.stringify(damaged(damages)));
      const read = readScenarioValue(file);
      const payload = deflateRawSync(JSON.stringify(file), { dictionary: Buffer.from(dictionary1) });
      const link = read.ok ? encodeLink(read.value) : sealed(payload);
      const result = decodeLink(link);
      if (!read.ok) expect(result.ok).toBe(false);
      else
        expect(result.ok ? writeScenario(result.value) : result.error.message).toBe(
          writeScenario(read.value),
        );
    }),
    { ...options, numRuns: numRuns / 10 },
  );
});

test('any text as a link, and any change of a good one, is a sentence', () => {
  const read = readScenarioValue(clean);
  if (!read.ok) throw new Error(read.error.message);
  const good = encodeLink(read.value);
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), nasty),
      fc.nat(good.length),
      (text, at) => {
        for (const fragment of [text, `#s1.${text}`, good.slice(0, at) + text + good.slice(at + 1)]) {
          const result = decodeLink(fragment);
          if (!result.ok) expect(result.error.message.length).toBeGreaterThan(10);
          else expect(fragment.replace(/\s/g, '').replace(/^#/, '')).toBe(good.slice(1));
        }
      },
    ),
    options,
  );
});

test('a scenario of hostile depth is refused before it is parsed', () => {
  for (const open of ['[', '{"a":', '[{"a":[']) expect(tooDeepText(open.repeat(200_000))).toBe(true);
  expect(tooDeepText(`"${'['.repeat(1000)}"`)).toBe(false);
  expect(tooDeepText(JSON.stringify(company))).toBe(false);
});

/** A payload in a fragment whose length and checksum fit. */
function sealed(bytes: Uint8Array): string {
  const payload = Buffer.from(bytes).toString('base64url');
  const body = `s1.d${payload.length.toString(36)}.${payload}`;
  let value = 0xffffffff;
  for (const byte of Buffer.from(body)) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return `#${body}.${((value ^ 0xffffffff) >>> 0).toString(36).padStart(7, '0')}`;
}
