import type { ExampleDocument } from './rule.ts';

/**
 * Short ways to write the policies of the examples. Each returns a document of one statement, in the version
 * whose variables are replaced; what `more` names wins. They must not hide anything: the example shows the document.
 */
type Parts = Readonly<Record<string, unknown>>;

const statement = (parts: Parts): ExampleDocument => ({ Version: '2012-10-17', Statement: [parts] });

/** Returns an Allow on every resource, unless `more` names others. */
export const allow = (Action: string | readonly string[], more: Parts = {}): ExampleDocument =>
  statement({ Effect: 'Allow', Action, Resource: '*', ...more });

/** Returns a Deny on every resource, unless `more` names others. */
export const deny = (Action: string | readonly string[], more: Parts = {}): ExampleDocument =>
  statement({ Effect: 'Deny', Action, Resource: '*', ...more });

/** Returns an Allow of everything beside the statements given: what an administrator has, and what limits it. */
export const allowAllBut = (...statements: readonly Parts[]): ExampleDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...statements],
});

/** Returns a trust policy, which has no Resource. */
export const trust = (Principal: unknown, more: Parts = {}): ExampleDocument =>
  statement({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
