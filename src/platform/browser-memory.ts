/**
 * Small values that are remembered beside the saved data: by this tab until it is closed (sessionStorage), and by this
 * browser for the next visit (localStorage): the theme, the region, how wide a panel is. A browser that refuses is no error.
 */

export interface TabMemory {
  readonly remember: (key: string, value: string | undefined) => void;
  readonly remembered: (key: string) => string | undefined;
}

export const remember = (key: string, value: string | undefined): void => write('sessionStorage', key, value);

export const rememberedInTab = (key: string): string | undefined => read('sessionStorage', key);

/** Remembers `iam-playground/KEY` for all tabs and the next visit; `undefined` forgets it. */
export const rememberInBrowser = (key: string, value: string | undefined): void =>
  write('localStorage', keyHere(key), value);

export const rememberedInBrowser = (key: string): string | undefined => read('localStorage', keyHere(key));

type Place = 'sessionStorage' | 'localStorage';

const keyHere = (key: string): string => `iam-playground/${key}`;

function write(place: Place, key: string, value: string | undefined): void {
  try {
    if (value === undefined) globalThis[place].removeItem(key);
    else globalThis[place].setItem(key, value);
  } catch {
    // Nothing is remembered here.
  }
}

function read(place: Place, key: string): string | undefined {
  try {
    return globalThis[place].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Forgets everything of this page, also what all tabs remember (theme, region, places of nodes). */
export function forget(): void {
  for (const name of ['sessionStorage', 'localStorage'] as const) {
    try {
      globalThis[name].clear();
    } catch {
      // Nothing is remembered there.
    }
  }
}
