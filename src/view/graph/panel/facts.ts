/** The facts about a selected node for the panel: its page, the question it suggests, its policy's text. */

import { href } from '#app/navigation/routes.svelte.ts';
import type { GraphNode } from '#core/graph/model.ts';
import type { World } from '#core/model/world/world.ts';
import { layOut, policyText } from '#core/words/policy-text.ts';

export interface NodeFacts {
  readonly page: string | undefined;
  readonly ask: string | undefined;
  readonly document: { readonly title: string; readonly text: string } | undefined;
}

export const nodeFacts = (world: World, node: GraphNode): NodeFacts => ({
  page: pageOf(world, node),
  ask: askOf(node),
  document: documentFor(world, node),
});

function pageOf(world: World, { row, flavour, id }: GraphNode): string | undefined {
  switch (row?.table) {
    case 'users':
      return href('identities', ['user', world.users.get(row.id)?.userName ?? '']);
    case 'groups':
      return href('identities', ['group', world.groups.get(row.id)?.groupName ?? '']);
    case 'roles':
      return href('identities', ['role', world.roles.get(row.id)?.roleName ?? '']);
    case 'policies':
      return flavour === 'inline' ? undefined : href('policies', [id]);
    default:
      return undefined;
  }
}

function askOf({ kind, id, known }: GraphNode): string | undefined {
  if (kind === 'user' || kind === 'role' || kind === 'root') return href('ask', [], { p: id });
  if (kind === 'resource' && known && id !== '*') return href('ask', [], { r: id });
  if (kind === 'resource' && !/[*?]/.test(id)) return href('ask', [], { r: id });
  return undefined;
}

const titles = {
  managed: 'Policy',
  inline: 'Policy',
  trust: 'Trust policy',
  resource: 'Resource policy',
  control: 'Control policy',
  session: 'Policy fixed in the session',
  assumed: 'Policy added for this question',
} as const;

function documentFor(world: World, { id }: GraphNode): NodeFacts['document'] {
  const policy = policyText(world, id);
  return policy && { title: titles[policy.kind], text: layOut(policy.document).text };
}
