/** The theme: light, dark or the system's. It is stored in this browser, with no data of an account. */

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'iam-playground/theme';

function remembered(): Theme {
  try {
    return themes.find((name) => name === localStorage.getItem(key)) ?? 'system';
  } catch {
    return 'system';
  }
}

class ThemeChoice {
  current = $state<Theme>('system');

  start(): void {
    this.choose(remembered());
  }

  choose(theme: Theme): void {
    this.current = theme;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(key, theme);
    } catch {
      // A browser without storage still shows the theme for this visit.
    }
  }
}

export const themeChoice = new ThemeChoice();
