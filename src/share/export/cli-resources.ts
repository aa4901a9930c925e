/**
 * Resources of other services in the script, with regions, tags and policies. They come last, because their
 * policies name users and roles. Their content is not copied, and AWS gives new ids to keys.
 */

import { parseArn } from '../../core/model/arn.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { kindOfArn, resourceKinds } from '../../core/model/resource-kinds/lookup.ts';
import { type Blueprint } from './blueprint.ts';
import { unbuilt } from './omitted.ts';
import { quoted, type ShellScript } from './shell-script.ts';

const callsOf = (resource: ResourceRecord, policy: string | undefined) =>
  kindOfArn(resource.arn)?.exports?.script(resource, policy);

export function resourceCalls(script: ShellScript, { resources }: Blueprint): void {
  const built = resources.filter(({ resource }) => callsOf(resource, undefined) !== undefined);
  if (built.length > 0) script.section('Resources of other services');
  for (const { resource, policy } of built) {
    const region = parseArn(resource.arn)?.region || undefined;
    const { prefix = '', cli = prefix } = kindOfArn(resource.arn)?.service ?? {};
    for (const call of callsOf(resource, policy) ?? []) {
      if ('words' in call) script.line(['aws', ...call.words.map(quoted)].join(' '));
      else script.call(cli, call.operation, call.params, region);
    }
  }
}

export function resourcesLeftOut({ resources }: Blueprint): string[] {
  const missing = resources.filter(({ resource }) => callsOf(resource, undefined) === undefined);
  const made = resourceKinds.filter(({ exports }) => exports !== undefined);
  const here = made.filter((kind) => resources.some(({ resource }) => kindOfArn(resource.arn) === kind));
  const full = made.filter(({ holdsContent }) => holdsContent).map(({ many }) => many);
  const contents = `The contents of ${full.slice(0, -1).join(', ')} and ${full.at(-1) ?? ''}.`;
  return [
    ...unbuilt(missing.map(({ resource }) => resource.arn)),
    ...here.flatMap(({ exports }) => exports?.scriptLeftOut ?? []),
    ...(here.some(({ holdsContent }) => holdsContent) ? [contents] : []),
  ];
}
