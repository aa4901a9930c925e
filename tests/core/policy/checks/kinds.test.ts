/** The checks at save where they differ by the kind of policy. */

import { test } from 'vitest';
import type { PolicyKind } from '../../../../src/core/policy/checks/problem.ts';
import {
  expectProblem,
  expectSaved,
  document,
  one,
  get,
  onResource,
  when,
  trust,
  named,
  syntax,
  version,
  resources,
  assume,
} from '../answers.ts';

const old = '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}';
const alice = 'arn:aws:iam::111122223333:user/alice';

test.each<[string, PolicyKind, string, string, string]>([
  ['M-3', 'identity-inline', ` ${old}`, 'JSON strings must not have leading spaces', ' '],
  ['M-3', 'trust', `\n${trust('"Principal":"*"')}`, 'JSON strings must not have leading spaces', '\n'],
  ['G-21', 'boundary', old, version, old],
  ['PT-9', 'scp', old, version, old],
  ['PT-10', 'rcp', old, version, old],
  ['PT-7 M-8', 'session', one(get), resources, `{"Effect":"Allow",${get}}`],
  [
    'PT-9 M-18',
    'scp',
    one(`${get},"Principal":"*","Resource":"*"`),
    'Policy document should not specify a principal.',
    '"Principal"',
  ],
  [
    'G-43',
    'scp',
    onResource('arn:aws:s3'),
    'A service control policy cannot use a short ARN without a wildcard at its end: arn:aws:s3',
    '"arn:aws:s3"',
  ],
  ['G-60', 'trust', one('"Action":"s3:GetObject","Principal":"*"'), assume, '"s3:GetObject"'],
  [
    'G-60',
    'trust',
    one('"Action":"sts:GetCallerIdentity","Principal":"*"'),
    assume,
    '"sts:GetCallerIdentity"',
  ],
  ['G-60', 'trust', one('"Action":"*","Principal":"*"'), assume, '"*"'],
  ['M-20', 'trust', trust('"Principal":"*","Resource":"*"'), 'Has prohibited field Resource', '"Resource"'],
  [
    'M-20',
    'trust',
    trust('"Principal":"*","NotResource":"*"'),
    'Has prohibited field NotResource',
    '"NotResource"',
  ],
  [
    'G-56',
    'trust',
    trust('"NotPrincipal":{"AWS":"*"}'),
    'Has prohibited field NotPrincipal',
    '"NotPrincipal"',
  ],
  [
    'G-61',
    'trust',
    '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}',
    'Missing required field Principal',
    '{"Effect":"Allow","Action":"sts:AssumeRole"}',
  ],
  [
    'M-1',
    'trust',
    trust('"Principal":"arn:aws:iam::111122223333:root"'),
    syntax,
    '"arn:aws:iam::111122223333:root"',
  ],
  ['M-1', 'trust', trust('"Principal":{"Aws":"*"}'), syntax, '"Aws"'],
  ['M-1', 'trust', trust('"Principal":{}'), syntax, '{}'],
  [
    'G-51 M-19',
    'trust',
    trust(named('arn:aws:iam::111122223333:user/*')),
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/*"',
    '"arn:aws:iam::111122223333:user/*"',
  ],
  [
    'G-04 M-19',
    'trust',
    trust(named('arn:aws:iam::111122223333:group/g')),
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:group/g"',
    '"arn:aws:iam::111122223333:group/g"',
  ],
  ['M-19', 'trust', trust(named('alice')), 'Invalid principal in policy: "AWS":"alice"', '"alice"'],
  [
    'M-19',
    'trust',
    trust('"Principal":{"Service":"ec2"}'),
    'Invalid principal in policy: "SERVICE":"ec2"',
    '"ec2"',
  ],
  [
    'M-21',
    'trust',
    trust('"Principal":{"Federated":"x"}'),
    'Federated principals must be valid domain names or SAML metadata ARNs',
    '"x"',
  ],
  [
    'G-56',
    'resource',
    one(`${get},"NotPrincipal":{"AWS":"${alice}"},"Resource":"*"`),
    'NotPrincipal must be used with Deny.',
    '"NotPrincipal"',
  ],
  [
    'PT-5',
    'resource',
    onResource('*'),
    'Missing required field Principal',
    `{"Effect":"Allow",${get},"Resource":"*"}`,
  ],
  [
    'PT-11',
    'endpoint',
    onResource('*'),
    'Missing required field Principal',
    `{"Effect":"Allow",${get},"Resource":"*"}`,
  ],
  [
    'G-01',
    'rcp',
    one(`${get},"Principal":"*","Resource":"*"`),
    'A resource control policy of a customer may only deny: Effect must be Deny.',
    '"Allow"',
  ],
  [
    'PT-10',
    'rcp',
    document(`{"Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*"}`),
    'A resource control policy cannot use NotAction',
    '"NotAction"',
  ],
  [
    'PT-10',
    'rcp',
    document(`{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}`),
    'A resource control policy cannot use "*" as an action',
    '"*"',
  ],
  [
    'PT-10',
    'rcp',
    document(`{"Effect":"Deny",${named(alice)},${get},"Resource":"*"}`),
    'A resource control policy cannot use a principal other than "*"',
    `"${alice}"`,
  ],
  [
    'G-43',
    'rcp',
    document(`{"Effect":"Deny","Principal":"*",${get},"Resource":"arn:aws:s3:*"}`),
    'A resource control policy cannot use the short ARN arn:aws:s3:*',
    '"arn:aws:s3:*"',
  ],
])('G-05 the check finds %s in a policy of kind %s (row %$)', (_, kind, text, message, at) =>
  expectProblem(text, kind, message, at),
);

test.each<[string, PolicyKind, string]>([
  ['PT-3 no version', 'identity-inline', old],
  ['PT-7 no version', 'session', old],
  [
    'PT-4 no version, Id',
    'trust',
    '{"Id":"x","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}',
  ],
  ['G-60 wildcards', 'trust', one('"Action":["sts:*","sts:AssumeRole*","STS:TagSession"],"Principal":"*"')],
  [
    'principals',
    'trust',
    trust(
      `"Principal":{"AWS":["*","${alice}","arn:aws:iam::111122223333:root","arn:aws:sts::111122223333:assumed-role/r/s","AROAEXAMPLE"],"Service":["ec2.amazonaws.com"],"Federated":["accounts.google.com","arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"]}`,
    ),
  ],
  ['G-22 spaces in a Sid', 'resource', one(`"Sid":"a b",${get},"Principal":"*","Resource":"*"`)],
  [
    'G-56 Deny',
    'resource',
    document(`{"Effect":"Deny",${get},"NotPrincipal":{"AWS":"${alice}"},"Resource":"*"}`),
  ],
  ['G-03 today', 'scp', when('{"Bool":{"a:b":"true"}}')],
  ['G-43 trailing wildcard', 'scp', onResource('arn:aws:s3:*')],
  ['PT-10', 'rcp', document('{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}')],
])('%s: AWS saves the document of kind %s (G-05)', (_, kind, text) => expectSaved(text, kind));
