/** Tags of the principal or of the resource with which the statements that refused, or nearly allowed, would turn. */

import type { Question } from '../../authz/authorize.ts';
import type { Tag } from '../../model/records/tables.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { describeRequest } from '../../words/request.ts';
import { proposals } from '../ask/what-if.ts';
import type { FixRequest } from './fix.ts';
import { tagRequest } from './resource-requests.ts';
import { type Asked, policyHolder } from './statement-steps.ts';
import { type FixStep, holderWords, request } from './steps.ts';

/** Returns a step for each statement of which all unmet conditions are about tags that the account can give. */
export function tagSteps({ world, question, decision, principal }: Asked): FixStep[] {
  const holder = policyHolder(principal);
  return proposals(decision).flatMap((context): FixStep[] => {
    const requests = Object.entries(context).map(([name, value]): FixRequest | undefined => {
      const [, of = '', key = ''] = tagKey.exec(name) ?? [];
      const tag = { key, value };
      if (of === '') return undefined;
      if (!/^principal$/i.test(of)) return onResource(world, question, tag);
      return holder && onHolder(holder, tag);
    });
    const sent = requests.filter((one) => one !== undefined);
    if (sent.length === 0 || sent.length < requests.length) return [];
    const title = [...new Set(sent.map(titleOf))].join(', then ');
    return [{ kind: 'tag', requests: sent, edits: [], title, breadth: 20 * sent.length }];
  });
}

const tagKey = /^(?:aws|[a-z0-9]+):(Principal|Resource|ExistingObject)Tag\/(.+)$/i;

function titleOf(one: FixRequest): string {
  const [tag] = [one.params['Tags'], (one.params['Tagging'] as { TagSet?: unknown } | undefined)?.TagSet]
    .flat(2)
    .filter((value) => value !== undefined)
    .slice(-1) as Readonly<Record<string, string>>[];
  const [key, value] = Object.values(tag ?? {});
  const words = describeRequest(one);
  return value === undefined ? words : `${words} with ${key} = ${value}`;
}

function onHolder(holder: NonNullable<ReturnType<typeof policyHolder>>, { key, value }: Tag): FixRequest {
  const { noun, name } = holderWords(holder);
  return request(holder, `Tag${noun}`, { ...name, Tags: [{ Key: key, Value: value }] });
}

function onResource(world: World, { resource }: Question, tag: Tag): FixRequest | undefined {
  const entity = findByArn(world, 'users', resource) ?? findByArn(world, 'roles', resource);
  if (entity) return onHolder(entity, tag);
  const policy = findByArn(world, 'policies', resource);
  if (policy)
    return request(policy, 'TagPolicy', {
      PolicyArn: policy.arn,
      Tags: [{ Key: tag.key, Value: tag.value }],
    });
  const record = findByArn(world, 'resources', resource);
  const one = record && tagRequest(record, tag);
  return one && { ...one, account: record.account };
}
