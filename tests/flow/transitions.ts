/**
 * This records which transitions of which machine the tests of a file have taken. XState tells of every
 * microstep which definitions it followed; the machine itself tells which there are.
 */

import type { AnyStateMachine, AnyStateNode, InspectionEvent } from 'xstate';

interface Definition {
  readonly source: AnyStateNode;
  readonly eventType: string;
  readonly target: readonly AnyStateNode[] | undefined;
  readonly guard?: unknown;
}
const taken = new Map<string, Set<string>>();

/** `credentials: next → request`; what stays where it is has no arrow. */
const nameOf = ({ source, eventType, target }: Definition): string => {
  const event = eventType.replace(/^xstate\.done\.actor\..*/, 'answered').replace(/^$/, 'always');
  const to = target?.map(({ key }) => key).join(' ');
  return `${source.key}: ${event}${to === undefined ? '' : ` → ${to}`}`;
};

/** Returns a function for `createActor({ inspect })` that records what the machine takes. */
export function recorded(machine: AnyStateMachine): (event: InspectionEvent) => void {
  const names = taken.get(machine.id) ?? new Set<string>();
  taken.set(machine.id, names);
  return (event) => {
    if (event.type !== '@xstate.microstep') return;
    const { _transitions: followed } = event as unknown as { _transitions: readonly Definition[] };
    for (const one of followed) names.add(nameOf(one));
  };
}

const nodesOf = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap((child) => nodesOf(child as AnyStateNode)),
];

/** Every transition that the machine has. */
const transitionsOf = (machine: AnyStateMachine): string[] => [
  ...new Set(
    nodesOf(machine.root as AnyStateNode).flatMap((node) =>
      [...[...node.transitions.values()].flat(), ...(node.always ?? [])].map((one) =>
        nameOf(one as unknown as Definition),
      ),
    ),
  ),
];

/** Prints how many transitions were taken, and returns those that were not. */
export function missedTransitions(machine: AnyStateMachine): string[] {
  const seen = taken.get(machine.id) ?? new Set<string>();
  const all = transitionsOf(machine);
  const missed = all.filter((name) => !seen.has(name));
  console.log(`${machine.id}: ${all.length - missed.length} of ${all.length} transitions`);
  return missed.map((name) => `${machine.id}.${name}`);
}
