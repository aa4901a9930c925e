/**
 * SAML responses are rows of data (responses.json), signed by xml-crypto and sent the whole way: prepare,
 * then the door. Beside AWS's answer, `why` holds what the evidence says for people, so that a row cannot
 * pass because of another fault than the one it shows.
 */

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { prepare } from '#federation/prepare.ts';
import { dev } from '../../core/api/sts/account.ts';
import { type Expected, answerOf, expectAnswer } from '../login.ts';
import * as saml from '../saml.ts';

type Replacements = readonly (readonly [find: string, put: string])[];
interface Row extends Omit<saml.Signing, 'what' | 'key'> {
  readonly title: string;
  readonly names?: saml.Names;
  readonly before?: Replacements;
  readonly sign?: readonly ('Assertion' | 'Response')[];
  readonly key?: string;
  /** One for each signature. */
  readonly keys?: readonly string[];
  readonly published?: readonly (keyof typeof certificates)[];
  readonly after?: Replacements;
  readonly afterRe?: Replacements;
  readonly wrap?: string;
  /** The SignedInfo of this other assertion is put in. */
  readonly infoOf?: saml.Names;
  readonly nest?: number;
  readonly pad?: number;
  readonly raw?: string;
  readonly encoded?: string;
  readonly expect: Expected;
  readonly why?: string;
}

const { rows } = JSON.parse(readFileSync(new URL('responses.json', import.meta.url), 'utf8')) as {
  rows: Row[];
};

const foreign = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const keys: Readonly<Record<string, string>> = {
  rsa: saml.signers.rsa.key,
  ec: saml.signers.ec.key,
  expired: saml.signers.expired.key,
  foreign: foreign.privateKey,
  hmac: saml.bodyOf(saml.signers.rsa.certificate),
};
const certificates = {
  rsa: saml.signers.rsa.certificate,
  ec: saml.signers.ec.certificate,
  expired: saml.signers.expired.certificate,
} as const;

/** Each replacement must find its text, or the row would show nothing. */
function replaced(text: string, replacements: Replacements = [], fill = (put: string) => put): string {
  return replacements.reduce((current, [find, put]) => {
    const wanted = fill(find);
    if (!current.includes(wanted)) throw new Error(`\`${find}\` is not there`);
    return current.replace(wanted, () => fill(put));
  }, text);
}

const between = (text: string, from: string, to: string): string => {
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  return start < 0 || end < 0 ? '' : text.slice(start, end + to.length);
};

function responseOf(row: Row): string {
  if (row.raw !== undefined) return row.raw;
  const sign = row.sign ?? ['Assertion'];
  const make = (names?: saml.Names) =>
    sign.reduce(
      (xml, what, at) => {
        const key = keys[row.keys?.[at] ?? row.key ?? 'rsa'];
        if (key === undefined) throw new Error('no such key');
        return saml.signed(xml, { ...row, what, key });
      },
      replaced(saml.responseOf(names), row.before),
    );
  const signed = make(row.names);
  const fill = (text: string) => filled(text, signed);
  let xml = row.wrap === undefined ? signed : fill(row.wrap);
  xml = replaced(xml, row.after, fill);
  for (const [find, put] of row.afterRe ?? []) {
    if (!new RegExp(find, 's').test(xml)) throw new Error(`\`${find}\` is not there`);
    xml = xml.replace(new RegExp(find, 's'), put);
  }
  if (row.infoOf) {
    const other = make(row.infoOf);
    xml = xml.replace(between(xml, '<ds:SignatureValue>', '</ds:SignatureValue>'), () =>
      between(other, '<ds:SignatureValue>', '</ds:SignatureValue>'),
    );
  }
  const { nest = 0, pad = 0 } = row;
  const more = `${'<x>'.repeat(nest)}${'</x>'.repeat(nest)}${' '.repeat(pad)}`;
  return xml.replace('<samlp:Status>', `${more}<samlp:Status>`);
}

/** The parts of a signed response that an attacker has in hand, and an assertion of their own. */
function filled(text: string, signed: string): string {
  const signature = between(signed, '<ds:Signature ', '</ds:Signature>');
  const assertion = between(signed, '<saml:Assertion', '</saml:Assertion>');
  const evil = saml.assertionOf({ id: '_evil', nameId: 'eve' });
  const sameId = saml.assertionOf({ nameId: 'eve' });
  const withSignature = (one: string) => one.replace('</saml:Issuer>', () => `</saml:Issuer>${signature}`);
  const parts: Readonly<Record<string, string>> = {
    signed,
    signature,
    assertion,
    evil,
    bare: assertion.replace(signature, ''),
    bareResponse: signed.replace(signature, ''),
    openSignature: signature.replace('</ds:Signature>', ''),
    closeSignature: '</ds:Signature>',
    evilOpen: evil.replace('</saml:Assertion>', ''),
    evilClose: '</saml:Assertion>',
    evilWithSignature: withSignature(evil),
    evilSameIdWithSignature: withSignature(sameId),
    head: saml.headOf(),
    evilHead: saml.headOf('_evilresponse'),
    tail: saml.tail,
    foreignKey: saml.bodyOf(foreign.publicKey),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}

test('the corpus of responses has at least 90 rows that are refused', () => {
  expect(rows.filter((row) => row.expect !== 'ok').length).toBeGreaterThanOrEqual(90);
});

test.each(rows.map((row) => [row.title, answerOf(row.expect), row] as const))(
  '%s: AWS answers this response with %s',
  async (_title, _answer, row) => {
    const t = saml.setting(saml.metadata((row.published ?? ['rsa']).map((name) => certificates[name])));
    const SAMLAssertion = row.encoded ?? saml.encoded(responseOf(row));
    const params = { RoleArn: dev, PrincipalArn: saml.provider, SAMLAssertion };
    const request = { service: 'sts', operation: 'AssumeRoleWithSAML', params } as const;
    const prepared = await prepare({ ...request, caller: { kind: 'anonymous' } }, t.world);
    expectAnswer(t.send(prepared), row.expect);
    const { reason, unreadable } = prepared.evidence ?? {};
    expect(reason ?? unreadable ?? '').toMatch(row.why === undefined ? /^/ : new RegExp(row.why));
  },
);
