/** Resources of other services, with their policies, for Terraform. */

import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { kindOfArn } from '../../core/model/resource-kinds/lookup.ts';
import { type Resources } from './terraform-resources.ts';

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
