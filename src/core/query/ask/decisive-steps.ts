/**
 * Divides the gates of a decision into those whose outcome made the answer and the others, in AWS's order. An allow
 * needs every gate that allows it. An explicit deny is final, so nothing else counts. An implicit deny shows every gate
 * that could have allowed the request, and hides limits that were no obstacle. A gate whose policies nobody knows could have
decided.
 */

import { isBillingGuard } from '../../authz/billing.ts';
import type { Gate, Layer } from '../../authz/decision.ts';

/** Layers that never grant anything: they only limit. */
const limits: ReadonlySet<Layer> = new Set(['service-control', 'resource-control', 'vpc-endpoint']);

export interface DecisiveSteps {
  readonly decisive: readonly Gate[];
  readonly others: readonly Gate[];
}

/**
 * Tells if the outcome of the gate is not known, because policies of its layer are missing. An allow of one control
 * policy is none of the others.
 */
export const isUnknown = ({ isUnknown, layer, outcome }: Gate, unknown: ReadonlySet<Layer>): boolean =>
  (isUnknown || unknown.has(layer)) &&
  outcome !== 'explicit-deny' &&
  (outcome !== 'allows' || layer.endsWith('-control'));

export function decisiveStepsOf(
  gates: readonly Gate[],
  unknown: ReadonlySet<Layer> = new Set(),
): DecisiveSteps {
  const end = gates.find(({ decided }) => decided)?.outcome;
  const isDecisive = (gate: Gate): boolean => {
    const { decided, outcome, layer } = gate;
    if (decided) return true;
    if (end === 'explicit-deny') return outcome === 'explicit-deny';
    if (isUnknown(gate, unknown)) return true;
    if (outcome === 'not-applicable') return false;
    if (end === 'allows') return outcome === 'allows';
    return outcome !== 'allows' || !limits.has(layer);
  };
  return { decisive: gates.filter(isDecisive), others: gates.filter((gate) => !isDecisive(gate)) };
}

/** True when the gate denied because IAM access to billing is off: that is a setting, and no policy of anybody. */
export const isBillingOff = ({ decided, statements }: Gate): boolean =>
  decided && statements.some(({ policy }) => isBillingGuard(policy));
