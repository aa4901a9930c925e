/** The policies that a fix can write, by the name that decisions give them: their text, and the requests that save another. */

import type { Layer } from '../../authz/decision.ts';
import { currentResourceDocument, currentTrustDocument } from '../../authz/trust-ids.ts';
import { type AccountId, awsAccount } from '../../model/ids.ts';
import type { PolicyRecord } from '../../model/records/identities.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { layerName } from '../../model/policy-layers.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import {
  type Holder,
  type World,
  attachedIn,
  boundaryIn,
  controlPolicyOf,
  findByArn,
  holder as holderOf,
} from '../../model/world/world.ts';
import { kindNear } from '../../model/resource-kinds/lookup.ts';
import { labelsIn } from '../../model/labels.ts';
import type { FixRequest } from './fix.ts';
import { holderWords, versionCalls } from '../identity-calls.ts';
import { inlineOf, request } from './steps.ts';

export interface FixPlace {
  readonly layer: Layer;
  readonly policy: string;
  /** `the boundary Limit`, for example. */
  readonly label: string;
  readonly document: string | undefined;
  /** Others than the principal have it too. */
  readonly isShared: boolean;
  /** Absent document: nothing is left of it. Returns none where AWS has no such call. */
  readonly save: (document: string | undefined) => readonly FixRequest[];
}

/** Returns `undefined` where nobody can write it: AWS's policies, policies of sessions. */
export function placeOf(world: World, layer: Layer, policy: string): FixPlace | undefined {
  const hash = policy.indexOf('#');
  if (hash > 0) return inlinePlace(world, policy, policy.slice(0, hash));
  const ref = world.index.byArn.get(policy);
  if (ref?.table === 'policies') {
    const record = world.policies.get(ref.id);
    return record && record.account !== awsAccount ? managedPlace(world, layer, record) : undefined;
  }
  if (ref?.table === 'roles') return trustPlace(world, policy);
  const resource = findByArn(world, 'resources', policy);
  return resource ? resourcePlace(world, resource) : controlPlace(world, layer, policy);
}

function inlinePlace(world: World, policy: string, arn: string): FixPlace | undefined {
  const ref = world.index.byArn.get(arn);
  if (ref?.table !== 'users' && ref?.table !== 'groups' && ref?.table !== 'roles') return undefined;
  const holder = holderOf(world, `${ref.table}/${ref.id}`);
  const inline = holder && inlineOf(holder, policy);
  if (!holder || !inline) return undefined;
  const { noun, name } = holderWords(holder);
  const of = { ...name, PolicyName: inline.policyName };
  return {
    layer: 'identity',
    policy,
    label: labelsIn(world).policy(policy),
    document: inline.document,
    isShared: 'groupName' in holder && isManyIn(world, holder),
    save: (document) => [
      document === undefined
        ? request(holder, `Delete${noun}Policy`, of)
        : request(holder, `Put${noun}Policy`, { ...of, PolicyDocument: document }),
    ],
  };
}

const isManyIn = (world: World, group: Holder): boolean => (world.index.members.get(group.id)?.size ?? 0) > 1;

function managedPlace(world: World, layer: Layer, record: PolicyRecord): FixPlace {
  const { arn, account } = record;
  const name = labelsIn(world).policy(arn);
  return {
    layer,
    policy: arn,
    label: layer === 'permissions-boundary' ? `the boundary ${name}` : name,
    document: defaultDocument(record),
    isShared: isManyWith(world, arn, account),
    save: (document) =>
      document === undefined
        ? []
        : versionCalls(world, record, document).map(({ operation, params }) =>
            request(record, operation, params),
          ),
  };
}

function isManyWith(world: World, arn: string, account: AccountId): boolean {
  const attached = [...(attachedIn(world, arn, account) ?? [])];
  const users = attached.length + (boundaryIn(world, arn, account)?.size ?? 0);
  return users > 1 || attached.some((key) => key.startsWith('groups/'));
}

function trustPlace(world: World, arn: string): FixPlace | undefined {
  const role = findByArn(world, 'roles', arn);
  return (
    role && {
      layer: 'resource',
      policy: arn,
      label: labelsIn(world).policy(arn),
      document: currentTrustDocument(world, role),
      isShared: true,
      save: (document) =>
        document === undefined
          ? []
          : [
              request(role, 'UpdateAssumeRolePolicy', {
                RoleName: role.roleName,
                PolicyDocument: document,
              }),
            ],
    }
  );
}

export function resourcePlace(world: World, record: ResourceRecord): FixPlace {
  return {
    layer: 'resource',
    policy: record.arn,
    label: labelsIn(world).policy(record.arn),
    document: currentResourceDocument(world, record),
    isShared: true,
    save: (document) => {
      const kind = kindNear(record.arn);
      // Absent where the service has no such call here, or writes its policy statement by statement.
      const put = document === undefined ? undefined : kind?.policy?.put?.(record, document);
      return kind && put ? [request(record, put.operation, put.params, kind.service.prefix)] : [];
    },
  };
}

function controlPlace(world: World, layer: Layer, arn: string): FixPlace | undefined {
  const policy = controlPolicyOf(world, arn);
  if (!policy || policy.awsManaged) return undefined;
  return {
    layer,
    policy: arn,
    label: `the ${layerName(layer).policy} ${policy.name}`,
    document: policy.content,
    isShared: true,
    save: (document) =>
      document === undefined
        ? []
        : [
            request(
              policy,
              'UpdatePolicy',
              { PolicyId: policy.policyId, Content: document },
              'organizations',
            ),
          ],
  };
}
