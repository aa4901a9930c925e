/**
 * This table names for every check of AssumeRole, SAML and OIDC (AR-01…, SAML-01…, OIDC-01…) the tests that
 * show it. A title that is changed or taken away fails here, so that no check loses its test unnoticed.
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const [assume, sessions, federated] = ['assume-role', 'sessions', 'federated'].map(
  (name) => `core/api/sts/${name}.test.ts`,
) as [string, string, string];
const [responses, tokens] = ['federation/saml/responses.json', 'federation/oidc/tokens.json'] as const;
const saml = 'federation/saml/flow.test.ts';

type Shown = readonly [file: string, ...titles: string[]];
interface Check {
  readonly number: number;
  readonly check: string;
  readonly shown: readonly Shown[];
}
const check = (number: number, check: string, ...shown: Shown[]): Check => ({ number, check, shown });

const checks: Readonly<Record<string, readonly Check[]>> = {
  AR: [
    check(
      1,
      'root and federated users may not',
      [assume, 'T-49 root may not assume a role, also where the role trusts it'],
      [
        sessions,
        'K-31 GetFederationToken names the federated user, who may call GetCallerIdentity and no IAM',
      ],
    ),
    check(2, 'shape', [
      assume,
      'AR-02 AssumeRole tells that an ARN is of no role before anything is asked',
      'T-34',
    ]),
    check(3, 'MFA', [
      assume,
      'AR-03, F-09 a wrong code',
      'F-09 an unknown device',
      'F-09 a device without its code',
      'F-10 the MFA device of another user is no device of the caller',
      'F-06 an MFA code is used up by a call that is refused afterwards',
    ]),
    check(4, 'the role exists', [assume, 'AR-04 the role does not exist', 'S-04 the name has another case']),
    check(5, 'both sides of sts:AssumeRole', [
      assume,
      'the trust policy names another',
      'the caller’s policy denies',
      'K-35 ExternalId must be the one that the trust policy wants',
      'E-40, L-04 both sides must allow an AssumeRole across accounts, and both trails tell',
    ]),
    check(6, 'sts:TagSession, sts:SetSourceIdentity', [
      assume,
      'AR-06, S-30 session tags need sts:TagSession, which the refusal names',
      'S-40 a source identity needs sts:SetSourceIdentity',
    ]),
    check(7, 'durations', [
      assume,
      'AR-07, T-33 the role’s maximum is told before that of the chain',
      'T-32, S-07 a chained session lasts an hour',
    ]),
    check(8, 'policies and sizes', [
      assume,
      'AR-08, S-22 a Principal',
      'S-06 a text of more than 2,048 characters',
      'S-23 a packed size over 100 %',
    ]),
    check(9, 'the session is frozen', [
      assume,
      'E-63 session policies are frozen; the role’s permissions are not',
      'F-11 an assumed session with a code is one with MFA, and its age counts',
      'S-32, T-39 a transitive tag goes on along the chain and wins over the next role’s own',
      'S-41, S-42, D-25 a source identity stays, can be repeated and not changed',
      'AR-09 RoleLastUsed tells of the use of a session, not of the assumption',
    ]),
  ],
  SAML: [
    check(1, 'base64, XML, one Response with one Assertion', [
      responses,
      'SAML-01 not base64',
      'SAML-01 no XML',
      'SAML-01 another root',
      'SAML-01 no assertion',
      'XSW3 an evil assertion before the signed one',
    ]),
    check(2, 'the provider exists', [saml, 'SAML-02 a provider that does not exist is refused']),
    check(3, 'signature', [
      responses,
      'SAML-03 nothing is signed',
      "SAML-03 somebody else's key",
      'SAML-03 another role',
    ]),
    check(4, 'issuer', [responses, "SAML-04 another issuer, signed by the provider's key"]),
    check(
      5,
      'metadata and certificate are not over',
      [responses, 'SAML-05 a certificate that is over'],
      [
        federated,
        'SAML-02, SAML-05 a SAML login needs an existing provider, metadata that is not over, and evidence',
      ],
    ),
    check(
      6,
      'one bearer confirmation, in time, for AWS',
      [responses, 'SAML-06 no bearer confirmation', 'SAML-06 for another recipient', 'SAML-06 over'],
      [federated, 'SAML-06 two confirmations'],
    ),
    check(7, 'audience', [
      responses,
      'SAML-07 for another audience: a response stolen from another service',
      'SAML-07 no audience',
    ]),
    check(
      8,
      'five minutes',
      [responses, 'SAML-08 six minutes old'],
      [federated, 'SAML-08 older than five minutes'],
    ),
    check(9, 'NameID', [responses, 'SAML-09 no NameID']),
    check(
      10,
      'Role pair',
      [
        responses,
        'SAML-10 a pair for another provider',
        'SAML-10 a pair for another role',
        'SAML-10 the name of the attribute in another case',
      ],
      [federated, 'SAML-10, K-21, K-36 the order of the pair is free, and lists become keys'],
    ),
    check(11, 'RoleSessionName', [federated, 'SAML-11 no session name', 'SAML-11 a bad session name']),
    check(12, 'SessionDuration', [
      federated,
      'SAML-12 the SessionDuration attribute %s',
      'shortens a call',
      'does not lengthen one',
    ]),
    check(13, 'session tags', [
      federated,
      'SAML-13 tags without sts:TagSession',
      'SAML-13, SAML-14 a SAML login takes tags and source identity that the trust policy lets through',
    ]),
    check(14, 'source identity', [
      federated,
      'SAML-14 a bad source identity',
      'SAML-14 a source identity without sts:SetSourceIdentity',
    ]),
    check(15, 'trust policy', [
      federated,
      'SAML-15 a condition that does not hold',
      'SAML-15 another provider',
    ]),
    check(16, 'the role’s maximum', [
      federated,
      'SAML-16 the session ends by the role’s maximum and the end of the provider’s session',
    ]),
  ],
  OIDC: [
    check(1, 'JWS with an algorithm of AWS’s', [
      tokens,
      'OIDC-01 no token at all',
      'OIDC-01 alg none, no signature',
      'OIDC-01 key confusion: HS256 with the public key in PEM as secret',
    ]),
    check(2, 'issuer', [tokens, 'OIDC-02 another issuer', 'OIDC-02 the issuer in another case']),
    check(3, 'the issuer answers', [tokens, 'OIDC-03 an issuer that does not answer']),
    check(4, 'key and signature', [
      tokens,
      'OIDC-04 a kid that is not published',
      "OIDC-04 somebody else's key under our kid",
      'OIDC-04 a claim changed after signing',
    ]),
    check(5, 'audience', [
      tokens,
      'OIDC-05 another audience',
      'OIDC-05 another azp beside our aud',
      'OIDC-05 no audience',
    ]),
    check(6, 'times', [
      tokens,
      'OIDC-06 six minutes over (T-48)',
      'OIDC-06 four minutes over is within the grace (T-48)',
      'OIDC-06 exp is a text',
      'OIDC-06 no iat',
    ]),
    check(7, 'subject', [tokens, 'OIDC-07 no subject', 'OIDC-07 the subject is an object']),
    check(
      8,
      'trust policy',
      [tokens, 'OIDC-08 a fork of the repository (D-14)'],
      [federated, 'OIDC-08 another sub'],
    ),
    check(9, 'session tags', [
      federated,
      'OIDC-09 tags of another form',
      'OIDC-09 tags without sts:TagSession',
      'OIDC-09, OIDC-10 an OIDC login takes tags and source identity that the trust policy lets through',
    ]),
    check(10, 'source identity', [federated, 'OIDC-10 a source identity without its permission']),
    check(11, 'the role’s maximum', [federated, 'OIDC-11 an OIDC session cannot pass the role’s maximum']),
  ],
};

/** Every text that stands in quotes in a test, or is the title of a row of a corpus. */
const titles = new Map<string, Set<string>>();
function titlesIn(file: string): Set<string> {
  const known = titles.get(file);
  if (known) return known;
  const source = readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8');
  const found = new Set<string>();
  titles.set(file, found);
  if (file.endsWith('.json')) {
    const { rows } = JSON.parse(source) as { rows: readonly { readonly title: string }[] };
    for (const { title } of rows) found.add(title);
    return found;
  }
  const read = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.add(node.text);
    ts.forEachChild(node, read);
  };
  read(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return found;
}

/** The number of checks that each chain has. */
const sizes = { AR: 9, SAML: 16, OIDC: 11 } as const;

test.each(Object.entries(sizes))('the table holds every check of %s, which are %i', (section, size) => {
  const rows = checks[section] ?? [];
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: size }, (_, at) => at + 1));
  const shown = rows.flatMap((row) => row.shown.flatMap(([, ...names]) => names)).length;
  console.log(`${section}: ${rows.length} of ${size} checks, by ${shown} named tests`);
});

const rows = Object.keys(sizes).flatMap((section) =>
  (checks[section] ?? []).map(
    (row) => [`${section}-${String(row.number).padStart(2, '0')}`, row.check, row] as const,
  ),
);
test.each(rows)('%s the check "%s" is shown by named tests', (_id, _check, row) => {
  const missing = row.shown.flatMap(([file, ...names]) =>
    names.filter((name) => !titlesIn(file).has(name)).map((name) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
  expect(row.shown.length).toBeGreaterThan(0);
});
