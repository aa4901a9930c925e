/** The answer of AWS: the first problem's message and the text it points at; undefined where it saves. */

import { expect } from 'vitest';
import { checkPolicy } from '#core/policy/checks/check.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';

const answer = (text: string, kind: PolicyKind) => {
  const [problem] = checkPolicy(text, kind);
  return problem && [problem.message, text.slice(problem.span.start, problem.span.end)];
};
export const expectProblem = (text: string, kind: PolicyKind, message: string, at: string): void => {
  expect(answer(text, kind)).toEqual([message, at]);
};
export const expectSaved = (text: string, kind: PolicyKind): void => {
  expect(checkPolicy(text, kind)).toEqual([]);
};

export const document = (...statements: string[]) =>
  `{"Version":"2012-10-17","Statement":[${statements.join(',')}]}`;
export const one = (members: string) => document(`{"Effect":"Allow",${members}}`);
export const get = '"Action":"s3:GetObject"';
export const onResource = (resource: string) => one(`${get},"Resource":"${resource}"`);
export const onAction = (action: string) => one(`"Action":"${action}","Resource":"*"`);
export const when = (condition: string) => one(`${get},"Resource":"*","Condition":${condition}`);
export const trust = (members: string) => one(`"Action":"sts:AssumeRole",${members}`);
export const named = (principal: string) => `"Principal":{"AWS":"${principal}"}`;

export const syntax = 'Syntax errors in policy.';
export const paths =
  'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.';
export const vendor = 'Resource vendor must be fully qualified and cannot contain regexes.';
export const version = 'Policy document must be version 2012-10-17 or greater.';
export const legacy = 'The policy failed legacy parsing';
export const actions = 'Policy statement must contain actions.';
export const resources = 'Policy statement must contain resources.';
export const assume = 'AssumeRole policy may only specify STS AssumeRole actions.';
