/** Says how long something took, beside how long it may take. Too long is said as calmly as the rest. */

/** Returns `7:05 of 12 min`, or `13:40 of 12 min, 2 min over`. */
export function timeWords(milliseconds: number, minutes: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const over = Math.ceil(seconds / 60 - minutes);
  return `${clock} of ${minutes} min${over > 0 ? `, ${over} min over` : ''}`;
}
