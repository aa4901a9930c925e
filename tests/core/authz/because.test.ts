/**
 * The one explainer, exhaustively: every ruling × kind of principal × kind of resource policy × whether that
 * policy exists is rendered, and each sentence is read against what it must say and must not say.
 */

import { expect, test } from 'vitest';
import { because, shortBecause } from '#core/authz/because.ts';
import { type EvaluationInput, layers } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { applicable } from '#core/authz/applicable-statements.ts';
import { type RulingId, rulingIds } from '#core/authz/ruling.ts';
import { plainLabels } from '#core/model/labels.ts';
import { type Layer, layerName } from '#core/model/policy-layers.ts';
import { A, B, allow, asked, bob, deny, federated, key, object, role, session } from './asked.ts';

const callers: Readonly<Record<string, Partial<EvaluationInput>>> = {
  root: { principal: `arn:aws:iam::${A}:root` },
  user: { principal: bob },
  'role-session': { principal: session, principalRoleArn: role },
  'federated-user': { principal: federated, federatingUserArn: bob },
  service: { principal: 'ec2.amazonaws.com' },
  'federated-provider': { principal: `arn:aws:iam::${A}:saml-provider/Corp` },
  anonymous: { principal: '*' },
};

const targets: Readonly<Record<string, Partial<EvaluationInput>>> = {
  resource: { action: 's3:GetObject', resource: object },
  trust: { action: 'sts:AssumeRole', resource: role },
  key: { action: 'kms:Decrypt', resource: key },
  '*': { action: 'ec2:DescribeInstances', resource: '*' },
  'AWS managed': {
    action: 'iam:CreatePolicyVersion',
    resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    resourceAccount: 'aws',
  },
};

/** Each ruling with how it ends, the layers that it can name, and what the sentence must say. */
const rulings: Readonly<
  Record<RulingId, readonly ['allowed' | 'explicit-deny' | 'implicit-deny', readonly Layer[], RegExp]>
> = {
  'no-such-principal': ['implicit-deny', ['identity'], /because there is no .* in account /],
  unsigned: ['implicit-deny', ['resource'], /takes .* only with credentials/],
  'no-permission-needed': ['allowed', ['identity', 'root-user'], /needs no permission/],
  'explicit-deny': [
    'explicit-deny',
    layers.filter((layer) => layer !== 'root-user'),
    /explicitly denies .*An explicit deny wins/,
  ],
  'root-assumes-no-role': ['implicit-deny', ['root-user'], /the root user cannot assume a role/],
  'scp-silent': ['implicit-deny', ['service-control'], /no service control policy/],
  'endpoint-silent': ['implicit-deny', ['vpc-endpoint'], /VPC endpoint/],
  'no-such-role': [
    'implicit-deny',
    ['resource'],
    /because there is no role team\/Dev in account .* does not trust/,
  ],
  'resource-grants-outsider': ['allowed', ['resource'], /allows .* for /],
  'resource-ignores-outsider': ['implicit-deny', ['resource'], / for /],
  'resource-grants': ['allowed', ['resource'], /allows .* for .*Inside one account that is enough/],
  'resource-grants-role': ['allowed', ['resource'], /allows .* for .*Inside one account that is enough/],
  'boundary-limits-grant': [
    'implicit-deny',
    ['permissions-boundary'],
    /permissions boundary (Limit )?does not/,
  ],
  'session-limits-grant': ['implicit-deny', ['session'], /session polic/],
  'scope-limits-grant': ['implicit-deny', ['session'], /scope-down policy/],
  'resource-must-grant': ['implicit-deny', ['resource'], /(trust|key) policy/],
  'account-delegates': [
    'implicit-deny',
    ['identity'],
    /^Denied because no policy of .*names only the account/,
  ],
  'identity-silent': ['implicit-deny', ['identity'], /^Denied because no policy of .* allows /],
  'identity-grants': ['allowed', ['identity'], /^Allowed because Grant allows /],
  'boundary-silent': [
    'implicit-deny',
    ['permissions-boundary'],
    /permissions boundary (Limit )?does not allow/,
  ],
  'session-silent': ['implicit-deny', ['session'], /session policy/],
  'scope-silent': ['implicit-deny', ['session'], /scope-down policy/],
  'root-user': ['allowed', ['root-user'], /the root user can do everything in its own account/],
  'root-repairs-policy': ['allowed', ['root-user'], /root user .* can always call/],
  'other-partition': ['implicit-deny', ['resource'], /another partition/],
  'reserved-role': ['implicit-deny', ['resource'], /AWS keeps .* for itself/],
  'owned-by-aws': ['implicit-deny', ['resource'], /belongs to AWS/],
  'cross-account-resource-silent': ['implicit-deny', ['resource'], /is in another account/],
  'cross-account-identity-silent': ['implicit-deny', ['identity'], /no policy of .*both sides must/],
  'cross-account': ['allowed', ['resource'], /both sides must allow it, and both do/],
};

