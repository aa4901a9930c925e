/** Organizational units: at most five levels below the root, names unique under one parent. */

import { created, deleted, replaced } from '../../model/world/change.ts';
import type { OrganizationRecord, OrganizationalUnitRecord } from '../../model/records/organization.ts';
import type { World } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Operation, done } from '../operation.ts';
import { checkInOrganization, delegableOperation, managementOperation } from './caller.ts';
import { constraint } from './errors.ts';
import { refuseOrganizationTags, taggedAtCreation } from './tags.ts';
import { requestTagKeys } from '../../authz/context.ts';
import { newOrganizationId } from './organization.ts';
import { resultsOf } from '../paging.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import {
  pathOfNode,
  arnOfNode,
  attachedByAws,
  detachedEverywhere,
  membersOf,
  organizationNodeOf,
  unitArn,
  unitsOf,
  namedParent,
  namedUnit,
} from './tree.ts';

const maximumDepth = 5;

const createUnit = managementOperation('CreateOrganizationalUnit', {
  checks: (call) => [
    checkInOrganization(
      'CreateOrganizationalUnit',
      arnOfNode(call, call.params.ParentId),
      requestTagKeys(call.params.Tags ?? []),
    ),
  ],
  run: (organization, call) => {
    const { world, env, params } = call;
    const found = namedParent(world, organization, params.ParentId);
    if (!found.ok) return found;
    const refused = refuseOrganizationTags(params.Tags);
    if (refused) return refused;
    const parent = found.value;
    if (depthOf(world, parent.id) >= maximumDepth) {
      return constraint('OU_DEPTH_LIMIT_EXCEEDED');
    }
    if (siblings(world, organization, parent.id).some(({ name }) => name === params.Name)) {
      return fail('DuplicateOrganizationalUnitException', orgTexts.unitExists);
    }
    const id = newOrganizationId(`ou-${organization.rootId.slice(2)}-`, env.random, 8);
    const unit: OrganizationalUnitRecord = {
      id,
      account: organization.account,
      arn: unitArn(organization, id),
      organization: organization.id,
      parent: parent.id,
      name: params.Name,
    };
    return done({ OrganizationalUnit: unitView(world, organization, unit) }, [
      created('organizationalUnits', unit),
      ...attachedByAws(world, organization, id),
      ...taggedAtCreation(organization, id, params.Tags),
    ]);
  },
});

/** Counts the levels between the root and the node. The root has 0. */
function depthOf(world: World, id: string): number {
  const unit = world.organizationalUnits.get(id);
  return unit ? 1 + depthOf(world, unit.parent) : 0;
}

const siblings = (world: World, organization: OrganizationRecord, parent: string) =>
  unitsOf(world, organization).filter((unit) => unit.parent === parent);

const unitView = (
  world: World,
  organization: OrganizationRecord,
  { id, arn, name, parent }: OrganizationalUnitRecord,
): Api.OrganizationalUnit => ({
  Id: id,
  Arn: arn,
  Name: name,
  Path: `${pathOfNode(world, organization, parent)}${id}/`,
});

const describeUnit = delegableOperation('DescribeOrganizationalUnit', {
  checks: (call) => [
    checkInOrganization('DescribeOrganizationalUnit', arnOfNode(call, call.params.OrganizationalUnitId)),
  ],
  run: (organization, call) => {
    const unit = namedUnit(call.world, organization, call.params.OrganizationalUnitId);
    return unit.ok ? done({ OrganizationalUnit: unitView(call.world, organization, unit.value) }) : unit;
  },
});

const updateUnit = managementOperation('UpdateOrganizationalUnit', {
  checks: (call) => [
    checkInOrganization('UpdateOrganizationalUnit', arnOfNode(call, call.params.OrganizationalUnitId)),
  ],
  run: (organization, call) => {
    const found = namedUnit(call.world, organization, call.params.OrganizationalUnitId);
    if (!found.ok) return found;
    const unit = found.value;
    const { Name: name = unit.name } = call.params;
    const taken = siblings(call.world, organization, unit.parent).some(
      (other) => other.name === name && other.id !== unit.id,
    );
    if (taken) return fail('DuplicateOrganizationalUnitException', orgTexts.unitExists);
    const after = { ...unit, name };
    return done({ OrganizationalUnit: unitView(call.world, organization, after) }, [
      replaced('organizationalUnits', unit, after),
    ]);
  },
});

const deleteUnit = managementOperation('DeleteOrganizationalUnit', {
  checks: (call) => [
    checkInOrganization('DeleteOrganizationalUnit', arnOfNode(call, call.params.OrganizationalUnitId)),
  ],
  run: (organization, call) => {
    const { world, params } = call;
    const found = namedUnit(world, organization, params.OrganizationalUnitId);
    if (!found.ok) return found;
    const unit = found.value;
    const isParent =
      siblings(world, organization, unit.id).length > 0 ||
      membersOf(world, organization).some(({ membership }) => membership?.parent === unit.id);
    if (isParent) return fail('OrganizationalUnitNotEmptyException', orgTexts.unitNotEmpty);
    return done({}, [
      ...detachedEverywhere(world, organization, unit.id),
      deleted('organizationalUnits', unit),
    ]);
  },
});

const listUnits = delegableOperation('ListOrganizationalUnitsForParent', {
  checks: (call) => [
    checkInOrganization('ListOrganizationalUnitsForParent', arnOfNode(call, call.params.ParentId)),
  ],
  run: (organization, call) => {
    const found = namedParent(call.world, organization, call.params.ParentId);
    if (!found.ok) return found;
    const parent = found.value;
    const page = resultsOf(siblings(call.world, organization, parent.id), ({ id }) => id, call.params);
    if (!page.ok) return page;
    return done({
      OrganizationalUnits: page.value.items.map((unit) => unitView(call.world, organization, unit)),
      ...page.value.more,
    });
  },
});

const listChildren = delegableOperation('ListChildren', {
  checks: (call) => [checkInOrganization('ListChildren', arnOfNode(call, call.params.ParentId))],
  run: (organization, call) => {
    const { ParentId, ChildType: type } = call.params;
    const found = namedParent(call.world, organization, ParentId);
    if (!found.ok) return found;
    const children =
      type === 'ACCOUNT'
        ? membersOf(call.world, organization).filter(({ membership }) => membership?.parent === ParentId)
        : siblings(call.world, organization, ParentId);
    const page = resultsOf<{ readonly id: string }>(children, ({ id }) => id, call.params);
    if (!page.ok) return page;
    const Children = page.value.items.map(({ id }) => ({ Id: id, Type: type }));
    return done({ Children, ...page.value.more });
  },
});

const listParents = delegableOperation('ListParents', {
  checks: (call) => [checkInOrganization('ListParents', arnOfNode(call, call.params.ChildId))],
  run: (organization, call) => {
    const child = organizationNodeOf(call.world, organization, call.params.ChildId);
    const id =
      child?.type === 'ACCOUNT'
        ? child.account.membership?.parent
        : child?.type === 'ORGANIZATIONAL_UNIT'
          ? child.unit.parent
          : undefined;
    if (id === undefined) return fail('ChildNotFoundException', orgTexts.childMissing);
    const Type = id === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    return done({ Parents: [{ Id: id, Type }] });
  },
});

export const unitOperations: Operation[] = [
  createUnit,
  describeUnit,
  updateUnit,
  deleteUnit,
  listUnits,
  listChildren,
  listParents,
];
