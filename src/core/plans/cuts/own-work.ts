/**
 * Says which roles need an action for the own work of what runs as them (content/methods/own-work.ts). A thing whose role
 * loses one stops, so no change of a cut takes it away.
 */

import { type OwnWork, ownWorks } from '#content/methods/own-work.ts';
import { resourcesRunningAs } from '../../model/world/running-roles.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type ActionName, actionMatches, actionName } from '../../eval/action.ts';
import { arnService } from '../../model/arn.ts';
import { matchesAction } from '../../eval/statement.ts';
import { compile } from '../../policy/compile.ts';
import { anyDocument, holdersOf } from './holdings.ts';

const includes = ({ actions }: OwnWork, action: ActionName): boolean =>
  actions.some((pattern) => actionMatches(pattern, action));

/** Returns true where something runs as the role and would stop without the action. */
export function needsForItsWork(world: World, role: string, action: string): boolean {
  const works = ownWorks.filter((one) => includes(one, actionName(action)));
  return (
    works.length > 0 && servicesRunning(world, role).some((own) => works.some(({ of }) => of.includes(own)))
  );
}

/** A profile is made for machines, also where no file names one that has it. */
function servicesRunning(world: World, arn: string): readonly string[] {
  const role = findByArn(world, 'roles', arn);
  if (!role) return [];
  const isInProfile = (world.index.profilesOf.get(role.id)?.size ?? 0) > 0;
  return [
    ...(isInProfile ? ['ec2'] : []),
    ...resourcesRunningAs(world, role.arn).map((one) => arnService(one.arn)),
  ];
}

/** Returns true where one of those who have the policy would stop without the action. */
export const somebodyNeedsForItsWork = (world: World, policy: string, action: string): boolean =>
  ownWorks.some((one) => includes(one, actionName(action))) &&
  holdersOf(world, policy).some((holder) => needsForItsWork(world, holder, action));

/** Returns true where something runs as the role, and the policy allows a part of the work of its service. */
export function bringsOwnWork(world: World, role: string, policy: string): boolean {
  const services = servicesRunning(world, role);
  const actions = ownWorks
    .filter(({ of }) => services.some((own) => of.includes(own)))
    .flatMap((one) => one.actions);
  const document = actions.length > 0 ? anyDocument(world, policy) : undefined;
  if (document === undefined) return false;
  return compile(document).statements.some(
    (one) => one.effect === 'Allow' && actions.some((action) => matchesAction(one, actionName(action))),
  );
}
