/** Finds the page where the text of a policy can be changed. */

import { href } from '../../app/navigation/routes.svelte.ts';
import type { PolicyText } from '../../core/words/policy-text.ts';
import { hrefOfArn } from './names.ts';

/** Returns `undefined` for a policy without a page: of a session, or only added to the question. */
export function policyPage({ kind, arn }: Pick<PolicyText, 'kind' | 'arn'>): string | undefined {
  switch (kind) {
    case 'managed':
      return href('policies', [arn]);
    case 'inline':
    case 'trust':
      return hrefOfArn(arn);
    case 'resource':
      return href('settings', ['resources', arn]);
    case 'control':
      return href('settings', ['organization']);
    case 'session':
    case 'assumed':
      return undefined;
  }
}
