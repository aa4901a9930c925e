/**
 * Writes what a change of an account means in Terraform: the blocks that are new or different, in JSON syntax, and the
 * names of those that go. It compares the configurations before and after, so it says the same as the exports.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import { type TerraformFile, terraformFile } from './terraform.ts';

type Blocks = TerraformFile['resource'];

/** Empty when Terraform describes nothing of what changed. */
export function terraformChange(before: World, after: World, account: AccountId): string {
  const old = terraformFile(before, account).resource;
  const now = terraformFile(after, account).resource;
  const resource = blocksBeyond(now, old, (block, other) => JSON.stringify(block) !== JSON.stringify(other));
  const gone = namesOf(blocksBeyond(old, now, (_, other) => other === undefined));
  if (Object.keys(resource).length + gone.length === 0) return '';
  const note = gone.length === 0 ? {} : { '//': `Remove: ${gone.join(', ')}` };
  return `${JSON.stringify({ ...note, ...(Object.keys(resource).length > 0 && { resource }) }, null, 2)}\n`;
}

type Block = Blocks[string][string];

function blocksBeyond(
  ours: Blocks,
  theirs: Blocks,
  counts: (block: Block, other: Block | undefined) => boolean,
): Blocks {
  const kinds = Object.entries(ours).map(([kind, blocks]) => {
    const named = Object.entries(blocks).filter(([name, block]) => counts(block, theirs[kind]?.[name]));
    return [kind, Object.fromEntries(named)] as const;
  });
  return Object.fromEntries(kinds.filter(([, blocks]) => Object.keys(blocks).length > 0));
}

const namesOf = (blocks: Blocks): string[] =>
  Object.entries(blocks).flatMap(([kind, named]) => Object.keys(named).map((name) => `${kind}.${name}`));
