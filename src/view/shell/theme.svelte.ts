/** The theme: light, dark or the system's. It is stored in this browser, with no data of an account. */

import { rememberInBrowser, rememberedInBrowser } from '../../platform/browser-memory.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const remembered = (): Theme => themes.find((name) => name === rememberedInBrowser('theme')) ?? 'system';

class ThemeChoice {
  current = $state<Theme>('system');

  start(): void {
    this.choose(remembered());
  }

  choose(theme: Theme): void {
    this.current = theme;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    rememberInBrowser('theme', theme);
  }
}

export const themeChoice = new ThemeChoice();