/** A ruling that the kind of request cannot have (a key that is no key) is not rendered. */
const isPossible = (id: RulingId, kind: string, caller: string): boolean => {
  switch (id) {
    case 'no-such-principal':
      return /^(user|role-session|federated-user)$/.test(caller);
    case 'resource-must-grant':
      return kind === 'trust' || kind === 'key';
    case 'root-assumes-no-role':
    case 'no-such-role':
      return kind === 'trust';
    case 'owned-by-aws':
      return kind === 'AWS managed';
    default:
      return kind !== 'AWS managed';
  }
};

const named = (name: string, policy: { document: object }) => ({ name, document: policy.document });

function inputOf(caller: string, kind: string, hasPolicy: boolean): EvaluationInput {
  const target = targets[kind] ?? {};
  const open = allow('*', { Principal: '*', Sid: 'One' });
  return asked({
    ...target,
    ...callers[caller],
    identityPolicies: [named('Grant', allow('*'))],
    permissionsBoundary: named('Limit', allow('*')),
    sessionPolicies: [named('Passed', allow('*'))],
    scopeDownPolicies: [named(`${session}#scope-down/1/a`, allow('none:*'))],
    serviceControlPolicies: [[named('Top', allow('*'))], [named('Silent', allow('none:*'))]],
    resourceControlPolicies: [[named('Ours', allow('*', { Principal: '*' }))]],
    vpcEndpointPolicy: named('Endpoint', open),
    ...(hasPolicy && kind !== '*' && kind !== 'AWS managed'
      ? { resourcePolicy: named(target.resource ?? object, open) }
      : {}),
  });
}

/** The policy of the layer that the ruling names as deciding. */
const deciderOf: Readonly<Record<Layer, string | undefined>> = {
  'service-control': 'Top',
  'resource-control': 'Ours',
  'vpc-endpoint': 'Endpoint',
  resource: undefined,
  'root-user': undefined,
  identity: 'Grant',
  'permissions-boundary': 'Limit',
  session: 'Passed',
};

interface Rendered {
  readonly about: string;
  readonly id: RulingId;
  readonly kind: string;
  readonly hasPolicy: boolean;
  readonly text: string;
  readonly rule: string;
}

function renderAll(): Rendered[] {
  return rulingIds.flatMap((id) => {
    const [reason, rulingLayers] = rulings[id];
    return rulingLayers.flatMap((layer) =>
      Object.keys(callers).flatMap((caller) =>
        Object.keys(targets).flatMap((kind) =>
          [true, false].flatMap((hasPolicy) => {
            const input = inputOf(caller, kind, hasPolicy);
            const decides =
              reason !== 'implicit-deny' && layer !== 'root-user' && id !== 'no-permission-needed';
            const policy = layer === 'resource' ? input.resourcePolicy?.name : deciderOf[layer];
            // A resource policy that granted or denied must exist.
            if (!isPossible(id, kind, caller) || (decides && policy === undefined)) return [];
            const ruling = {
              id,
              reason,
              layer,
              deciding: decides && policy !== undefined ? [{ policy, statement: 0 }] : [],
            };
            const said = because(applicable(input), ruling);
            const about = `${id}, ${layer}, ${caller}, ${kind}, ${hasPolicy ? 'with' : 'without'} policy`;
            return [{ about, id, kind, hasPolicy, text: said.because, rule: said.rule }];
          }),
        ),
      ),
    );
  });
}

const rendered = renderAll();
const expectNone = (found: readonly Rendered[]) =>
  expect(found.map(({ about, text }) => `${about}: ${text}`)).toEqual([]);

test('the sentence of a decision is rendered for every ruling, hundreds of times, each at least seven times', () => {
  expect(rendered.length).toBeGreaterThan(900);
  for (const id of rulingIds) expect(rendered.filter((one) => one.id === id).length).toBeGreaterThan(6);
});

