/** Every check holds what its three examples say, and every code of Access Analyzer has a check. */

import { beforeAll, expect, test } from 'vitest';
import { checkOf, policyChecks } from '#core/lint/catalogue.ts';
import { checkExamples } from '#content/checks/examples/list.ts';
import { type CheckExample, type CheckExampleDocument, exampleText } from '#core/lint/facts.ts';
import { policyIssues } from '#core/lint/issues.ts';
import { issueCodes } from '#core/policy/checks/issue-codes.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const issuesOf = (
  document: CheckExampleDocument,
  { kind = 'identity-managed', resourceType }: CheckExample,
) =>
  policyIssues(exampleText(document), {
    kind,
    ...(resourceType !== undefined && { resourceType }),
    reference,
    complete: true,
  });

test('every code of Access Analyzer has one check', () => {
  const codes = policyChecks.flatMap(({ code }) => code ?? []);
  expect(codes.toSorted()).toEqual(issueCodes.toSorted());
});

const cases = policyChecks.map(({ id, subject }) => ({ id, subject, example: checkExamples[id] }));

test.each(cases)('$subject: $id finds its bad example', ({ id, example }) => {
  const { bad } = example;
  const { isRetired = false, kinds, code, severity } = checkOf(id);
  expect(bad === undefined).toBe(isRetired);
  expect(kinds ?? [example.kind ?? 'identity-managed']).toContain(example.kind ?? 'identity-managed');
  if (bad === undefined) return;
  const text = exampleText(bad);
  const [found] = issuesOf(bad, example).filter((one) => one.id === id);
  expect(
    found,
    issuesOf(bad, example)
      .map((one) => one.id)
      .join(),
  ).toBeDefined();
  expect(found?.issueCode).toBe(code);
  if (code !== undefined) expect(found?.severity).toBe(severity);
  expect(found?.span.start).toBeLessThanOrEqual(found?.span.end ?? 0);
  expect(found?.span.end).toBeLessThanOrEqual(text.length);
});

test.each(cases)('$subject: $id finds nothing in its good example, which has no error', ({ id, example }) => {
  const found = issuesOf(example.good, example);
  expect(found.filter((one) => one.id === id || one.severity === 'error' || one.refusedBy)).toEqual([]);
});

test.each(cases)('$subject: $id is silent where it only looks so', ({ id, example }) => {
  expect(exampleText(example.near)).not.toBe(exampleText(example.good));
  expect(issuesOf(example.near, example).filter((one) => one.id === id)).toEqual([]);
});

test.each(cases)('$subject: each fix of $id mends its bad example', ({ id, example }) => {
  if (example.bad === undefined) return;
  const before = issuesOf(example.bad, example);
  const own = before.filter((one) => one.id === id);
  for (const { fix } of own) {
    if (!fix) continue;
    const after = issuesOf(fix.apply(), example);
    expect(after.filter((one) => one.id === id).length, fix.label).toBeLessThan(own.length);
    const errors = (list: typeof after) => list.filter(({ severity }) => severity === 'error').length;
    expect(errors(after), fix.label).toBeLessThanOrEqual(errors(before));
  }
});
