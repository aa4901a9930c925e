/** AWS's list of actions as texts, which a worker of the single file is sent because it cannot load them. */

import type { Reference } from '../core/model/service-reference.ts';
import { emptyReference } from '../core/model/service-reference.ts';
import { aboutReference } from './data/about.ts';
import { ExpandedActions } from './actions.ts';
import type { CompactService } from './compact.ts';

/** Rejects when they do not load. */
export async function actionTexts(): Promise<readonly string[]> {
  const parts = await Promise.all([import('./data/common-actions.ts'), import('./data/other-actions.ts')]);
  return Promise.all(parts.map(async ({ read }) => read()));
}

/** Returns a reference of all actions, without managed policies. */
export function referenceOfActions(texts: readonly string[]): Reference {
  const actions = new ExpandedActions(texts.flatMap((text) => JSON.parse(text) as CompactService[]));
  return {
    ...emptyReference,
    date: aboutReference.actions.date,
    action: (name) => actions.find(name),
    services: () => actions.services(),
    service: (prefix) => actions.service(prefix),
  };
}
