/** Writes the times of artefacts as a person reads them: the moment, and its distance from the step. */

import { momentOf } from '#view/entity/names.ts';

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** Returns `5 min`, `2 hours` or `1 day`: the largest unit that fits, rounded down. @internal */
export function spanWords(seconds: number): string {
  const size = Math.abs(Math.round(seconds));
  const [unit, length] = units.find(([, one]) => size >= one) ?? units[3];
  const count = Math.floor(size / length);
  return `${count} ${unit}${count === 1 || unit === 'min' || unit === 's' ? '' : 's'}`;
}

export function restWords(seconds: number): string {
  const [first] = units.filter(([, one]) => seconds >= one);
  if (!first || first[0] === 's') return spanWords(seconds);
  const rest = seconds % first[1];
  return rest < 1 ? spanWords(seconds) : `${spanWords(seconds)} ${spanWords(rest)}`;
}

/** Returns `31 Jan 2026, 12:05:00, 5 min after this step`. A text that is no date is returned unchanged. */
export function timeWords(time: string | number, step: string): string {
  const moment = typeof time === 'number' ? time * 1000 : Date.parse(time);
  if (!Number.isFinite(moment) || Math.abs(moment) > 8.64e15) return String(time);
  const away = (moment - Date.parse(step)) / 1000;
  const words =
    Math.abs(away) < 1 ? 'at this step' : `${spanWords(away)} ${away > 0 ? 'after' : 'before'} this step`;
  return `${momentOf(new Date(moment).toISOString())}, ${words}`;
}
