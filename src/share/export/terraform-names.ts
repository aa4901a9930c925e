/**
 * The resources of a Terraform file, each with a unique name, and references to them.
 *
 * INVARIANT: every other text is escaped, because Terraform reads `${` and `%{` in all texts.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { Tag } from '../../core/model/records/tag.ts';
import { namedPrincipals } from '../../core/model/trust-principals.ts';
import { FileNames, terraformName } from './file-names.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { kindOfArn } from '../../core/model/resource-kinds/lookup.ts';

export type TerraformBlock = Readonly<Record<string, unknown>>;

/** The account that Terraform runs in. It replaces the exported account. */
export const accountIdExpression = '${data.aws_caller_identity.current.account_id}';

export class Resources {
  readonly blocks: Record<string, Record<string, TerraformBlock>> = {};
  readonly imports: TerraformBlock[] = [];
  readonly skipped: string[] = [];
  /** ARNs of resources about which too little is known. */
  readonly unbuilt: string[] = [];
  readonly #account: string;
  readonly #names = new Map<string, FileNames>();
  /** Addresses (`aws_iam_user.alice`) by ARN or unique id. */
  readonly #known = new Map<string, string>();

  constructor(account: AccountId) {
    this.#account = account;
  }

  /** `id`: the id for `terraform import`. Returns the address. */
  add(type: string, name: string, block: TerraformBlock, id?: string): string {
    let names = this.#names.get(type);
    if (!names) this.#names.set(type, (names = new FileNames(terraformName)));
    const label = names.next('', name) || names.next('it', '');
    const given = Object.entries(block).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    );
    (this.blocks[type] ??= {})[label] = Object.fromEntries(given);
    const address = `${type}.${label}`;
    if (id !== undefined) this.imports.push({ to: address, id: escapedTemplate(id) });
    return address;
  }

  know(key: string, address: string): void {
    this.#known.set(key, address);
  }

  /** Returns for example `${aws_iam_user.alice.name}`; `undefined` when it is not in the file. */
  reference(key: string, attribute: string): string | undefined {
    const address = this.#known.get(key);
    return address === undefined ? undefined : `\${${address}.${attribute}}`;
  }

  /** Returns a text that Terraform reads literally, with the account that it runs in. */
  text(text: string): string;
  text(text: string | undefined): string | undefined;
  text(text: string | undefined): string | undefined {
    return text === undefined
      ? undefined
      : escapedTemplate(text).replaceAll(this.#account, accountIdExpression);
  }

  tags(tags: readonly Tag[]): TerraformBlock | undefined {
    if (tags.length === 0) return undefined;
    return Object.fromEntries(tags.map(({ key, value }) => [escapedTemplate(key), this.text(value)]));
  }

  /** Returns the addresses of the document's principals. They must exist first (G-53). */
  principalsOf(document: string): string[] {
    return [...new Set(namedPrincipals(document).flatMap(({ value }) => this.#known.get(value) ?? []))];
  }
}

export const escapedTemplate = (text: string): string => text.replaceAll(/[$%](?=\{)/g, '$&$&');

/** Adds a resource with its policy, if the account holds enough to make it. */
export function otherService(to: Resources, resource: ResourceRecord, policy: string | undefined): void {
  const kind = kindOfArn(resource.arn);
  const form = kind?.exports?.terraform;
  const block = form?.block(resource, (text) => to.text(text));
  if (!kind || !form || !block) {
    to.unbuilt.push(resource.arn);
    return;
  }
  const name = kind.nameOf?.(resource.arn) ?? resource.name;
  const depends_on = to.principalsOf(policy ?? '{}');
  const { policy: place } = form;
  const own = place && 'within' in place ? { [place.within]: to.text(policy), depends_on } : {};
  const all = { ...block, ...own, tags: to.tags(resource.tags) };
  const address = to.add(form.type, name, all, form.id?.(resource));
  if (form.leftOut) to.skipped.push(form.leftOut(name));
  if (!place || 'within' in place || policy === undefined) return;
  const { type, member, attribute } = place;
  const reference = `\${${address}.${attribute}}`;
  to.add(type, name, { [member]: reference, policy: to.text(policy), depends_on });
}
