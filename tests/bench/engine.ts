/**
 * Workloads of the engine and how to measure them. A workload is a list of different requests, decided one
 * after the other, so that no measurement rests on one lucky branch; half of the requests are refused.
 */

import type { EvaluationInput, NamedPolicy } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { compileGlob, globMatches } from '#core/eval/glob.ts';
import { parsePolicy } from '#core/policy/syntax/parse.ts';
import { parseRefusal } from '#core/query/ask/refusal-text.ts';
import type { Form } from './form.ts';
import { median, medianMilliseconds } from './median.ts';

export interface Workload {
  readonly name: string;
  readonly inputs: readonly EvaluationInput[];
}

export interface Measured {
  readonly name: string;
  /** Median over the rounds. */
  readonly perSecond: number;
  readonly medianMicroseconds: number;
}

const account = '111122223333';
const user = `arn:aws:iam::${account}:user/team/bob`;
const context = {
  'aws:SourceIp': '203.0.113.7',
  'aws:SecureTransport': 'true',
  'aws:MultiFactorAuthPresent': 'true',
  'aws:CurrentTime': '2026-01-01T12:00:00Z',
  'aws:EpochTime': '1767268800',
  'aws:RequestedRegion': 'eu-west-1',
  'aws:PrincipalTag/team': 'blue',
  'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
  'aws:TagKeys': ['team', 'stage'],
};

