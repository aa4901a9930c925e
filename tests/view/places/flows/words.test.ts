/** Artefacts are put in words: what a signature covers, times, claims, what was changed. */

import { expect, test } from 'vitest';
import { jwtClaims } from '#view/places/flows/artefacts/claims.ts';
import { restWords, spanWords, timeWords } from '#view/places/flows/artefacts/time-words.ts';
import { signatureFacts, xmlLines } from '#view/places/flows/artefacts/xml-lines.ts';
import { diffLines, foldAlike } from '#view/ui/editor/line-diff.ts';

const signature =
  '<ds:Signature><ds:SignedInfo><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>' +
  '<ds:Reference URI="#_a"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>' +
  '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>' +
  '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/></ds:Reference></ds:SignedInfo></ds:Signature>';
const assertion = (id: string, inside: string) =>
  `<saml:Assertion ID="${id}"><saml:Issuer>idp</saml:Issuer>${inside}</saml:Assertion>`;
const response = (...parts: string[]) => `<samlp:Response ID="_r">${parts.join('')}</samlp:Response>`;
const marksOf = (xml: string) =>
  xmlLines(xml).map(({ depth, text, mark }) => [depth, text.slice(0, 18), mark ?? '']);

test('a signature covers the element of its reference, with all inside but itself', () => {
  const xml = response(assertion('_a', signature));
  expect(signatureFacts(xml)).toEqual([
    {
      id: '_a',
      element: 'saml:Assertion',
      transforms: ['enveloped-signature', 'xml-exc-c14n'],
      digest: 'sha256',
      method: 'rsa-sha256',
    },
  ]);
  expect(marksOf(xml).filter(([, , mark]) => mark !== 'signature')).toEqual([
    [0, '<samlp:Response ID', ''],
    [1, '<saml:Assertion ID', 'signed'],
    [2, '<saml:Issuer>idp</', 'signed'],
    [1, '</saml:Assertion>', 'signed'],
    [0, '</samlp:Response>', ''],
  ]);
});

test('a forged assertion beside the signed one stays unmarked', () => {
  const marks = marksOf(response(assertion('_forged', ''), assertion('_a', signature)));
  expect(marks.slice(1, 4).map(([, , mark]) => mark)).toEqual(['', '', '']);
});

test('a reference to nothing covers nothing', () => {
  const xml = response(assertion('_b', signature));
  expect(signatureFacts(xml)[0]?.element).toBeUndefined();
  expect(xmlLines(xml).some(({ mark }) => mark === 'signed')).toBe(false);
});

test('times stand in words beside the step', () => {
  const step = '2026-01-31T12:00:00Z';
  expect(timeWords('2026-01-31T12:05:00Z', step)).toBe('31 Jan 2026, 12:05:00, 5 min after this step');
  expect(timeWords(1_769_860_799, step)).toBe('31 Jan 2026, 11:59:59, 1 s before this step');
  expect(timeWords('never', step)).toBe('never');
  expect([spanWords(7200), spanWords(3600), spanWords(90_000)]).toEqual(['2 hours', '1 hour', '1 day']);
  expect([restWords(3599), restWords(42), restWords(60)]).toEqual(['59 min 59 s', '42 s', '1 min']);
});

test('claims show times in words, lists as lines and objects as JSON, and a text that is no JSON has no claims', () => {
  const [exp, aud, tags] = jwtClaims(
    '{"exp":1769860800,"aud":["a","b"],"t":{"x":1}}',
    '2026-01-31T12:00:00Z',
  );
  expect(exp?.values).toEqual(['31 Jan 2026, 12:00:00, at this step']);
  expect([aud?.values, tags?.values]).toEqual([['a', 'b'], ['{"x":1}']]);
  expect(jwtClaims('no', '2026-01-31T12:00:00Z')).toEqual([]);
});

test('lines that are alike are folded, but for those beside a change', () => {
  const before = 'a\nb\nc\nd\ne\nf';
  const rows = foldAlike(diffLines(before, before.replace('e', 'E')), 1);
  expect(rows).toEqual([
    { alike: 3 },
    { before: 'd', after: 'd' },
    { before: 'e', after: 'E' },
    { before: 'f', after: 'f' },
  ]);
});