test('the sentence of a decision is one or two whole sentences that begin with the verdict', () => {
  expectNone(
    rendered.filter(
      ({ id, text }) =>
        !new RegExp(
          `^${rulings[id][0] === 'allowed' ? 'Allowed' : 'Denied'} because [^.]+(\\. [A-Z].*)?\\.$`,
        ).test(text.replaceAll('ec2.amazonaws.com', 'ec2')),
    ),
  );
  expectNone(
    rendered.filter(({ text }) => /undefined|null|NaN|\s\s|\.\.|\bthe the\b|\ba the\b|\{|\$/.test(text)),
  );
  expectNone(rendered.filter(({ text }) => text.split(/\s+/).length > 45));
});

test('the sentence of a decision says what its ruling must say', () =>
  expectNone(rendered.filter(({ id, text }) => !rulings[id][2].test(text))));

test('a refusal never says that something allows it without saying what is missing', () =>
  expectNone(
    rendered.filter(
      ({ id, text }) =>
        rulings[id][0] === 'implicit-deny' &&
        /because (?!no )[^.]*\ballows?\b/.test(text.replaceAll('not allow', '')),
    ),
  ));

test('an allow never speaks of what is missing', () =>
  expectNone(
    rendered.filter(({ id, text }) => rulings[id][0] === 'allowed' && /\bno policy of\b|does not/.test(text)),
  ));

test('a trust policy is never called a resource policy, nor a key policy', () =>
  expectNone(
    rendered.filter(({ kind, text }) => (kind === 'trust' || kind === 'key') && /resource policy/.test(text)),
  ));

test('the sentence of a decision never names a policy that does not exist', () =>
  expectNone(
    rendered.filter(
      ({ hasPolicy, text }) => !hasPolicy && /the (trust |key )?policy of (?!the VPC)/.test(text),
    ),
  ));

test('the sentence “no permission needed” names no policy that allows', () =>
  expectNone(
    rendered.filter(({ id, text }) => id === 'no-permission-needed' && /policy allows|allows? /.test(text)),
  ));

test('only the root user is called so, and never “allows”', () =>
  expectNone(rendered.filter(({ text }) => /because the root user (allows|denies)/.test(text))));

test('the id of a rule in a decision has its form', () =>
  expectNone(rendered.filter(({ rule }) => !/^[A-Z]+-\d\db?$/.test(rule))));

const condition = (test: object) => allow('*', { Condition: test });
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

const headline = (parts: Partial<EvaluationInput>): string =>
  evaluate(asked(parts)).explain().because.split('. ')[0] ?? '';
const trusting = (test: object) => ({
  action: 'sts:AssumeRole',
  resource: role,
  resourcePolicy: {
    name: role,
    document: allow('sts:AssumeRole', { Principal: { AWS: bob }, Resource: undefined, Condition: test })
      .document,
  },
});

test.each<[string, Partial<EvaluationInput>, string]>([
  ['MFA', { identityPolicies: [condition(mfa)] }, 'the request was made without MFA'],
  ['MFA in a trust policy (E-50)', trusting(mfa), 'the request was made without MFA'],
  [
    'the external id',
    trusting({ StringEquals: { 'sts:ExternalId': 'x1' } }),
    'the request has no external ID',
  ],
  [
    'another external id',
    { ...trusting({ StringEquals: { 'sts:ExternalId': 'x1' } }), context: { 'sts:ExternalId': 'y2' } },
    'the external ID is y2, not x1',
  ],
  [
    'the tag of who asks',
    { identityPolicies: [condition({ StringEquals: { 'aws:PrincipalTag/team': 'blue' } })] },
    'Bob has no tag team',
  ],
  [
    'another tag',
    {
      identityPolicies: [condition({ StringEquals: { 'aws:PrincipalTag/team': ['blue', 'green'] } })],
      context: { 'aws:PrincipalTag/team': 'red' },
    },
    'Bob’s tag team is red, not blue or green',
  ],
  [
    'the tag of the resource',
    { identityPolicies: [condition({ StringEquals: { 'aws:ResourceTag/env': 'dev' } })] },
    's3://bucket/k has no tag env',
  ],
  [
    'the tag in the request',
    { identityPolicies: [condition({ StringLike: { 'aws:RequestTag/cost': '*' } })] },
    'the request passes no tag cost',
  ],
  [
    'the address',
    {
      identityPolicies: [condition({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
      context: { 'aws:SourceIp': '203.0.113.7' },
    },
    'the source IP address of the request is 203.0.113.7, not in 10.0.0.0/8',
  ],
  [
    'the time',
    {
      identityPolicies: [condition({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } })],
      context: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' },
    },
    'the time of the request is 2026-02-01T00:00:00Z, not before 2026-01-01T00:00:00Z',
  ],
  [
    'two things at once',
    {
      identityPolicies: [condition({ ...mfa, StringEquals: { 'aws:PrincipalTag/team': 'blue' } })],
    },
    'the request was made without MFA and Bob has no tag team',
  ],
  [
    'of the boundary',
    { identityPolicies: [allow('*')], permissionsBoundary: condition(mfa) },
    'the request was made without MFA',
  ],
  [
    'of the nearest statement, not of the first',
    {
      identityPolicies: [
        condition({ ...mfa, StringEquals: { 'aws:PrincipalTag/team': 'blue' } }),
        condition({ StringEquals: { 'aws:PrincipalTag/team': 'blue' } }),
      ],
    },
    'Bob has no tag team',
  ],
  [
    'across accounts, what the resource asks for (E-40)',
    {
      resourceAccount: B,
      identityPolicies: [allow('*')],
      resourcePolicy: { ...allow('*', { Principal: '*', Condition: mfa }), name: object },
    },
    'the request was made without MFA',
  ],
])('the headline names what is missing: %s', (_, parts, cause) =>
  expect(headline(parts)).toBe(`Denied because ${cause}`),
);

test('after the headline of an explicit deny stands what its condition saw', () =>
  expect(
    evaluate(
      asked({
        identityPolicies: [
          {
            ...deny('*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
            name: 'NeedsMfa',
          },
        ],
      }),
    ).explain().because,
  ).toBe(
    'Denied because NeedsMfa explicitly denies s3:GetObject on s3://bucket/k. Its condition holds: the request was made without MFA. The condition on aws:MultiFactorAuthPresent holds because the request does not have it. An explicit deny wins over every allow.',
  ));

test.each([
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, 'aws:MultiFactorAuthPresent'],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, 'aws:TagKeys'],
  [{ Null: { 'aws:SourceVpce': 'true' } }, 'aws:SourceVpce'],
  [{ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'aws:SourceVpc'],
])('a condition that holds because its key is absent is said of an allow and of a deny: %j', (test, key) => {
  const saysOf = (effect: typeof allow) =>
    evaluate(asked({ identityPolicies: [{ ...effect('*', { Condition: test }), name: 'P' }] })).explain()
      .because;
  const said = `The condition on ${key} holds because the request does not have it.`;
  expect(saysOf(allow)).toContain(said);
  expect(saysOf(deny)).toContain(said);
});
test.each([
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, 'aws:MultiFactorAuthPresent'],
  [{ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'aws:SourceVpc'],
  [{ Null: { 'aws:SourceVpce': 'false' } }, 'aws:SourceVpce'],
])('C-07 an allow says which deny does not apply because its key is absent: %j', (test, key) => {
  const guard = { ...deny('*', { Condition: test }), name: 'Guard' };
  const grant = { ...allow('*'), name: 'P' };
  const said = `has a deny that does not apply because the request does not have ${key}.`;
  expect(evaluate(asked({ identityPolicies: [grant, guard] })).explain().because).toContain(
    `Guard also ${said}`,
  );
  expect(
    evaluate(asked({ identityPolicies: [grant], serviceControlPolicies: [[allow('*'), guard]] })).explain()
      .because,
  ).toContain(`The service control policy Guard also ${said}`);
});
test('a deny that another of its conditions keeps away says nothing of absence', () => {
  const elsewhere = { StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:RequestedRegion': 'eu-west-1' } };
  const identityPolicies = [
    { ...deny('*', { Condition: elsewhere }), name: 'Guard' },
    { ...allow('*'), name: 'P' },
  ];
  const input = asked({ identityPolicies, context: { 'aws:RequestedRegion': 'us-east-1' } });
  expect(evaluate(input).explain().because).not.toContain('does not have');
});
test('a condition that holds because of its key says nothing of absence', () => {
  const region = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
  const identityPolicies = [{ ...allow('*', { Condition: region }), name: 'P' }];
  const input = asked({ identityPolicies, context: { 'aws:RequestedRegion': 'eu-west-1' } });
  expect(evaluate(input).explain().because).not.toContain('does not have');
});
test('a condition that fails because its key is absent names the key as what the request lacks', () => {
  const vpc = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
  const identityPolicies = [{ ...allow('*', { Condition: vpc }), name: 'P' }];
  expect(evaluate(asked({ identityPolicies })).explain().because).toContain(
    'the request does not come through a VPC endpoint',
  );
});

test('users and roles of the caller’s account are named where a condition compares ARNs, others stay ARNs', () => {
  const callers = (...arns: string[]) => ({ ArnNotEquals: { 'aws:PrincipalArn': arns } });
  const saysOf = (condition: object) =>
    evaluate(
      asked({ identityPolicies: [{ ...deny('*', { Condition: condition }), name: 'Only' }] }),
    ).explain().because;
  const user = (name: string, account = A) => `arn:aws:iam::${account}:user/staff/${name}`;
  expect(saysOf(callers(user('alice'), user('carol')))).toContain('the caller is Bob, not alice or carol.');
  expect(saysOf(callers(user('alice', B)))).toContain(`the caller is Bob, not ${user('alice', B)}.`);
});

test('the headline says which policy asks for what is missing', () =>
  expect(
    evaluate(asked({ identityPolicies: [{ ...condition(mfa), name: 'Careful' }] })).explain().because,
  ).toBe(
    'Denied because the request was made without MFA. Careful allows it only on a condition that this request does not meet.',
  ));

const said = (parts: Partial<EvaluationInput>) => evaluate(asked(parts)).explain().because;

test('a policy for other resources is named where no policy allows the request', () => {
  const other = { ...allow('s3:GetObject', { Resource: 'arn:aws:s3:::bucket' }), name: 'Reader' };
  expect(evaluate(asked({ identityPolicies: [other] })).explain().because).toBe(
    'Denied because no policy of Bob allows s3:GetObject on s3://bucket/k. Reader allows s3:GetObject only on other resources.',
  );
});

test('a policy for the same resource of an account is told by its ARN, where that is all that differs', () => {
  const image = 'arn:aws:ec2:us-east-1::image/ami-1';
  const text = (pattern: string) =>
    evaluate(
      asked({
        action: 'ec2:RunInstances',
        resource: image,
        identityPolicies: [{ ...allow('ec2:RunInstances', { Resource: pattern }), name: 'Launch' }],
      }),
    ).explain().more;
  for (const pattern of [
    `arn:aws:ec2:*:${A}:image/*`,
    `arn:aws:ec2:*:${A}:*`,
    `arn:aws:ec2:eu-west-1::image/ami-1`,
  ])
    expect(text(pattern)).toBe(`Launch allows ec2:RunInstances on ${pattern}, but not on ${image}.`);
  expect(text(`arn:aws:ec2:*:${A}:subnet/*`)).toBe('Launch allows ec2:RunInstances only on other resources.');
});

test('a value that AWS takes where the request states none is called its default', () => {
  const said = (type: string) =>
    evaluate(
      asked({
        action: 'ec2:RunInstances',
        identityPolicies: [condition({ StringEquals: { 'ec2:InstanceType': 't3.micro' } })],
        context: { 'ec2:InstanceType': type },
      }),
    ).explain().headline;
  expect(said('m1.small')).toBe('Denied because ec2:InstanceType is m1.small (AWS’s default), not t3.micro.');
  expect(said('m5.large')).toBe('Denied because ec2:InstanceType is m5.large, not t3.micro.');
});

test.each([
  ['ec2:InstanceType', 'the check of ec2:image/ami-1 has no ec2:InstanceType'],
  ['aws:RequestTag/env', 'the check of ec2:image/ami-1 has no tag env of the request'],
])('a check that does not carry %s is named, where the request states it', (key, cause) => {
  const decision = evaluate(
    asked({
      action: 'ec2:RunInstances',
      resource: 'arn:aws:ec2:us-east-1::image/ami-1',
      identityPolicies: [condition({ StringEquals: { [key]: 'x' } })],
    }),
  );
  const labels = { ...plainLabels, check: (resource: string) => `the check of ${resource}` };
  expect(decision.explain(labels).headline).toBe(`Denied because ${cause}.`);
});

test('a variable is named by what it stands for', () => {
  const own = { ...condition({ StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } }) };
  const context = { 's3:ExistingObjectTag/team': 'red' };
  const cause = (more: object) =>
    evaluate(asked({ identityPolicies: [own], context: { ...context, ...more } })).explain().headline;
  expect(cause({ 'aws:PrincipalTag/team': 'blue' })).toBe(
    'Denied because s3://bucket/k’s tag team is red, not Bob’s tag team (blue).',
  );
  expect(cause({})).toBe('Denied because s3://bucket/k’s tag team is red, not Bob’s tag team (none).');
});

test('the name of a bucket keeps its letters where it begins a sentence', () =>
  expect(said({ resourceAccount: B, identityPolicies: [allow('*')] })).toContain(
    '. The resource s3://bucket/k is in another account',
  ));

test('the first sentence stands alone, and under the question the request is “it”', () => {
  const trace = evaluate(asked({ identityPolicies: [deny('*')] })).explain({ ...plainLabels, request: 'it' });
  expect(trace.headline).toMatch(/^Denied because p\d+ explicitly denies it\.$/);
  expect(trace.more).toBe('An explicit deny wins over every allow.');
  expect(trace.because).toBe(`${trace.headline} ${trace.more}`);
});

const root = `arn:aws:iam::${A}:root`;

test('AR-01 the sentence about root and sts:AssumeRole says that root cannot assume a role', () =>
  expect(said({ principal: root, action: 'sts:AssumeRole', resource: role })).toBe(
    'Denied because the root user cannot assume a role, whatever a trust policy says. Sign in as a user who can assume it.',
  ));

test('E-57 the sentence about a reserved role speaks of no policy', () =>
  expect(
    said({
      action: 'iam:PassRole',
      resource: `arn:aws:iam::${A}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`,
      identityPolicies: [allow('*')],
    }),
  ).toBe(
    'Denied because AWS keeps role AWSReservedSSO_Admin_0123456789abcdef for itself. Nobody can pass this role to a service, whatever their policies allow.',
  ));

test('E-80 the sentence about GetCallerIdentity says that it needs no permission', () =>
  expect(said({ action: 'sts:GetCallerIdentity', resource: '*' })).toBe(
    'Allowed because sts:GetCallerIdentity needs no permission. Every caller with valid credentials can call it, and no policy can refuse it.',
  ));

test('E-57 the sentence about an AWS managed policy says that it belongs to AWS', () =>
  expect(
    said({
      action: 'iam:CreatePolicyVersion',
      resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      resourceAccount: 'aws',
      identityPolicies: [allow('*')],
    }),
  ).toBe(
    'Denied because ReadOnlyAccess belongs to AWS. No account can call iam:CreatePolicyVersion on a policy that AWS manages.',
  ));

test('E-50 a trust policy is called so, in the sentence and in its gate', () => {
  const trace = evaluate(asked({ action: 'sts:AssumeRole', resource: role })).explain();
  expect(trace.because).toContain('no trust policy allows sts:AssumeRole on role Dev for Bob');
  const gate = trace.gates.find(({ layer }) => layer === 'resource');
  expect(gate && layerName(gate.layer, gate.kind).label).toBe('Trust policy');
});

const beyond = (parts: Partial<EvaluationInput>) => evaluate(asked(parts)).isBeyondPolicies;

test.each<[string, Partial<EvaluationInput>, boolean]>([
  [
    'the root user and a role',
    { principal: `arn:aws:iam::${A}:root`, action: 'sts:AssumeRole', resource: role },
    true,
  ],
  ['E-42 another partition', { resource: 'arn:aws-cn:s3:::bucket/k', identityPolicies: [allow('*')] }, true],
  ['E-05 a missing policy', {}, false],
  ['E-01 a Deny', { identityPolicies: [deny('*')] }, false],
])('a decision says whether a policy can turn it: %s', (_, parts, expected) =>
  expect(beyond(parts)).toBe(expected),
);

test.each([
  [{ action: 'sts:GetCallerIdentity', resource: '*' }, 'no permission needed'],
  [
    { principal: `arn:aws:iam::${A}:root`, action: 'sts:AssumeRole', resource: role },
    'the root user cannot assume roles',
  ],
  [{ action: 'sts:AssumeRole', resource: role }, 'no trust policy allows it'],
  [{ identityPolicies: [allow('*')] }, 'identity policy'],
  [{ identityPolicies: [deny('*')] }, 'denied by an identity policy'],
  [
    { permissionsBoundary: allow('ec2:*'), identityPolicies: [allow('*')] },
    'no permissions boundary allows it',
  ],
] satisfies [Partial<EvaluationInput>, string][])(
  'a decision has a short text for a row of a list (case %$)',
  (parts, text) => {
    const input = asked(parts);
    expect(shortBecause(evaluate(input), input.action)).toBe(text);
  },
);

test('the sentence of a decision names principals, policies and resources', () => {
  const labels = { ...plainLabels, principal: () => 'Robert', resource: () => 'the payroll' };
  expect(evaluate(asked({})).explain(labels).because).toBe(
    'Denied because no policy of Robert allows s3:GetObject on the payroll. What no policy allows is denied.',
  );
});