type Statement = Readonly<Record<string, unknown>>;
const document = (statements: readonly Statement[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const named = (name: string, statements: readonly Statement[]): NamedPolicy => ({
  name,
  document: document(statements),
});

/** Three statements of one identity policy: a grant, a grant with a condition, a guarding deny. */
export function simpleWorkload(): Workload {
  const policy = named('Reader', [
    {
      Sid: 'Read',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: 'arn:aws:s3:::reports/*',
    },
    {
      Sid: 'Write',
      Effect: 'Allow',
      Action: 's3:Put*',
      Resource: 'arn:aws:s3:::reports/inbox/*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
    { Sid: 'NeverDelete', Effect: 'Deny', Action: 's3:Delete*', Resource: '*' },
  ]);
  const asked = [
    's3:GetObject',
    's3:PutObject',
    's3:DeleteObject',
    's3:ListBucket',
    's3:GetBucketAcl',
    'iam:GetUser',
  ];
  const places = ['reports/2026.csv', 'reports/inbox/a.txt', 'payroll/2026.csv'];
  const inputs = asked.flatMap((action) =>
    places.map((place) => ({
      principal: user,
      action,
      resource: `arn:aws:s3:::${place}`,
      resourceAccount: account,
      context,
      identityPolicies: [policy],
    })),
  );
  return { name: 'simple: 3 statements', inputs };
}

const services = ['s3', 'ec2', 'dynamodb', 'sqs', 'sns', 'lambda', 'kms', 'logs', 'iam', 'rds'];

/** Eight statements about several services, as grown policies have them; `seed` makes the texts differ. */
export function grownPolicy(index: number, seed: string): NamedPolicy {
  const statements = Array.from({ length: 8 }, (_, at): Statement => {
    const service = services[(index + at) % services.length] ?? 's3';
    const sid = `S${index}x${at}${seed}`;
    const resource = [
      `arn:aws:${service}:*:${account}:team-${index}/*`,
      `arn:aws:s3:::bucket-${index}-${at}/*`,
    ];
    switch (at) {
      case 0:
        return { Sid: sid, Effect: 'Allow', Action: `${service}:*`, Resource: resource };
      case 1:
        return {
          Sid: sid,
          Effect: 'Allow',
          Action: [`${service}:Get*`, `${service}:List*`, 's3:GetObject'],
          Resource: ['arn:aws:s3:::home/${aws:username}/*', `arn:aws:${service}:*:*:shared/*`],
        };
      case 2:
        return {
          Sid: sid,
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } },
        };
      case 3:
        return {
          Sid: sid,
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: `arn:aws:s3:::data-${index}/*`,
          Condition: {
            StringEquals: { 'aws:PrincipalTag/team': ['blue', 'green'] },
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          },
        };
      case 4:
        return {
          Sid: sid,
          Effect: 'Deny',
          NotAction: ['iam:*', 's3:*', 'sts:*'],
          Resource: `arn:aws:ec2:*:*:vault-${index}`,
        };
      case 5:
        return { Sid: sid, Effect: 'Allow', Action: `${service}:Describe*`, Resource: '*' };
      case 6:
        return {
          Sid: sid,
          Effect: 'Allow',
          Action: 's3:*Object*',
          Resource: `arn:aws:s3:::project-${index}-*`,
          Condition: { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:user/team/*` } },
        };
      default:
        return {
          Sid: sid,
          Effect: 'Deny',
          Action: `${service}:Delete*`,
          NotResource: `arn:aws:${service}:*:*:scratch/*`,
        };
    }
  });
  return named(`Grown${index}`, statements);
}

/** 80 statements in 10 policies, a boundary, two levels of SCPs and a bucket policy. */
export function complexWorkload(seed = ''): Workload {
  const identityPolicies = Array.from({ length: 10 }, (_, index) => grownPolicy(index, seed));
  const permissionsBoundary = named('Boundary', [
    { Sid: `B${seed}`, Effect: 'Allow', Action: ['s3:*', 'dynamodb:*', 'sqs:*', 'logs:*'], Resource: '*' },
    { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
  ]);
  const full = named('FullAWSAccess', [{ Sid: `F${seed}`, Effect: 'Allow', Action: '*', Resource: '*' }]);
  const guard = named('Guardrails', [
    {
      Sid: `G${seed}`,
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*', 's3:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
    },
    { Effect: 'Deny', Action: ['organizations:LeaveOrganization', 'cloudtrail:StopLogging'], Resource: '*' },
  ]);
  const resourcePolicy = named('bucket policy', [
    {
      Sid: `R${seed}`,
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: 'arn:aws:s3:::*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:role/Other` },
      Action: 's3:GetObject',
      Resource: '*',
    },
  ]);
  const places = ['data-3/a', 'home/bob/notes', 'project-7-x/y', 'bucket-4-6/z', 'elsewhere/b', 'data-9/c'];
  const asked = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];
  const inputs = places.flatMap((place) =>
    asked.map((action) => ({
      principal: user,
      action,
      resource: `arn:aws:s3:::${place}`,
      resourceAccount: account,
      context,
      identityPolicies,
      permissionsBoundary,
      serviceControlPolicies: [[full], [full, guard]],
      resourcePolicy,
    })),
  );
  return { name: 'complex: 80 statements in 10 policies, boundary, 2 SCP levels, resource policy', inputs };
}

/** Decisions a second, deciding statements included. */
export function measureDecisions({ name, inputs }: Workload, form: Form): Measured {
  return measure(name, inputs.length, turnsOf(form, 15), () => {
    let statements = 0;
    for (const input of inputs) statements += evaluate(input).deciding.length;
    return statements;
  });
}

/** Decisions a second with the whole trace made. */
export function measureTraces({ name, inputs }: Workload, form: Form): Measured {
  return measure(`${name}, with trace`, inputs.length, turnsOf(form, 15), () => {
    let gates = 0;
    for (const input of inputs) gates += evaluate(input).explain().gates.length;
    return gates;
  });
}

/** Decisions a second on policies never seen before: parsing and compiling included. */
export function measureCold(form: Form): Measured {
  let count = 0;
  const perRound = 40;
  const times: number[] = [];
  const warmUps = form.warmUps(5);
  for (let round = 0; round < warmUps + form.turns(15); round++) {
    const inputs = Array.from(
      { length: perRound },
      () => complexWorkload(`c${count++}`).inputs[count % 24],
    ).filter((input) => input !== undefined);
    const start = performance.now();
    for (const input of inputs) evaluate(input);
    if (round >= warmUps) times.push((performance.now() - start) / perRound);
  }
  return measured('complex, cold: compile included', median(times));
}

/** Patterns that match 5,000 characters up to their last literal, the worst for backtracking: the dearest of them. */
export function measureStars(form: Form): Measured {
  const text = 'a'.repeat(5_000);
  const patterns = [
    `${'*a'.repeat(23)}*b*`,
    `${'*a'.repeat(24)}b`,
    `${'*?a'.repeat(23)}*b*`,
    `*${'a?'.repeat(1_000)}b*`,
  ];
  const all = patterns.map((pattern) => {
    const glob = compileGlob(pattern);
    return measure('24 stars on 5,000 characters', 1, turnsOf(form, 60), () =>
      Number(globMatches(glob, text)),
    );
  });
  const [dearest] = all.toSorted((a, b) => b.medianMicroseconds - a.medianMicroseconds);
  if (!dearest) throw new Error('no pattern was measured');
  return dearest;
}

/** A hostile document of 50,000 members, refused at its end: milliseconds. */
export function measureMembers(form: Form): number {
  const text = `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join(',')}}`;
  return medianMilliseconds(form.turns(9), () => {
    if (parsePolicy(text).ok) throw new Error('it was accepted');
  });
}

/** A pasted text of 160,000 letters that begins like a refusal again and again: milliseconds until it is none. */
export function measurePaste(form: Form): number {
  const text = `${'not authorized to perform: '.repeat(3000)}${'a '.repeat(40_000)}`;
  return medianMilliseconds(form.turns(9), () => parseRefusal(text));
}

interface Turns {
  readonly warmUpMs: number;
  readonly rounds: number;
  readonly roundMs: number;
}

const turnsOf = (form: Form, rounds: number): Turns => ({
  warmUpMs: form.warmUps(400),
  rounds: form.turns(rounds),
  roundMs: form.either(20, 0),
});

function measure(
  name: string,
  size: number,
  { warmUpMs, rounds, roundMs }: Turns,
  run: () => number,
): Measured {
  let sink = 0;
  const until = performance.now() + warmUpMs;
  while (performance.now() < until) sink += run();
  const start = performance.now();
  sink += run();
  const repeats = Math.max(1, Math.ceil(roundMs / Math.max(performance.now() - start, 0.001)));
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) sink += run();
    return (performance.now() - from) / (repeats * size);
  });
  if (Number.isNaN(sink)) throw new Error('nothing was measured');
  return measured(name, median(times));
}

const measured = (name: string, milliseconds: number): Measured => ({
  name,
  perSecond: Math.round(1000 / milliseconds),
  medianMicroseconds: milliseconds * 1000,
});
