/** Values that this tab remembers until it is closed (sessionStorage). A browser that refuses is no error. */

export interface TabMemory {
  readonly remember: (key: string, value: string | undefined) => void;
  readonly remembered: (key: string) => string | undefined;
}

export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // Nothing is remembered here.
  }
}

export function rememberedInTab(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
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
