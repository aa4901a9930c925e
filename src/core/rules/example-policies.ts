/** Short ways to write the policies of examples, so that a chapter stays readable. They check nothing. */

import type { ExampleDocument } from './rule.ts';

type Members = Readonly<Record<string, unknown>>;
type Names = string | readonly string[];

export const policy = (...statements: readonly Members[]): ExampleDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const allow = (action: Names, resource: Names, more: Members = {}): ExampleDocument =>
  policy({ Effect: 'Allow', Action: action, Resource: resource, ...more });

export const deny = (action: Names, resource: Names, more: Members = {}): ExampleDocument =>
  policy({ Effect: 'Deny', Action: action, Resource: resource, ...more });

/** A policy on a resource that allows something to a principal. */
export const grant = (
  principal: unknown,
  action: Names,
  resource: Names,
  more: Members = {},
): ExampleDocument =>
  policy({ Effect: 'Allow', Principal: principal, Action: action, Resource: resource, ...more });

/** A trust policy. */
export const trust = (
  principal: unknown,
  action: Names = 'sts:AssumeRole',
  more: Members = {},
): ExampleDocument => policy({ Effect: 'Allow', Principal: principal, Action: action, ...more });
