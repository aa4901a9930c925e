/** Checks what always holds of sessions and organizations, whatever calls were made. Each problem is one line. */

import type { World } from '#core/model/world/world.ts';

export function* brokenSessions(world: World): Iterable<string> {
  for (const session of world.sessions.values()) {
    if (world.secrets.get(session.id)?.kind !== 'session') yield `session ${session.id} has no secret`;
    if (session.expiration <= session.issueTime) yield `session ${session.id} was over when it began`;
    const keys = session.tags.map(({ key }) => key.toLowerCase());
    if (new Set(keys).size < keys.length) yield `session ${session.id} has a tag twice`;
    if (session.transitiveTagKeys.some((key) => !keys.includes(key.toLowerCase())))
      yield `session ${session.id} hands on a tag that it has not`;
  }
  for (const secret of world.secrets.values()) {
    if (secret.kind === 'session' && !world.sessions.has(secret.id))
      yield `secret ${secret.id} of no session`;
  }
}

export function* brokenOrganizations(world: World): Iterable<string> {
  for (const { id, membership } of world.accounts.values()) {
    if (!membership) continue;
    const organization = world.organizations.get(membership.organization);
    if (!organization) yield `account ${id} is in lost organization ${membership.organization}`;
    else if (membership.parent !== organization.rootId && !world.organizationalUnits.has(membership.parent))
      yield `account ${id} is below lost ${membership.parent}`;
  }
  for (const { id, parent, organization } of world.organizationalUnits.values()) {
    const root = world.organizations.get(organization)?.rootId;
    if (parent !== root && !world.organizationalUnits.has(parent)) yield `unit ${id} is below lost ${parent}`;
  }
  for (const organization of world.organizations.values()) yield* brokenTree(world, organization.id);
}

function* brokenTree(world: World, id: string): Iterable<string> {
  const organization = [...world.organizations.values()].find((one) => one.id === id);
  if (!organization) return;
  const nodes = [
    organization.rootId,
    ...[...world.organizationalUnits.values()]
      .filter((unit) => unit.organization === id)
      .map((unit) => unit.id),
    ...[...world.accounts.values()].filter((one) => one.membership?.organization === id).map((one) => one.id),
  ] as string[];
  const policies = [...world.controlPolicies.values()].filter((policy) => policy.organization === id);
  for (const { policyId, targets, type } of policies) {
    for (const target of targets) if (!nodes.includes(target)) yield `${policyId} hangs on lost ${target}`;
    if (new Set(targets).size < targets.length) yield `${policyId} hangs twice on one node`;
    if (targets.length > 0 && !organization.enabledPolicyTypes.includes(type))
      yield `${policyId} hangs while off`;
  }
  const {
    tags = {},
    administrators = [],
    policies: others = [],
    policyTypes = [],
  } = organization.details ?? {};
  const taggable = [...nodes, ...policies.map((one) => one.policyId), ...others.map((one) => one.policyId)];
  taggable.push(organization.details?.resourcePolicy?.id ?? '');
  for (const key of Object.keys(tags)) if (!taggable.includes(key)) yield `tags of lost ${key}`;
  for (const one of administrators) {
    if (!nodes.includes(one.account)) yield `${one.account} administers and is no member`;
    if (one.account === organization.account) yield 'the management account is a delegated administrator';
  }
  for (const { policyId, targets, type } of others) {
    for (const target of targets) if (!nodes.includes(target)) yield `${policyId} hangs on lost ${target}`;
    if (targets.length > 0 && !policyTypes.includes(type)) yield `${policyId} hangs while off`;
  }
  for (const type of organization.enabledPolicyTypes) {
    for (const node of nodes) {
      // G-01, G-02
      if (!policies.some((policy) => policy.type === type && policy.targets.includes(node)))
        yield `${node} has no ${type}`;
    }
  }
}
