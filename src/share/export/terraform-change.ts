/**
 * Writes what a change of an account means in Terraform: the blocks that are new or different, in JSON syntax, and what
 * goes. It compares the configurations before and after, so it says the same as the exports. The text is valid alone:
 * what it does not hold is named by its name, ARN or id.
 */

import type { AccountId } from '../../core/model/ids.ts';
import { kindOfArn, resourceKinds } from '../../core/model/resource-kinds/lookup.ts';
import { type World, ownedBy } from '../../core/model/world/world.ts';
import { type TerraformFile, terraformFile } from './terraform.ts';
import { accountIdExpression } from './terraform-names.ts';

type Blocks = TerraformFile['resource'];
type Block = Blocks[string][string];

/** Empty when Terraform describes nothing of what changed. */
export function terraformChange(before: World, after: World, account: AccountId): string {
  const old = terraformFile(before, account, { imports: true });
  const now = terraformFile(after, account, { imports: true });
  const changed = blocksBeyond(
    now.resource,
    old.resource,
    (block, other) => JSON.stringify(block) !== JSON.stringify(other),
  );
  const gone = blocksBeyond(old.resource, now.resource, (_, other) => other === undefined);
  const notes = [
    ...each(gone).map(([address]) => `Remove ${address}.`),
    ...each(changed).flatMap(([address, block]) =>
      goneOf(address, block, blockAt(old, address), new Literals({ file: old, world: before, account })),
    ),
  ];
  const literals = new Literals(
    { file: now, world: after, account },
    new Set(each(changed).map(([address]) => address)),
  );
  const resource = mapped(changed, (block) => literals.in(block) as Block);
  const holds = Object.keys(resource).length > 0;
  if (!holds && notes.length === 0) return '';
  const file = { ...(notes.length > 0 && { '//': notes }), ...(holds && { resource }) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Says which arguments a block loses: nothing in the new block would show it. */
const goneOf = (address: string, block: Block, was: Block | undefined, literals: Literals): string[] =>
  Object.entries(was ?? {})
    .filter(([name]) => !(name in block) && name !== 'depends_on')
    .map(([name, value]) => `In ${address}, remove ${name} = ${JSON.stringify(literals.in(value))}.`);

interface Exported {
  readonly file: TerraformFile;
  readonly world: World;
  readonly account: AccountId;
}

/** Puts texts in the place of references to what the text does not hold. */
class Literals {
  readonly #exported: Exported;
  readonly #held: ReadonlySet<string>;

  constructor(exported: Exported, held: ReadonlySet<string> = new Set()) {
    this.#exported = exported;
    this.#held = held;
  }

  in(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((one) => this.in(one));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([name, one]) => [name, this.#member(name, one)] as const);
    return Object.fromEntries(members.filter(([, one]) => one !== undefined));
  }

  #member(name: string, value: unknown): unknown {
    if (name !== 'depends_on') return this.in(value);
    const held = (value as readonly string[]).filter((address) => this.#held.has(address));
    return held.length > 0 ? held : undefined;
  }

  #text(text: string): string {
    return text
      .replaceAll(accountIdExpression, this.#exported.account)
      .replaceAll(
        /(?<!\$)\$\{([\w-]+\.[\w-]+)\.([^}]+)\}/g,
        (reference, address: string, attribute: string) =>
          this.#held.has(address) ? reference : (this.#known(address, attribute) ?? reference),
      );
  }

  /** The id for an import is what the provider takes as `id`, and as `arn` where it is one. */
  #known(address: string, attribute: string): string | undefined {
    const { file } = this.#exported;
    const own = blockAt(file, address)?.[attribute];
    if (typeof own === 'string') return this.#text(own);
    const other = otherId(this.#exported, address, attribute);
    if (other !== undefined) return other;
    const id = file.import?.find(({ to }) => to === address)?.['id'];
    return typeof id === 'string' ? id : undefined;
  }
}

/** Returns what is known by another name than its id for an import. */
function otherId({ file, world, account }: Exported, address: string, attribute: string): string | undefined {
  const [kind] = address.split('.');
  if (attribute.startsWith('roots'))
    return [...world.organizations.values()].find((one) => one.account === account)?.rootId;
  const known = resourceKinds.find(({ exports }) => exports?.terraform.type === kind)?.exports?.terraform
    .known;
  const name = blockAt(file, address)?.['name'];
  const record = ownedBy(world, 'resources', account).find(
    (one) => one.name === name && kindOfArn(one.arn)?.exports?.terraform.type === kind,
  );
  return record && known?.(record);
}

function blockAt({ resource }: TerraformFile, address: string): Block | undefined {
  const [kind = '', name = ''] = address.split('.');
  return resource[kind]?.[name];
}

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

const mapped = (blocks: Blocks, change: (block: Block) => Block): Blocks =>
  Object.fromEntries(
    Object.entries(blocks).map(([kind, named]) => [
      kind,
      Object.fromEntries(Object.entries(named).map(([name, block]) => [name, change(block)])),
    ]),
  );

const each = (blocks: Blocks): (readonly [string, Block])[] =>
  Object.entries(blocks).flatMap(([kind, named]) =>
    Object.entries(named).map(([name, block]) => [`${kind}.${name}`, block] as const),
  );
