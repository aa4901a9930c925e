/**
 * "Grants more" against all requests of a small world, decided one by one: where one of them is newly allowed, the
 * answer is never no. `COUNTS=most` takes 500 pairs of each kind instead of 50.
 */

import { expect, test } from 'vitest';
import { evaluate } from '#core/authz/evaluate.ts';
import type { EvaluationInput, RequestContext } from '#core/authz/decision.ts';
import { type GrantingKind, grantsMore } from '#core/analysis/grants-more.ts';
import {
  type Making,
  account,
  actions,
  contexts,
  making,
  policy,
  resources,
  statement,
  user,
} from './small-world.ts';
import { countOf } from '../../setup/counts.ts';

const pairs = countOf({ sample: 50, full: 100, most: 500 });

/** The second policy is often the first one with a change, as an edit is. */
function pair(make: Making, kind: GrantingKind): [string, string] {
  const before = policy(make, kind);
  const after = make.chance(0.3)
    ? policy(make, kind)
    : before.map((one, at) => (at === 0 && make.chance(0.7) ? { ...one, ...statement(make, kind) } : one));
  return [before, after].map((statements) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statements.map(wellFormed) }),
  ) as [string, string];
}

/** A change may have brought the opposite member. */
function wellFormed(one: object): object {
  const { NotAction, NotResource, ...rest } = one as Record<string, unknown>;
  if (rest['Action'] === undefined) rest['NotAction'] = NotAction;
  if (rest['Resource'] === undefined) rest['NotResource'] = NotResource;
  return rest;
}

const all = {
  name: 'all',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

function layers(
  kind: GrantingKind,
  text: string,
): Partial<EvaluationInput> & Pick<EvaluationInput, 'identityPolicies'> {
  const policy = { name: 'policy', document: text };
  const full = text.includes('"Allow"') ? [policy] : [policy, all];
  switch (kind) {
    case 'identity':
      return { identityPolicies: [policy] };
    case 'boundary':
      return { identityPolicies: [all], permissionsBoundary: policy };
    case 'scp':
      return { identityPolicies: [all], serviceControlPolicies: [full] };
    case 'rcp':
      return {
        identityPolicies: [all],
        resourceControlPolicies: [
          [
            policy,
            {
              ...all,
              document: { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } },
            },
          ],
        ],
      };
    default:
      return { identityPolicies: [], resourcePolicy: policy };
  }
}

const verdict = (
  kind: GrantingKind,
  text: string,
  action: string,
  resource: string,
  context: RequestContext,
) =>
  evaluate({ principal: user, action, resource, resourceAccount: account, context, ...layers(kind, text) })
    .verdict;

function isNew(kind: GrantingKind, before: string, after: string): string | undefined {
  for (const action of actions)
    for (const resource of resources)
      for (const context of contexts)
        if (
          verdict(kind, after, action, resource, context) === 'allowed' &&
          verdict(kind, before, action, resource, context) === 'denied'
        )
          return JSON.stringify({ action, resource, context });
  return undefined;
}

test.each(['identity', 'boundary', 'scp', 'rcp', 'resource'] as const)(
  'where a request of a small world is newly allowed by an %s policy, the answer is not no',
  (kind) => {
    const wrong: object[] = [];
    const counts = { yes: 0, no: 0, unknown: 0 };
    for (let seed = 1; seed <= pairs; seed++) {
      const make = making(seed * 7_919);
      const [before, after] = pair(make, kind);
      const found = grantsMore(before, after, kind);
      counts[found.answer] += 1;
      if (found.answer === 'yes') continue;
      const request = isNew(kind, before, after);
      if (found.answer === 'no' && request !== undefined) wrong.push({ seed, request, before, after });
    }
    expect(wrong).toEqual([]);
    expect(counts.yes).toBeGreaterThan(pairs * 0.2);
    expect(counts.no).toBeGreaterThan(pairs * 0.1);
    expect(counts.unknown).toBeLessThanOrEqual(pairs * 0.02);
  },
);
