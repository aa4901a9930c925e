/**
 * Dates as AWS reads them in conditions (C-50, W-11): ISO 8601 in a wide sense. Besides the usual forms it
 * takes a small `t`, single digits, years with a sign and up to nine digits, and a `T` with nothing behind it.
 */

export interface IsoDate {
  readonly year: number;
  readonly month: number;
  /** May be past the end of the month. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** May have a fraction. */
  readonly second: number;
  /** Minutes that the zone is ahead of UTC; `undefined`: a time of day stands without its zone. */
  readonly offset: number | undefined;
}

const form =
  /^(\d{1,4}|[+-]\d{4,9})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[Tt](?:(\d\d?)(?::?(\d\d)(?::?(\d\d(?:\.\d+)?))?)?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

const zoneLess = /[Tt]\d[\d:.]*$/;

/** The years that AWS's dates can hold: 64 bits of milliseconds. */
const [firstYear, lastYear] = [-292_275_054, 292_278_993];

/** Returns the fields, or `undefined` when the text is no such date or a field is out of range. */
export function readIsoDate(text: string): IsoDate | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  const field = (at: number, none: number) => (match[at] === undefined ? none : Number(match[at]));
  const [zoneHour, zoneMinute] = [field(8, 0), field(9, 0)];
  const date: IsoDate = {
    year: field(1, 0),
    month: field(2, 1),
    day: field(3, 1),
    hour: field(4, 0),
    minute: field(5, 0),
    second: field(6, 0),
    offset: zoneLess.test(text) ? undefined : (match[7] === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute),
  };
  const isDay =
    date.year >= firstYear &&
    date.year <= lastYear &&
    date.month >= 1 &&
    date.month <= 12 &&
    date.day >= 1 &&
    date.day <= 31;
  const isTime = [date.hour, zoneHour].every((hour) => hour <= 23);
  const isExact = [date.minute, date.second, zoneMinute].every((sixtieth) => sixtieth < 60);
  return isDay && isTime && isExact ? date : undefined;
}
