/** Compares pinned answers with the answers now, and puts both into words. */

import { decide } from '../../app/dispatch/decide.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import type { ScenarioPin, ScenarioQuestion, ScenarioStep } from '../../app/guide/guide.ts';
import { nameOfArn } from '../entity/names.ts';

export interface PinNow {
  readonly pin: ScenarioPin;
  readonly verdict: 'allowed' | 'denied';
  readonly holds: boolean;
}

export const pinsNow = (session: Session, pins: readonly ScenarioPin[]): PinNow[] =>
  pins.map((pin) => {
    const { verdict } = decide(session, pin.question);
    return { pin, verdict, holds: verdict === pin.expected };
  });

export const yesOrNo = (verdict: ScenarioPin['expected']): string => (verdict === 'allowed' ? 'Yes' : 'No');

/** Returns the scenario's text, else the question itself: `alice: s3:GetObject on payroll/2026.csv`. */
export const pinText = ({ text, question }: ScenarioPin): string => text || questionText(question);

export const questionText = ({ principal, action, resource }: ScenarioQuestion): string =>
  `${nameOfArn(principal)}: ${action} on ${resource === '*' ? 'everything' : nameOfArn(resource)}`;

/** Returns true when every answer that the step changes has changed. */
export const isDone = ({ solution }: ScenarioStep, pins: readonly PinNow[]): boolean =>
  solution !== undefined &&
  solution.turns.length > 0 &&
  solution.turns.every((id) => pins.some(({ pin, holds }) => pin.id === id && !holds));
