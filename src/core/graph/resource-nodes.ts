/**
 * Finds the nodes that a `Resource` of a policy points at. A text that names one thing of the account is that
 * thing; a pattern that matches known resources is those; S3 objects belong to their bucket. The rest becomes
 * a node of its own: named by a policy, existence unknown.
 */

import { compileGlob, globMatches } from '../eval/glob.ts';
import { parseArn } from '../model/arn.ts';
import type { ResourceRecord } from '../model/records/tables.ts';

export interface ResourceTargets {
  /** Ids of existing nodes, or the id of the named-only node to be made. */
  readonly ids: readonly string[];
  readonly known: boolean;
}

/** Returns object → bucket, index → table, alias → function, also for patterns. All else stays as it is. */
export function containerPattern(pattern: string): string {
  const arn = parseArn(pattern);
  const container = arn && containers[arn.service]?.exec(arn.resource)?.[0];
  return arn && container ? pattern.slice(0, pattern.length - arn.resource.length) + container : pattern;
}

const containers: Readonly<Record<string, RegExp>> = {
  s3: /^[^/]+(?=\/)/,
  dynamodb: /^table\/[^/]+(?=\/)/,
  lambda: /^function:[^:]+(?=:)/,
};

/** Returns a resolver: `exact` tells whether a node has that id, `rows` are the known resources. */
export function resourceResolver(
  exact: (id: string) => boolean,
  rows: readonly ResourceRecord[],
): (pattern: string) => ResourceTargets {
  const byService = groupByService(rows);
  const matching = (pattern: string): string[] => {
    if (!/[*?]/.test(pattern)) return [];
    const service = parseArn(pattern)?.service;
    const candidates = service === undefined ? undefined : byService.get(service);
    if (!candidates) return [];
    const glob = compileGlob(pattern);
    return candidates.filter((row) => globMatches(glob, row.arn)).map((row) => row.arn);
  };
  const resolve = (pattern: string): ResourceTargets => {
    if (exact(pattern)) return { ids: [pattern], known: true };
    if (pattern === '*') return { ids: ['*'], known: true };
    for (const candidate of [pattern, containerPattern(pattern)]) {
      if (exact(candidate)) return { ids: [candidate], known: true };
      const ids = matching(candidate);
      if (ids.length > 0) return { ids, known: true };
    }
    return { ids: [containerPattern(pattern)], known: false };
  };
  const seen = new Map<string, ResourceTargets>();
  return (pattern) => {
    let targets = seen.get(pattern);
    if (!targets) seen.set(pattern, (targets = resolve(pattern)));
    return targets;
  };
}

function groupByService(rows: readonly ResourceRecord[]): Map<string, ResourceRecord[]> {
  const groups = new Map<string, ResourceRecord[]>();
  for (const row of rows) {
    const service = parseArn(row.arn)?.service ?? '';
    const group = groups.get(service);
    if (group) group.push(row);
    else groups.set(service, [row]);
  }
  return groups;
}
