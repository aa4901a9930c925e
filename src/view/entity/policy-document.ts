/** Finds the page of a policy on screen, explains the elements of its text, and sets the options of its checks. */

import { href } from '../../app/navigation/routes.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import type { LintOptions } from '../../core/lint/lint.ts';
import { emptyReference } from '../../core/model/service-reference.ts';
import type { PolicyKind } from '../../core/policy/checks/problem.ts';
import type { PolicyText } from '../../core/words/policy-text.ts';
import type { Explain } from '../ui/editor/codemirror.ts';
import { hrefOfArn, nameOfArn, thingKindOfArn } from './names.ts';

/** Returns the page where a policy can be changed; `undefined` for one of a session, or only added to the question. */
export function policyPage({ kind, arn }: Pick<PolicyText, 'kind' | 'arn'>): string | undefined {
  switch (kind) {
    case 'managed':
      return href('policies', [arn]);
    case 'inline':
      // The page of a group opens with its users.
      return thingKindOfArn(arn) === 'group'
        ? href('identities', ['group', nameOfArn(arn)], { tab: 'permissions' })
        : hrefOfArn(arn);
    case 'trust':
      return href('identities', ['role', nameOfArn(arn)], { tab: 'trust' });
    case 'resource':
      return href('settings', ['resources', arn]);
    case 'control':
      return href('settings', ['organization']);
    case 'session':
    case 'assumed':
      return undefined;
  }
}

export const explainDocument: Explain = async (text, offset) =>
  (await import('../../core/query/policies/element-words.ts')).elementWords(text, offset, emptyReference);

/**
 * Unknown names are faults only once all of AWS's actions are loaded. The catalogue is read at each call, because it is one
 * object that fills later.
 */
export function lintOptions(
  { catalogue, account }: Session,
  kind: PolicyKind,
  resourceType?: string,
): LintOptions {
  const reference = catalogue.current;
  return {
    kind,
    reference,
    ...(account !== '' && { account }),
    complete: (reference.services?.().length ?? 0) >= catalogue.counts.services,
    ...(resourceType !== undefined && { resourceType }),
  };
}
