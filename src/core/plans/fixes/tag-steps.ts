/** Tags of the principal or of the resource with which the statements that refused, or nearly allowed, would turn. */

import type { Question } from '../../authz/authorize.ts';
import type { Tag } from '../../model/records/tag.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { kindOfArn } from '../../model/resource-kinds/lookup.ts';
import { apiTag } from '../../model/resource-kinds/kind.ts';
import { plainLabels } from '../../model/labels.ts';
import { describeRequest } from '../../words/request.ts';
import { proposals } from '../../query/ask/what-if.ts';
import type { FixRequest } from './fix.ts';
import { type FixQuestion, policyHolder } from './statement-steps.ts';
import { holderWords } from '../identity-calls.ts';
import { type FixStep, type StepEdit, request } from './steps.ts';

export function tagSteps({ world, question, decision, principal }: FixQuestion): FixStep[] {
  const holder = policyHolder(principal);
  return proposals(decision).flatMap((context): FixStep[] => {
    const wanted = Object.entries(context);
    const taggings = wanted.flatMap(([name, value]): Tagging[] => {
      const [, of = '', key = ''] = tagKey.exec(name) ?? [];
      const tag = { key, value };
      if (of === '') return [];
      if (!/^principal$/i.test(of)) return onResource(world, question, tag);
      return holder ? [onHolder(holder, tag)] : [];
    });
    if (taggings.length === 0 || taggings.length < wanted.length) return [];
    const sent = taggings.map((one) => one.request);
    const title = [...new Set(sent.map(titleOf))].join(', then ');
    return [{ kind: 'tag', requests: sent, edits: editsOf(taggings), title, breadth: 20 * sent.length }];
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

type Tagged = { readonly arn: string; readonly tags: readonly Tag[] };

interface Tagging {
  readonly request: FixRequest;
  readonly on: Tagged;
  readonly label: string;
  readonly tag: Tag;
}

/** Tells of the tags of each thing once, as they are and as they get. */
function editsOf(taggings: readonly Tagging[]): StepEdit[] {
  const all = new Map(taggings.map(({ on, label }) => [on, label]));
  return [...all].map(([on, label]): StepEdit => {
    const added = taggings.filter((one) => one.on === on).map(({ tag }) => tag);
    const kept = on.tags.filter(({ key }) => added.every((tag) => tag.key !== key));
    const text = (tags: readonly Tag[]) => JSON.stringify(tags.map(apiTag), null, 2);
    return {
      layer: 'identity',
      policy: `${on.arn} tags`,
      place: `the tags of ${label}`,
      statement: '',
      before: text(on.tags),
      after: text([...kept, ...added]),
      isWhole: true,
    };
  });
}

function onHolder(on: NonNullable<ReturnType<typeof policyHolder>>, tag: Tag): Tagging {
  const { noun, name, label } = holderWords(on);
  return { request: request(on, `Tag${noun}`, { ...name, Tags: [apiTag(tag)] }), on, label, tag };
}

function onResource(world: World, { resource }: Question, tag: Tag): Tagging[] {
  const entity = findByArn(world, 'users', resource) ?? findByArn(world, 'roles', resource);
  if (entity) return [onHolder(entity, tag)];
  const label = plainLabels.resource(resource);
  const policy = findByArn(world, 'policies', resource);
  if (policy) {
    const params = { PolicyArn: policy.arn, Tags: [apiTag(tag)] };
    return [{ request: request(policy, 'TagPolicy', params), on: policy, label, tag }];
  }
  const on = findByArn(world, 'resources', resource);
  const kind = on && kindOfArn(on.arn);
  if (!kind) return [];
  const { operation, params } = kind.tag(on, tag);
  return [{ request: request(on, operation, params, kind.service.prefix), on, label, tag }];
}
