/** Organizational units: at most five levels below the root, names unique under one parent. */

import { created, deleted, replaced } from '../../model/world/change.ts';
import type { OrganizationRecord, OrganizationalUnitRecord } from '../../model/records/organization.ts';
import type { World } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Operation, done, isFailure, organizationsOperation } from '../operation.ts';
import { newOrganizationId } from './organization.ts';
import { resultsOf } from './paging.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/texts.ts';
import {
  arnOfNode,
  attachedByAws,
  checkOn,
  detachedEverywhere,
  managed,
  membersOf,
  nodeOf,
  unitArn,
  unitsOf,
} from './tree.ts';

const maximumDepth = 5;

const createUnit = organizationsOperation('CreateOrganizationalUnit', {
  checks: (call) => [checkOn('CreateOrganizationalUnit', arnOfNode(call, call.params.ParentId))],
  run: (call) => {
    const organization = managed(call);
    if (isFailure(organization)) return organization;
    const { world, env, params } = call;
    const parent = nodeOf(world, organization, params.ParentId);
    if (!parent || parent.type === 'ACCOUNT') return fail('ParentNotFoundException', orgTexts.parentMissing);
    if (depthOf(world, parent.id) >= maximumDepth) {
      return fail('ConstraintViolationException', orgTexts.unitDepth);
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
    return done({ OrganizationalUnit: unitView(unit) }, [
      created('organizationalUnits', unit),
      ...attachedByAws(world, organization, id),
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

const unitView = ({ id, arn, name }: OrganizationalUnitRecord): Api.OrganizationalUnit => ({
  Id: id,
  Arn: arn,
  Name: name,
});

const describeUnit = organizationsOperation('DescribeOrganizationalUnit', {
  checks: (call) => [
    checkOn('DescribeOrganizationalUnit', arnOfNode(call, call.params.OrganizationalUnitId)),
  ],
  run: (call) => {
    const organization = managed(call);
    if (isFailure(organization)) return organization;
    const node = nodeOf(call.world, organization, call.params.OrganizationalUnitId);
    if (node?.type !== 'ORGANIZATIONAL_UNIT') {
      return fail('OrganizationalUnitNotFoundException', orgTexts.unitMissing);
    }
    return done({ OrganizationalUnit: unitView(node.unit) });
  },
});

const updateUnit = organizationsOperation('UpdateOrganizationalUnit', {
  checks: (call) => [checkOn('UpdateOrganizationalUnit', arnOfNode(call, call.params.OrganizationalUnitId))],
  run: (call) => {
    const organization = managed(call);
    if (isFailure(organization)) return organization;
    const node = nodeOf(call.world, organization, call.params.OrganizationalUnitId);
    if (node?.type !== 'ORGANIZATIONAL_UNIT') {
      return fail('OrganizationalUnitNotFoundException', orgTexts.unitMissing);
    }
    const { unit } = node;
    const { Name: name = unit.name } = call.params;
    const taken = siblings(call.world, organization, unit.parent).some(
      (other) => other.name === name && other.id !== unit.id,
    );
    if (taken) return fail('DuplicateOrganizationalUnitException', orgTexts.unitExists);
    const after = { ...unit, name };
    return done({ OrganizationalUnit: unitView(after) }, [replaced('organizationalUnits', unit, after)]);
  },
});

const deleteUnit = organizationsOperation('DeleteOrganizationalUnit', {
  checks: (call) => [checkOn('DeleteOrganizationalUnit', arnOfNode(call, call.params.OrganizationalUnitId))],
  run: (call) => {
    const organization = managed(call);
    if (isFailure(organization)) return organization;
    const { world, params } = call;
    const node = nodeOf(world, organization, params.OrganizationalUnitId);
    if (node?.type !== 'ORGANIZATIONAL_UNIT') {
      return fail('OrganizationalUnitNotFoundException', orgTexts.unitMissing);
    }
    const isParent =
      siblings(world, organization, node.id).length > 0 ||
      membersOf(world, organization).some(({ membership }) => membership?.parent === node.id);
    if (isParent) return fail('OrganizationalUnitNotEmptyException', orgTexts.unitNotEmpty);
    return done({}, [
      ...detachedEverywhere(world, organization, node.id),
      deleted('organizationalUnits', node.unit),
    ]);
  },
});

const listUnits = organizationsOperation('ListOrganizationalUnitsForParent', {
  checks: (call) => [checkOn('ListOrganizationalUnitsForParent', arnOfNode(call, call.params.ParentId))],
  run: (call) => {
    const organization = managed(call);
    if (isFailure(organization)) return organization;
    const parent = nodeOf(call.world, organization, call.params.ParentId);
    if (!parent || parent.type === 'ACCOUNT') return fail('ParentNotFoundException', orgTexts.parentMissing);
    const page = resultsOf(siblings(call.world, organization, parent.id), ({ id }) => id, call.params);
    if (isFailure(page)) return page;
    return done({ OrganizationalUnits: page.items.map(unitView), ...page.more });
  },
});

const listParents = organizationsOperation('ListParents', {
  checks: (call) => [checkOn('ListParents', arnOfNode(call, call.params.ChildId))],
  run: (call) => {
    const organization = managed(call);
    if (isFailure(organization)) return organization;
    const child = nodeOf(call.world, organization, call.params.ChildId);
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
  listParents,
];
