/** The engine alone, and beside it the naive oracle on the same requests in the same run. */

import { createReference } from '#reference/reference.ts';
import { oracle } from '../core/property/oracle/oracle.ts';
import { measureMultiples } from './cold.ts';
import {
  complexWorkload,
  measureCold,
  measureDecisions,
  measureMembers,
  measurePaste,
  measureStars,
  measureTraces,
  simpleWorkload,
} from './engine.ts';
import { type Form, fullForm } from './form.ts';
import type { Figures } from './measurement.ts';
import { medianMilliseconds } from './median.ts';

/** A ratio is judged in both forms, and without warm-up says nothing: what it is made of is measured in full. */
export async function engineFigures(form: Form): Promise<Figures> {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const complex = complexWorkload();
  const perSecond = measureDecisions(complex, fullForm).perSecond;
  const traces = measureTraces(complex, fullForm).perSecond;
  const { cold, warm } = measureMultiples(reference.managedPolicies());
  const naive = medianMilliseconds(5, () => complex.inputs.map((input) => oracle(input)));
  return {
    'decisions a second, simple': measureDecisions(simpleWorkload(), form).perSecond,
    'decisions a second, complex': perSecond,
    'decisions a second, complex with trace': traces,
    'decisions a second, complex cold': measureCold(form).perSecond,
    'cold decision as a multiple of JSON.parse of the same texts': cold,
    'warm decision as a multiple of JSON.parse of the same texts': warm,
    'complex decision with trace, times one without': perSecond / traces,
    'complex decisions, times faster than the naive oracle':
      (perSecond * naive) / (1000 * complex.inputs.length),
    '24 stars on 5,000 characters, ms': measureStars(form).medianMicroseconds / 1000,
    'hostile document of 50,000 members, ms': measureMembers(form),
    'hostile paste of 160,000 letters, ms': measurePaste(form),
  };
}
