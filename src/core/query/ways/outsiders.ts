/** Names of those outside the account: a repository, a group of a company, or anybody whom an identity provider knows. */

import { anybody, isOutsider, outsidersIn } from '../../analysis/ways/search/outsiders.ts';
import type { World } from '../../model/world/world.ts';

/** Returns the ARN of the provider in the text of an outsider, and its subject, where it has them. */
function partsOf(outsider: string): { readonly provider?: string; readonly subject?: string } {
  if (!outsider.startsWith('arn:')) return { subject: outsider };
  const at = outsider.indexOf('#');
  const provider = at < 0 ? outsider : outsider.slice(0, at);
  const subject = at < 0 ? anybody : outsider.slice(at + 1);
  return subject === anybody ? { provider } : { provider, subject };
}

/** Returns the last part of an ARN of a provider: `token.actions.githubusercontent.com`, `corp`. */
const providerName = (arn: string): string => arn.replace(/^[^/]*\//, '');

/** Returns a name for screens: `repository octo/app, branch main`, `admins of corp`. */
export function outsiderName(outsider: string): string {
  const { provider, subject } = partsOf(outsider);
  const from = provider === undefined ? '' : providerName(provider);
  if (subject === undefined) return `anybody from ${from}`;
  const repository = /^repo:([^:]+)(?::(.*))?$/.exec(subject);
  if (!repository) return from ? `${subject} of ${from}` : subject;
  const [, name = '', rest = '*'] = repository;
  return `${repositoryWords(name)}${runWords(rest)}`;
}

function repositoryWords(name: string): string {
  if (/^[*]/.test(name)) return 'any repository';
  const [owner = '', own = ''] = name.split('/');
  return own === '*' || own === '' ? `any repository of ${owner.replace(/\*$/, '…')}` : `repository ${name}`;
}

function runWords(rest: string): string {
  if (rest === '*') return ', any run';
  const [kind = '', ...more] = rest.split(':');
  const what = more.join(':');
  if (kind === 'ref') {
    if (what.startsWith('refs/heads/')) return `, branch ${what.slice('refs/heads/'.length)}`;
    return what.startsWith('refs/tags/') ? `, tag ${what.slice('refs/tags/'.length)}` : `, ${what}`;
  }
  if (kind === 'pull_request') return ', pull requests';
  return what ? `, ${kind} ${what}` : `, ${rest}`;
}

export const outsiderChoices = (world: World): { value: string; label: string; detail: string }[] =>
  outsidersIn(world).map(({ from, provider }) => ({
    value: from,
    label: outsiderName(from),
    detail: providerName(provider),
  }));

export const isOutside = (who: string): boolean => isOutsider(who);
