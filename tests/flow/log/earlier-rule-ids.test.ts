/** Flows that earlier versions kept with a workspace name AWS's checks by section and row. */

import { expect, test } from 'vitest';
import { checksOf } from '#flow/log/checks.ts';
import { currentRuleId, withCurrentRuleIds } from '#flow/log/earlier-rule-ids.ts';

test.each([
  ['8.7/5', 'AR-05'],
  ['8.8/3', 'SAML-03'],
  ['8.8/16', 'SAML-16'],
  ['8.9/10', 'OIDC-10'],
  ['4.4', 'E-80'],
  ['E-50', 'E-50'],
  ['SAML-03', 'SAML-03'],
  ['8.10/1', '8.10/1'],
  ['2.4', '2.4'],
])('a flow that an earlier version kept reads `%s` as `%s`', (old, id) => {
  expect(currentRuleId(old)).toBe(id);
});

test('every earlier id of a check is now an id of the rulebook', () => {
  const sections = { AssumeRole: '8.7', AssumeRoleWithSAML: '8.8', AssumeRoleWithWebIdentity: '8.9' };
  for (const [operation, section] of Object.entries(sections)) {
    const ids = checksOf(operation).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(6);
    const old = ids.map((id) => `${section}/${Number(id.split('-')[1])}`);
    expect(old.map(currentRuleId)).toEqual(ids);
  }
});

test('only ids of rules change in a kept flow, at any depth, and the kept snapshot stays as it was', () => {
  const kept = {
    value: 'refused',
    context: {
      last: { refusedBy: { check: '8.8/3', because: '8.8/3' } },
      log: [
        { artefacts: [{ kind: 'checks', operation: 'AssumeRoleWithSAML', stoppedAt: '8.8/3' }] },
        {
          artefacts: [
            { kind: 'note', text: '8.9/1' },
            { kind: 'decision', trace: { rule: '4.4' } },
          ],
        },
        null,
        7,
      ],
    },
  };
  const before = JSON.stringify(kept);
  expect(withCurrentRuleIds(kept)).toEqual({
    value: 'refused',
    context: {
      last: { refusedBy: { check: 'SAML-03', because: '8.8/3' } },
      log: [
        { artefacts: [{ kind: 'checks', operation: 'AssumeRoleWithSAML', stoppedAt: 'SAML-03' }] },
        {
          artefacts: [
            { kind: 'note', text: '8.9/1' },
            { kind: 'decision', trace: { rule: 'E-80' } },
          ],
        },
        null,
        7,
      ],
    },
  });
  expect(JSON.stringify(kept)).toBe(before);
});
