/** Random small edits of a made world: a statement is dropped or turned, a limit or an attachment taken away. */

import { replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import type { World } from '#core/model/world/world.ts';
import type { Dice } from '../../property/random/dice.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
const tables = ['users', 'groups', 'roles', 'policies', 'resources', 'controlPolicies'] as const;

/** Returns the world after one edit, which may change nothing that matters. */
export function editedWorld(dice: Dice, world: World): World {
  for (let tries = 0; tries < 40; tries++) {
    const table = dice.pick(tables);
    const rows = [...world[table].values()] as unknown as Row[];
    if (rows.length === 0) continue;
    const row = dice.pick(rows);
    const after = editedRow(dice, row);
    if (after) return overlayWorld(world, [replaced(table, row as never, after as never)]);
  }
  return world;
}

function editedRow(dice: Dice, row: Row): Row | undefined {
  const ways: (() => Row | undefined)[] = [
    () => inText(dice, row),
    () => {
      const { permissionsBoundary, ...rest } = row;
      return permissionsBoundary === undefined ? undefined : rest;
    },
    () => shortened(dice, row, 'attachedPolicies'),
    () => shortened(dice, row, 'groups'),
    () => shortened(dice, row, 'inlinePolicies'),
    () => shortened(dice, row, 'tags'),
  ];
  return dice.pick(ways)();
}

function shortened(dice: Dice, row: Row, member: string): Row | undefined {
  const all = row[member];
  if (!Array.isArray(all) || all.length === 0) return undefined;
  const gone: unknown = dice.pick(all);
  return { ...row, [member]: all.filter((one) => one !== gone) };
}

/** Edits one policy text of the row, wherever it stands. */
function inText(dice: Dice, row: Row): Row | undefined {
  const texts: string[] = [];
  JSON.stringify(row, (_, value: unknown) => {
    if (typeof value === 'string' && value.includes('"Statement"')) texts.push(value);
    return value;
  });
  if (texts.length === 0) return undefined;
  const chosen = dice.pick(texts);
  const edited = editedText(dice, chosen);
  return JSON.parse(JSON.stringify(row, (_, value: unknown) => (value === chosen ? edited : value))) as Row;
}

function editedText(dice: Dice, text: string): string {
  const { Statement, ...rest } = JSON.parse(text) as { Statement: object | object[] };
  const all = [Statement].flat() as Record<string, unknown>[];
  const at = dice.between(0, all.length - 1);
  const one = all[at] as Record<string, unknown>;
  const { Condition, ...bare } = one;
  const others = dice.pick([
    [],
    [{ ...one, Effect: one['Effect'] === 'Allow' ? 'Deny' : 'Allow' }],
    Condition === undefined ? [] : [bare],
    'Resource' in one ? [{ ...one, Resource: '*' }] : [],
  ]);
  const left = all.toSpliced(at, 1, ...others);
  return JSON.stringify({ ...rest, Statement: left });
}
